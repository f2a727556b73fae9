# SPDX-License-Identifier: Apache-2.0
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedring.config.settings")
application = get_wsgi_application()

from bedring.config.warm import warm  # noqa: E402  (once Django is set up)

warm()
