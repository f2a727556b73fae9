# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "bedring.kit"
