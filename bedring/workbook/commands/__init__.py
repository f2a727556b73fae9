# SPDX-License-Identifier: Apache-2.0
"""Writes: begin a sheet, save answers in it, show it to the team or keep it to oneself."""

from bedring.workbook.commands.answers import Saved, Written, save_answers
from bedring.workbook.commands.sheets import begin_sheet, show_sheet

__all__ = ["Saved", "Written", "begin_sheet", "save_answers", "show_sheet"]
