# SPDX-License-Identifier: Apache-2.0
from bedring.sessions.rules.states import NoteKind, may_add, next_topic


def test_a_signed_note_can_only_be_added_to() -> None:
    signed = [NoteKind.DRAFT, NoteKind.SIGNED]
    assert may_add([], NoteKind.DRAFT)
    assert may_add([NoteKind.DRAFT], NoteKind.SIGNED)
    assert not may_add([NoteKind.DRAFT], NoteKind.ADDENDUM)
    assert not may_add(signed, NoteKind.DRAFT)
    assert not may_add(signed, NoteKind.SIGNED)
    for kind in (NoteKind.ADDENDUM, NoteKind.BEGUN):
        assert may_add(signed, kind)
        assert not may_add([NoteKind.DRAFT], kind)


def test_the_next_topic_follows_the_plan() -> None:
    plan = [("m1", "a"), ("m1", "b"), ("m2", "a")]
    assert next_topic(plan, None) == ("m1", "a")
    assert next_topic(plan, ("m1", "b")) == ("m2", "a")
    assert next_topic(plan, ("m2", "a")) is None
    assert next_topic([], None) is None
    assert next_topic(plan, ("own", "topic")) == ("m1", "a")
