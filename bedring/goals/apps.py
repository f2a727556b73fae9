# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "bedring.goals"
