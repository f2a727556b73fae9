# SPDX-License-Identifier: Apache-2.0
"""Writes of a person's goals and steps, and what follows for them from what is said in the room."""

from bedring.goals.commands.goals import move_goal, set_goal
from bedring.goals.commands.room import Agreed, GoalSaid, Looked, SaidOfMine, TakenBack, follow
from bedring.goals.commands.sharing import share_my_step
from bedring.goals.commands.showing import show_goal, show_step
from bedring.goals.commands.steps import agree_on_step, look_at_step, move_step, reword_step

__all__ = [
    "Agreed",
    "GoalSaid",
    "Looked",
    "SaidOfMine",
    "TakenBack",
    "agree_on_step",
    "follow",
    "look_at_step",
    "move_goal",
    "move_step",
    "reword_step",
    "set_goal",
    "share_my_step",
    "show_goal",
    "show_step",
]
