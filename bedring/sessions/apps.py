# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "bedring.sessions"
    label = "imr_sessions"  # Django has a `sessions` of its own
