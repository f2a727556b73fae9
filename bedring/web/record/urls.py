# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.record import views

urlpatterns = [
    path("<uuid:participant>/", views.record, name="record"),
    path("<uuid:participant>/paper-code", views.paper_code, name="record_paper_code"),
]
