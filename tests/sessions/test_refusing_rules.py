# SPDX-License-Identifier: Apache-2.0
"""What is not taken in, and why: each reason by itself, and each with words."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from bedring.sessions.rules.entries import OfTopic, Value
from bedring.sessions.rules.refusing import NotAnEntry, WhyNot, checked
from bedring.sessions.words import WHY_NOT

ANE, BIRGER, STRANGER = uuid4(), uuid4(), uuid4()
HERE = {"here": "here"}


def ask(
    kind: str, value: Any, about: UUID | None = None, *, is_open: bool = True, is_signed: bool = False
) -> Value | WhyNot:
    try:
        return checked(
            kind,
            value,
            about=about,
            people={ANE},
            leaders={BIRGER},
            is_open=is_open,
            is_signed=is_signed,
            has_topic=lambda module, topic: (module, topic) == ("m", "t"),
        )
    except NotAnEntry as no:
        return no.why


@pytest.mark.parametrize(
    ("kind", "value", "about", "why"),
    [
        ("hypnosis", {}, None, WhyNot.NOT_UNDERSTOOD),
        ("presence", {"here": "late"}, ANE, WhyNot.NOT_UNDERSTOOD),
        ("presence", HERE, None, WhyNot.NOT_UNDERSTOOD),
        ("closed", {}, None, WhyNot.NOT_UNDERSTOOD),
        ("presence", HERE, STRANGER, WhyNot.NOT_IN_GROUP),
        ("leading", {"leader": str(STRANGER), "on": True}, None, WhyNot.NOT_UNDERSTOOD),
        ("leading", {"leader": str(BIRGER), "on": True}, ANE, WhyNot.NOT_UNDERSTOOD),
        ("remark", {"words": "kopiert\0fra"}, ANE, WhyNot.CANNOT_BE_KEPT),
        ("remark", {"words": "halv \ud83d"}, ANE, WhyNot.CANNOT_BE_KEPT),
        ("home_practice", {"option": "a\0"}, None, WhyNot.CANNOT_BE_KEPT),
        ("remark", {"words": "x" * 2001}, ANE, WhyNot.TOO_LONG),
        ("goal", {"words": "x" * 501}, ANE, WhyNot.TOO_LONG),
        ("next_step", {"what": "x" * 501}, ANE, WhyNot.TOO_LONG),
        ("next_step", {"what": "x", "where": "y" * 201}, ANE, WhyNot.TOO_LONG),
        ("topic", {"module": "m", "topic": "gone"}, None, WhyNot.NO_SUCH_TOPIC),
        ("handout", {"module": "x", "topic": "t", "on": True}, None, WhyNot.NO_SUCH_TOPIC),
    ],
)
def test_why_not(kind: str, value: Any, about: UUID | None, why: WhyNot) -> None:
    assert ask(kind, value, about) is why


def test_before_the_start_and_after_the_signature_nothing_is_taken_in() -> None:
    assert ask("presence", HERE, ANE, is_open=False) is WhyNot.NOT_OPEN
    assert ask("presence", HERE, ANE, is_signed=True) is WhyNot.SIGNED


def test_what_can_be_is_taken_in() -> None:
    assert ask("remark", {"words": "x" * 2000}, ANE) not in list(WhyNot)
    assert ask("next_step", {"what": "x" * 500, "where": "y" * 200}, ANE) not in list(WhyNot)
    assert ask("topic", {"module": "m", "topic": "t"}) not in list(WhyNot)


def test_a_handout_of_a_topic_that_is_gone_can_be_taken_back() -> None:
    assert ask("handout", {"module": "m", "topic": "gone", "on": False}) == OfTopic("m", "gone", False)


@pytest.mark.parametrize("why", list(WhyNot))
def test_every_reason_has_words_in_both_languages(why: WhyNot) -> None:
    with override("en"):
        english = WHY_NOT[why]
    with override("nb"):
        assert WHY_NOT[why] != english
