# SPDX-License-Identifier: Apache-2.0
"""Reads of the record, scoped and logged: the evening, the room, the notes, what a participant sees of it."""
