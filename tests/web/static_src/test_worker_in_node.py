# SPDX-License-Identifier: Apache-2.0
"""The worker in Node: how long it waits for the service, and for what."""

from tests.node import STATIC_SRC, node


def test_how_long_it_waits() -> None:
    done = node("--test", "--test-force-exit", STATIC_SRC / "worker.test.mjs")
    assert done.returncode == 0, done.stdout + done.stderr
