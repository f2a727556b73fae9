# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "bedring.curriculum"
