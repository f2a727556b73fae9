# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.help import views

urlpatterns = [path("", views.help_now, name="help")]
