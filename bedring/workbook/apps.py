# SPDX-License-Identifier: Apache-2.0
from django.apps import AppConfig


class WorkbookConfig(AppConfig):
    name = "bedring.workbook"
