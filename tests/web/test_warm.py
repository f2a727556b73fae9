# SPDX-License-Identifier: Apache-2.0
"""A web worker is ready before it answers: what the first page of an evening needs is loaded."""

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bedring.config.warm import warm
from bedring.curriculum import reader
from bedring.sessions.queries import titles

READY = """
import bedring.config.wsgi, gc, os
from bedring.curriculum import reader
print(gc.get_freeze_count() > 0, reader.read_at.cache_info().currsize > 100)
"""


def test_the_titles_and_pages_are_there_before_anybody_asks(settings: Any) -> None:
    settings.BEDRING_MODE = "demo"
    reader.forget()
    try:
        warm()
        assert gc.get_freeze_count() > 0
        before = reader.read_at.cache_info().misses
        assert titles.topics_of("norway", "nb") and titles.topics_of("norway", "en")
        assert reader.read_at.cache_info().misses == before
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("text", ["", "not: [yaml"])
def test_a_page_of_the_site_that_cannot_be_read_stops_no_worker(settings: Any, tmp_path: Path, text: str) -> None:
    os.makedirs(f"{tmp_path}/editions")
    with open(f"{tmp_path}/editions/norway.yaml", "w") as page:
        page.write(text)
    settings.CONTENT_DIRS = [tmp_path, *settings.CONTENT_DIRS]
    settings.BEDRING_MODE = "demo"
    try:
        warm()
    finally:
        gc.unfreeze()


@pytest.mark.parametrize(("mode", "ready"), [("demo", "True True"), ("test", "False False")])
def test_a_worker_that_starts_is_warmed(mode: str, ready: str, tmp_path: Path) -> None:
    env = os.environ | {"BEDRING_MODE": mode, "BEDRING_DEMO_DATA": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "bedring.config.settings"
    done = subprocess.run([sys.executable, "-c", READY], env=env, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == ready, done.stderr
