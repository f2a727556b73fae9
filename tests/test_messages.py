# SPDX-License-Identifier: Apache-2.0
"""Every text of the screens has its Norwegian, with the same gaps to fill."""

import re

import polib

from tests.messages import PO, gathered

GAPS = re.compile(r"%\(\w+\)s|#")


def test_every_text_is_in_norwegian() -> None:
    there = {(e.msgctxt or "", e.msgid, e.msgid_plural or "") for e in polib.pofile(str(PO))}
    assert set(gathered()) == there, "run `make messages` and write the Norwegian it lists"


def test_no_text_is_left_without_words_or_gaps() -> None:
    for entry in polib.pofile(str(PO)):
        said = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
        assert all(said), entry.msgid
        for words in said:
            assert set(GAPS.findall(words)) <= set(GAPS.findall(entry.msgid + (entry.msgid_plural or ""))), entry.msgid
            assert entry.msgid_plural or set(GAPS.findall(words)) == set(GAPS.findall(entry.msgid)), entry.msgid
