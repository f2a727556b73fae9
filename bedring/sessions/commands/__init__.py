# SPDX-License-Identifier: Apache-2.0
"""Writes of the record: courses and enrolments, sessions and entries, notes."""
