# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "bedring.web.parts"
