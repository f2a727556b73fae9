# SPDX-License-Identifier: Apache-2.0
"""The ways to say no: three to whoever asks on a page, one to whoever runs the machine.

None tells a stranger whether a thing exists.
"""

from typing import Any


class NotThere(Exception):
    """There is no such thing for this actor: answered as 404, whether it exists or not."""


class Refused(Exception):
    """The actor may see the thing but not do this now. `reason` is a sentence for the screen."""

    def __init__(self, reason: object, code: str = "refused") -> None:
        super().__init__(code)
        self.reason = reason
        self.code = code


class SomebodyElseWrote(Refused):
    """Somebody has written there since the writer last looked, and nothing was stored: both are shown, neither is lost.

    `theirs`: what stands there now.
    """

    def __init__(self, theirs: Any, reason: object) -> None:
        super().__init__(reason, "somebody_wrote")
        self.theirs = theirs


class NotYet(Exception):
    """It can be had in a while: answered as 429. `reason` is a sentence for the screen; `seconds`: when to ask anew."""

    def __init__(self, reason: object, seconds: int) -> None:
        super().__init__("not_yet")
        self.reason = reason
        self.seconds = seconds


class Stop(Exception):
    """A command that cannot be run. The text says how the person at the keyboard mends it."""
