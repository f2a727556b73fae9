# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.invited import views

urlpatterns = [path("", views.invited, name="invited")]
