# SPDX-License-Identifier: Apache-2.0
"""Whatever somebody typed, every paper there is with it on prints: My page, a sheet, a note, what was added to it."""

import pytest
from django.urls import reverse

from bedring.goals.commands import agree_on_step, set_goal
from bedring.goals.models import Goal
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.people.models import Participant
from bedring.sessions.commands.entries import close_session, record_entries, start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.rules.states import NoteKind
from bedring.workbook.models import Sheet
from tests.own_words import ON_PAPER
from tests.signed_in import browser
from tests.taps import tap
from tests.text_of import pages_of
from tests.world import World

TOGETHER = [" / ".join(ON_PAPER)]


def printed(client: object, address: str) -> str:
    answer = client.get(address)  # type: ignore[attr-defined]
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "application/pdf", address
    return "\n".join(pages_of(answer.content))


def with_words_everywhere(world: World, words: str) -> None:
    """Ane is called these words, and has them as her goal and step, and in the note about her."""
    set_actor(world.eva.id)
    Participant.objects.filter(id=world.ane.id).update(called_alone=f"Ane {words}"[:100].replace("\x00", ""))
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    goal = Goal.objects.get(id=world.goal.id)
    set_goal(by=by, participant=world.ane, words=words, why=words, parent_id=goal.id)
    agree_on_step(by=by, participant=world.ane, what=words, when=words[:60], goal_id=goal.id)
    start_session(by=by, session_id=world.session.id)
    taps = [tap("presence", {"here": "here"}, world.ane.id), tap("remark", {"words": "Vi snakket."})]
    record_entries(by=by, session_id=world.session.id, sent=taps, sent_at=clock.now())
    close_session(by=by, session_id=world.session.id)
    where = {"session_id": world.session.id, "participant_id": world.ane.id, "language": "nb"}
    write_note(by=by, text=words, kind=NoteKind.SIGNED, **where)
    write_note(by=by, text=f"Senere: {words}", kind=NoteKind.ADDENDUM, after=1, **where)


@pytest.mark.parametrize("words", [*ON_PAPER, *TOGETHER], ids=lambda words: ascii(words)[:30])
def test_every_paper_prints(world: World, words: str) -> None:
    words = words[:480].replace("\ud83d", "")
    with_words_everywhere(world, words)
    ane = browser(world.ane.account, language="nb")
    ane.post(reverse("worksheet_begin", args=["social-support", "support-map"]))
    set_actor(world.ane.account_id)
    sheet = Sheet.objects.latest("begun_at")
    ane.post(reverse("sheet", args=[sheet.id]), {"base": "0", "map.closest": words, "around_me.0.who": words})
    printed(ane, "/mine/paper.pdf")
    printed(ane, reverse("sheet_paper", args=[sheet.id]))
    birger = browser(world.birger, language="nb")
    assert "Senere:" in printed(birger, reverse("note_paper", args=[world.session.id, str(world.ane.id)]))


def test_what_no_face_has_stands_as_a_box_in_its_place(world: World) -> None:
    with_words_everywhere(world, "Jeg vil 散步 hver dag")
    assert "Jeg vil □□ hver dag" in printed(browser(world.ane.account, language="nb"), "/mine/paper.pdf")
