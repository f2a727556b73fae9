# SPDX-License-Identifier: Apache-2.0
"""Every member of every kind has words; a kind is read from the database as itself."""

from enum import StrEnum

import pytest
from django.template import Context, Template
from django.utils import translation

from bedring.goals.rules import GoalMove, GoalState, Went
from bedring.kit.words import KindField, Words, called, has_words
from bedring.people.rules import Role
from bedring.trust.rules import Thing
from tests.world import World


class Weather(StrEnum):
    SUN = "sun"
    RAIN = "rain"


def test_a_member_is_called_by_its_place() -> None:
    with translation.override("en"):
        assert called(GoalMove.REST, "trail") == "let it rest"
        assert called(GoalMove.REST, "button") == "Let it rest"
    with translation.override("nb"):
        assert called(Role.PEER_SPECIALIST) == "Erfaringskonsulent"


def test_a_member_without_words_stops_the_house() -> None:
    with pytest.raises(LookupError, match="Weather has no words \\(screen\\) for rain"):
        Words(Weather, {Weather.SUN: "sun"})
    assert not has_words(Weather)


@pytest.mark.parametrize("unknown", [Weather.SUN, "reached", "", None])
def test_what_is_no_member_is_never_called_something_else(unknown: StrEnum) -> None:
    with pytest.raises(LookupError):
        called(unknown)


def test_a_place_nobody_wrote_words_for() -> None:
    with pytest.raises(LookupError):
        called(GoalState.ACTIVE, "nowhere")


def test_choices_are_all_or_those_asked_for() -> None:
    words = Words(Weather, {Weather.RAIN: "wet", Weather.SUN: "dry"}, "only here")
    assert words.choices() == [("rain", "wet"), ("sun", "dry")]
    assert words.choices(Weather.SUN) == [("sun", "dry")]


def test_in_a_template() -> None:
    page = Template('{% load parts %}{{ how|called:"button" }}')
    with translation.override("en"):
        assert page.render(Context({"how": Went.NOT_THIS_TIME})) == "Not this time"


def test_two_kinds_of_look_are_never_told_alike() -> None:
    assert len({called(thing, "log") for thing in Thing}) == len(Thing)


def test_a_kind_is_read_as_itself(world: World) -> None:
    from bedring.goals.models import Goal
    from bedring.kit.rows import set_actor

    set_actor(world.birger.id)
    state = Goal.objects.values_list("state", flat=True).get(id=world.goal.id)
    assert state is GoalState.ACTIVE
    assert Goal.objects.get(id=world.goal.id).state.may_change_words


def test_a_value_of_a_newer_release_stays_text() -> None:
    field = KindField(Weather, max_length=10)
    assert field.from_db_value("sun") is Weather.SUN
    assert field.from_db_value("hail") == "hail"
    assert field.from_db_value(None) is None


def test_a_migration_sees_plain_text() -> None:
    _name, path, _args, kwargs = KindField(Weather, max_length=10).deconstruct()
    assert path == "django.db.models.CharField"
    assert kwargs["choices"] == [("sun", "sun"), ("rain", "rain")]
    assert type(kwargs["choices"][0][0]) is str
