# SPDX-License-Identifier: Apache-2.0
import pytest

from bedring.sessions.rules.draft import PHRASES, GroupTold, PersonTold, group_note, listed, person_note

MEETING = GroupTold(
    topic="From goal to first step",
    module="Recovery strategies",
    handout=True,
    cards=("Say it out loud",),
    techniques=("role play", "linked to own goals"),
    leaders=("Birger", "Gro"),
    minutes=88,
    home_practice="Take the step.",
)
ANE = PersonTold(
    "Ane",
    "here",
    looks=(("done", "Call the choir leader."),),
    home_look="partly",
    next_step={"what": "Go to one practice", "when": "Thursday", "where": "", "with_whom": "my brother"},
    home_practice="Take the step.",
    remark="She smiled when she told it.",
)


def test_a_whole_note_in_english() -> None:
    assert person_note(MEETING, ANE, "en") == (
        "Ane was here. The step from last time, “Call the choir leader”, is done. "
        "Home practice since last time is partly done. "
        "The topic was “From goal to first step” (Recovery strategies). Ane got the handout. "
        "We practised: Say it out loud. Ways of working: role play and linked to own goals. "
        "Next step, agreed together: “Go to one practice” (when: Thursday, with whom: my brother). "
        "Home practice until next time: Take the step. She smiled when she told it."
    )


def test_a_note_in_norwegian() -> None:
    note = person_note(GroupTold(), PersonTold("Åse", "sent_word", next_step={"what": "Ringe"}), "nb")
    assert note == "Åse hadde gitt beskjed og var ikke til stede. Neste steg, avtalt sammen: «Ringe»."


def test_of_somebody_who_was_not_here_nothing_is_said_of_what_was_taught() -> None:
    note = person_note(MEETING, PersonTold("Ane", "not_here", home_practice="Take the step."), "en")
    assert note == "Ane was not here."


def test_not_this_week_is_a_choice() -> None:
    assert "own choice" in person_note(GroupTold(), PersonTold("Ane", "here", not_this_week=True), "en")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_groups_note_names_nobody(language: str) -> None:
    note = group_note(MEETING, [ANE, PersonTold("Odd", "not_here")], language)
    assert "Ane" not in note
    assert "Odd" not in note
    assert "1" in note
    assert "88" in note


@pytest.mark.parametrize("language", ["en", "nb"])
def test_nothing_tapped_is_an_empty_note(language: str) -> None:
    assert person_note(GroupTold(), PersonTold("Ane"), language) == ""


def test_both_languages_say_the_same_things() -> None:
    assert PHRASES["en"].keys() == PHRASES["nb"].keys()


def test_lists_read_as_sentences() -> None:
    assert listed(("a",), "en") == "a"
    assert listed(("a", "b", "c"), "nb") == "a, b og c"
