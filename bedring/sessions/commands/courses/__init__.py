# SPDX-License-Identifier: Apache-2.0
"""Writes of a course: opening it, who leads it, who has a place in it, and the plan of its sessions."""

from bedring.sessions.commands.courses.leaders import appoint_leader, end_leading
from bedring.sessions.commands.courses.opening import change_course, open_course
from bedring.sessions.commands.courses.places import change_enrolment, enrol, register_and_enrol
from bedring.sessions.commands.courses.plan import call_off, hold_after_all, is_on_again, move_session, plan_session

__all__ = [
    "appoint_leader",
    "call_off",
    "change_course",
    "change_enrolment",
    "end_leading",
    "enrol",
    "hold_after_all",
    "is_on_again",
    "move_session",
    "open_course",
    "plan_session",
    "register_and_enrol",
]
