# SPDX-License-Identifier: Apache-2.0
"""One folder of `web/` per first word of the address."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from bedring.ops.health import health
from bedring.web.account.views import front

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front, name="front"),
    path("tonight/", include("bedring.web.tonight.urls")),
    path("groups/", include("bedring.web.groups.urls")),
    path("record/", include("bedring.web.record.urls")),
    path("programme/", include("bedring.web.programme.urls")),
    path("site/", include("bedring.web.site.urls")),
    path("worksheets/", include("bedring.web.worksheets.urls")),
    path("mine/", include("bedring.web.mine.urls")),
    path("invited/", include("bedring.web.invited.urls")),
    path("help/", include("bedring.web.help.urls")),
    path("account/", include("bedring.web.account.urls")),
    path("parts/", include("bedring.web.parts.urls")),
    path("health", health, name="health"),
]
if settings.DEMO:
    urlpatterns.append(path("account/demo/", include("bedring.web.account.demo")))
