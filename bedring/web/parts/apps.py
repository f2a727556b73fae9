# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartsConfig(AppConfig):
    name = "bedring.web.parts"

    def ready(self) -> None:
        """Every room's words are known before the first page."""
        autodiscover_modules("words")
