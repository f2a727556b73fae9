# SPDX-License-Identifier: Apache-2.0
from django.urls import path

from bedring.web.parts import devices, views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("language", views.language, name="language"),
    path("colours", views.colour_scheme, name="colour_scheme"),
    path("leave", views.quick_exit, name="quick_exit"),
    path("left", views.left, name="left"),
    path("shell", views.shell, name="shell"),
    path("who", devices.who, name="who"),
    path("key", devices.key, name="device_key"),
]
