# SPDX-License-Identifier: Apache-2.0
"""Paper without a queue in the corridor: whoever prints a lot does not stop a session that runs on the same service.

Setting the whole workbook takes seconds of one core, and the service answers with eight hands. So a paper that is the
same for all is kept, found by all that stands on it: content, edition, language, words and size in one digest, so that
what is kept is never old. And what has to be set is set in turn. All of it holds for one process of the service.
"""

import hashlib
import json
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Condition
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from bedring.kit import clock
from bedring.kit.refusals import NotYet

AT_ONCE = 2
"""So many papers are set at the same time; and so many may wait for their turn, each `PATIENCE` seconds at most."""
PATIENCE = 4.0
SOON = 10
"""Seconds after which a paper can be asked for anew, when there was no turn for it."""
MINUTE = timedelta(minutes=1)
MOST_THE_SAME, MOST_OWN = 10, 30
"""So many new papers a minute for one person: of the programme, which are long; and of what is somebody's own."""
ROOM = 64 * 2**20
"""Bytes of kept papers: some 25 whole workbooks. Those that nobody has asked for the longest go first."""


class Printer:
    """Keeps papers, gives turns, and counts. One for each process."""

    def __init__(self, room: int = ROOM, patience: float = PATIENCE) -> None:
        self._room, self._patience = room, patience
        self._change = Condition()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._asking: set[UUID] = set()
        self._making: set[str] = set()
        self._new: dict[tuple[UUID, bool], deque[datetime]] = {}

    def paper(self, made_of: str, make: Callable[[], bytes], *, by: UUID, same_for_all: bool) -> bytes:
        """The paper with the digest `made_of`: kept, or made now for `by`. Raises NotYet, with a sentence."""
        kept = self._found(made_of)
        if kept is not None:
            return kept
        with self._turn(made_of, by, same_for_all) as kept:
            if kept is not None:
                return kept
            made = make()
            if same_for_all:
                self._keep(made_of, made)
            return made

    @contextmanager
    def _turn(self, made_of: str, by: UUID, same_for_all: bool) -> Iterator[bytes | None]:
        """A turn to make this paper, or the paper when somebody else has made it in the meantime."""
        with self._change:
            self._check(by, same_for_all)
            self._asking.add(by)
        mine = False
        try:
            with self._change:
                if not self._change.wait_for(lambda: self._is_ready(made_of), self._patience):
                    raise NotYet(_busy(), SOON)
                mine = made_of not in self._kept
                if mine:
                    self._making.add(made_of)
                    self._new.setdefault((by, same_for_all), deque()).append(clock.now())
            yield self._found(made_of)
        finally:
            with self._change:
                self._asking.discard(by)
                if mine:
                    self._making.discard(made_of)
                self._change.notify_all()

    def _is_ready(self, made_of: str) -> bool:
        return made_of in self._kept or (len(self._making) < AT_ONCE and made_of not in self._making)

    def _check(self, by: UUID, same_for_all: bool) -> None:
        if by in self._asking:
            raise NotYet(_("The paper you asked for before is still being made. Ask once more in a moment."), SOON)
        if len(self._asking) >= 2 * AT_ONCE:
            raise NotYet(_busy(), SOON)
        since = clock.now() - MINUTE
        self._new = {who: late for who, at in self._new.items() if (late := deque(n for n in at if n > since))}
        made = self._new.get((by, same_for_all), deque())
        if len(made) >= (MOST_THE_SAME if same_for_all else MOST_OWN):
            left = (made[0] - since).seconds + 1
            raise NotYet(_("You have asked for many papers in a short time. Ask once more in a minute."), left)

    def _found(self, made_of: str) -> bytes | None:
        with self._change:
            if made_of in self._kept:
                self._kept.move_to_end(made_of)
            return self._kept.get(made_of)

    def _keep(self, made_of: str, made: bytes) -> None:
        with self._change:
            self._kept[made_of] = made
            while sum(map(len, self._kept.values())) > self._room:
                self._kept.popitem(last=False)

    def forget(self, *, papers: bool = True) -> None:
        """As if the process had just begun; or, without `papers`, as if nobody had asked for any lately."""
        with self._change:
            self._new.clear()
            if papers:
                self._kept.clear()


def digest(template: str, data: Mapping[str, Any]) -> str:
    """What a paper is found by: all that it is set from."""
    return hashlib.sha256(json.dumps([template, data], sort_keys=True, default=str).encode()).hexdigest()


def _busy() -> str:
    return _("Others are printing just now. Ask for this paper once more in a moment.")


printer = Printer()
