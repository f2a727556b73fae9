# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.board import views

urlpatterns = [path("", views.board, name="board")]
