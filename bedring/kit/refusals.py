# SPDX-License-Identifier: Apache-2.0
"""Two ways to say no. Neither tells a stranger whether a thing exists."""


class NotThere(Exception):
    """There is no such thing for this actor: answered as 404, whether it exists or not."""


class Refused(Exception):
    """The actor may see the thing but not do this now. `reason` is a sentence for the screen."""

    def __init__(self, reason: object, code: str = "refused") -> None:
        super().__init__(code)
        self.reason = reason
        self.code = code
