# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - what is planted reads best in one line
"""The last way, as it leaves a twin busy: one person who asks for so much paper that nobody else is answered."""

import time
from concurrent.futures import ThreadPoolExecutor, wait

from tests.attack.register import Text, way
from tests.attack.target import Browser, Target

AT_ONCE, LONGEST = 40, 5.0


@way(
    "stopping the evening by asking for the whole workbook forty times at once",
    Text(
        "bedring/web/parts/printing.py",
        "        kept = self._found(made_of)\n        if kept is not None:\n            return kept\n        with self._turn",
        "        return make()\n        with self._turn",
    ),
)
def many_workbooks(t: Target) -> str | None:
    """Not a paper that was made before, on a service that has been read. How long a leader then waits is what counts."""
    ane, birger = t.enter("Ane Askeladd"), t.enter("Birger Bjørkeblad")
    assert _ask(t.enter("Carl Columbus Krabbe"), "/programme/workbook.pdf") == 200
    with ThreadPoolExecutor(AT_ONCE) as many:
        asked = [many.submit(_ask, ane, "/programme/workbook.pdf?edition=international") for _n in range(AT_ONCE)]
        time.sleep(1.0)
        began = time.perf_counter()
        status = _ask(birger, "/tonight/")
        took = time.perf_counter() - began
        wait(asked)
    if status == 200 and took < LONGEST:
        odd = {one.result() for one in asked} - {200, 429}
        assert not odd, f"the workbook answered {odd}"
        return None
    return f"Tonight answered {status} after {took:.1f} s"


def _ask(somebody: Browser, url: str) -> int:
    """The status; 0 when there was no answer in time."""
    try:
        return somebody.get(url).status
    except OSError:
        return 0
