# SPDX-License-Identifier: Apache-2.0
"""Two presses of one button are one: each form has an id from when it was shown, and the first press keeps it.

A second press of the same form waits in the database until the first is done, and is then told where that one led.
What came to nothing (an error beside a field, a no) keeps no id, so that the form can be sent anew.
"""

from datetime import timedelta
from uuid import UUID

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.models import Press

KEPT = timedelta(days=2)
"""A form shown yesterday evening and sent again today is still known."""


def press(press_id: UUID, *, account_id: UUID, path: str) -> str | None:
    """None for the first press, which may go on; for another of the same form where the first one led.

    NotThere when the id is somebody else's, or of another address.
    """
    fresh = Press(id=press_id, account_id=account_id, path=path[:300], at=clock.now())
    Press.objects.bulk_create([fresh], ignore_conflicts=True)  # waits for a press of the same form still under way
    known = Press.objects.get(id=press_id)
    if known.account_id != account_id or known.path != fresh.path:
        raise NotThere
    return known.went_on or None


def went_on(press_id: UUID, location: str) -> None:
    """The press came to something, and led here."""
    Press.objects.filter(id=press_id).update(went_on=location[:500])


def came_to_nothing(press_id: UUID) -> None:
    """The form may be sent anew."""
    Press.objects.filter(id=press_id).delete()


def forget_old_presses() -> None:
    """Take away what is too old to be pressed again."""
    Press.objects.filter(at__lt=clock.now() - KEPT).delete()
