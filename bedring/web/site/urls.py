# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.site import views

urlpatterns = [
    path("", views.pages, name="site"),
    path("edit/", views.edit, name="site_edit"),
    path("versions/", views.versions, name="site_versions"),
]
