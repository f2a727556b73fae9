# SPDX-License-Identifier: Apache-2.0
"""A planted twin still has its place in the house: known at once, and not when the pack is next run."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

from tests.attack import ways
from tests.attack.register import WAYS, Text
from tests.conftest import ROOT

for module in iter_modules(ways.__path__):
    import_module(f"{ways.__name__}.{module.name}")
PLACES = [(way.words, twin) for way in WAYS for twin in way.twin if isinstance(twin, Text)]


@pytest.mark.parametrize(("words", "twin"), PLACES)
def test_the_hole_can_be_planted(words: str, twin: Text) -> None:
    assert (ROOT / twin.file).read_text().count(twin.old) == 1, f"{words}: {twin.file} has not one {twin.old!r}"
