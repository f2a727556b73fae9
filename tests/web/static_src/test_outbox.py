# SPDX-License-Identifier: Apache-2.0
"""The outbox in Node: rule by rule, in random schedules, and with each of thirteen mistakes planted in its source."""

import json
import subprocess
from typing import Any

import pytest

from build_assets import ROOT, SOURCE
from tests.node import STATIC_SRC, node

TWINS = [
    "new id at each try",
    "taken out before the answer",
    "memory alone",
    "no smaller parcels",
    "words in the open",
    "ignores the owner when reading",
    "any 200 is yes",
    "500 means it is bad",
    "no bound in bytes",
    "newest of anything",
    "stale token for ever",
    "parcel without its owner",
    "gives up after five",
]
"""Mistakes that the drill must find; drill.mjs plants them."""


def drill(schedules: int, twin: str = "", first: int = 1, seconds: int = 120) -> dict[str, Any]:
    """What random schedules found: `kinds` by what went wrong, with the seeds that show it."""
    done = node(STATIC_SRC / "drill.mjs", schedules, twin, first, seconds=seconds)
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_each_rule() -> None:
    done = node("--test", "--test-force-exit", STATIC_SRC / "outbox.test.mjs")
    assert done.returncode == 0, done.stdout + done.stderr


def test_random_schedules() -> None:
    found = drill(25)
    assert found["kinds"] == {}
    assert found["kept"] > 500, "a drill in which nothing happens finds nothing"


@pytest.mark.slow
def test_two_thousand_random_schedules() -> None:
    found = drill(2000, first=1000, seconds=3600)
    print(found)
    assert found["kinds"] == {}
    assert found["kept"] > 50_000


@pytest.mark.slow
@pytest.mark.parametrize("twin", TWINS)
def test_a_planted_mistake_is_found(twin: str) -> None:
    assert drill(60, twin, seconds=600)["bad"] > 0, "the drill would not see this mistake"


def test_it_is_light_to_carry() -> None:
    """Whoever opens a page on an old tablet waits for this too: what keeps and sends, at most 12 kB of it."""
    entry = b'export * as outbox from "./_outbox.js"; export * as vault from "./_vault.js";'
    esbuild = next((ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    done = subprocess.run(
        [esbuild, "--bundle", "--minify", "--format=esm"], cwd=SOURCE, input=entry, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert 6 * 1024 < len(done.stdout) <= 12 * 1024
