# SPDX-License-Identifier: Apache-2.0
"""What is true of courses, sessions, entries and notes, whatever the database says."""
