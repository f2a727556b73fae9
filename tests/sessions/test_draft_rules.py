# SPDX-License-Identifier: Apache-2.0
import pytest

from bedring.sessions.rules.draft import (
    PHRASES,
    GroupTold,
    Numbers,
    PersonTold,
    group_note,
    listed,
    person_note,
)

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
    remark="She smiled when she told it.",
)


def test_a_whole_note_in_english() -> None:
    assert person_note(MEETING, ANE, "en") == (
        "Ane was here. The step from last time, “Call the choir leader”, is done. "
        "Home practice since last time is partly done. "
        "The topic was “From goal to first step” (Recovery strategies). The group got the handout. "
        "The group practised: Say it out loud. Ways of working: role play and linked to own goals. "
        "Next step, agreed together: “Go to one practice” (when: Thursday, with whom: my brother). "
        "Home practice until next time: Take the step. She smiled when she told it."
    )


def test_a_note_in_norwegian() -> None:
    note = person_note(GroupTold(), PersonTold("Åse", "sent_word", next_step={"what": "Ringe"}), "nb")
    assert note == "Åse hadde gitt beskjed og var ikke til stede. Neste steg, avtalt sammen: «Ringe»."


def test_of_somebody_who_was_not_here_nothing_is_said_of_what_was_taught() -> None:
    assert person_note(MEETING, PersonTold("Ane", "not_here"), "en") == "Ane was not here."


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No new step this week."), ("nb", "Ikke noe nytt steg denne uka.")]
)
def test_not_this_week_is_all_that_was_tapped(language: str, said: str) -> None:
    note = person_note(GroupTold(), PersonTold("Ane", not_this_week=True), language)
    assert note == said, "nobody tapped whose choice it was"


def test_what_was_tapped_for_the_group_is_the_groups_and_ones_own_is_ones_own() -> None:
    own = PersonTold("Ane", "here", home_practice="Ring Kari.", techniques=("shaping",))
    note = person_note(MEETING, own, "en")
    assert "The group got the handout. The group practised: Say it out loud." in note
    assert "Ways of working: role play and linked to own goals. Ways of working with Ane: shaping." in note
    assert "Home practice for Ane until next time: Ring Kari." in note
    assert "Take the step" not in note
    assert "Take the step" not in person_note(MEETING, PersonTold("Ane", "here", home_practice=""), "en")


@pytest.mark.parametrize(
    ("language", "hers", "whole"),
    [("en", "Ane got the handout. Ane practised:", "The handout was given. We practised:"),
     ("nb", "Ane fikk temaarket. Ane øvde:", "Temaarket ble delt ut. Vi øvde:")],
)  # fmt: skip
def test_one_to_one_there_is_no_group(language: str, hers: str, whole: str) -> None:
    meeting = GroupTold(handout=True, cards=("Say it",), one_to_one=True)
    assert hers in person_note(meeting, PersonTold("Ane", "here"), language)
    assert group_note(meeting, Numbers(1, 1, 1), language).endswith(f"{whole} Say it.")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_groups_note_names_nobody(language: str) -> None:
    note = group_note(MEETING, Numbers(2, 2, 1, 1, 1), language)
    assert "Ane" not in note
    assert "Odd" not in note
    assert "88" in note


@pytest.mark.parametrize(
    ("numbers", "en", "nb"),
    [
        (Numbers(), "", ""),
        (Numbers(4), "", ""),
        (Numbers(4, 4, 3), "3 of 4 were here.", "3 av 4 var til stede."),
        (Numbers(4, 4, 1), "1 of 4 was here.", "1 av 4 var til stede."),
        (Numbers(4, 4, 0), "Nobody was here, of 4 expected.", "Ingen av de 4 som var ventet, var til stede."),
        (Numbers(4, 3, 3), "3 of 4 were here. Of 1 it is not written whether they were here.",
         "3 av 4 var til stede. For 1 er det ikke skrevet om de var der."),
        (Numbers(2, 2, 2, 1, 1),
         "2 of 2 were here. The step from last time was looked at with 1 person. 1 person agreed on a next step.",
         "2 av 2 var til stede. Vi så på steget fra sist sammen med 1 deltaker. 1 deltaker avtalte et neste steg."),
        (Numbers(2, 2, 2, 2, 2),
         "2 of 2 were here. The step from last time was looked at with 2 people. 2 people agreed on a next step.",
         "2 av 2 var til stede. Vi så på steget fra sist sammen med 2 deltakere. 2 deltakere avtalte et neste steg."),
    ],
)  # fmt: skip
def test_numbers_are_told_in_the_right_number_and_only_where_they_were_tapped(
    numbers: Numbers, en: str, nb: str
) -> None:
    assert group_note(GroupTold(), numbers, "en") == en
    assert group_note(GroupTold(), numbers, "nb") == nb


@pytest.mark.parametrize(("minutes", "said"), [(None, ""), (0, ""), (1, "1 minute."), (88, "88 minutes.")])
def test_how_long_it_lasted(minutes: int | None, said: str) -> None:
    assert group_note(GroupTold(minutes=minutes), Numbers(), "en") == (f"The session lasted {said}" if said else "")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_nothing_tapped_is_an_empty_note(language: str) -> None:
    assert person_note(GroupTold(), PersonTold("Ane"), language) == ""


def test_both_languages_say_the_same_things() -> None:
    assert PHRASES["en"].keys() == PHRASES["nb"].keys()


def test_lists_read_as_sentences() -> None:
    assert listed(("a",), "en") == "a"
    assert listed(("a", "b", "c"), "nb") == "a, b og c"
