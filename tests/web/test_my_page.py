# SPDX-License-Identifier: Apache-2.0
"""My page on the screen and on paper: the same order and the same words; a way back; what is the person's alone."""

import io
import re

import pytest
from django.utils.html import strip_tags
from pypdf import PdfReader

from bedring.goals.commands import agree_on_step
from bedring.goals.models import Step
from bedring.kit import clock
from bedring.kit.rows import set_actor
from bedring.sessions.commands.entries import close_session, record_entries, start_session
from tests.signed_in import browser
from tests.taps import tap
from tests.world import MODULE, TOPIC, World


@pytest.fixture
def met(world: World) -> World:
    """Ane's group has met, she was there, and got the handout and a home practice."""
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    start_session(by=by, session_id=world.session.id)
    taps = [
        tap("presence", {"here": "here"}, world.ane.id),
        tap("handout", {"module": MODULE, "topic": TOPIC, "on": True}),
        tap("home_practice", {"words": "Hum a song each morning"}),
    ]
    record_entries(by=by, session_id=world.session.id, sent=taps, sent_at=clock.now())
    close_session(by=by, session_id=world.session.id)
    return world


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_paper_and_screen_have_the_same_words_in_the_same_order(met: World, language: str) -> None:
    client = browser(met.ane.account, language=language)
    page = client.get("/mine/").content.decode()
    said = [
        plain(strip_tags(s)).strip() for s in re.findall(r"<[^>]*data-sentence[^>]*>(.*?)</(?:p|span|li)>", page, re.S)
    ]
    pdf = PdfReader(io.BytesIO(client.get("/mine/paper.pdf").content))
    paper = plain(" ".join(p.extract_text() for p in pdf.pages))
    assert len(said) > 12
    at = 0
    for words in said:
        found = paper.find(words.replace("&#x27;", "'"), at)
        assert found >= 0, f"{words!r} is not on the paper after {paper[at - 40 : at]!r}"
        at = found + 1


def test_the_paper_leads_back(met: World) -> None:
    pdf = PdfReader(io.BytesIO(browser(met.ane.account).get("/mine/paper.pdf").content))
    assert "/mine/" in " ".join(p.extract_text() for p in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"], "the PDF is tagged"  # type: ignore[index]


def test_a_page_without_anything_yet_is_kind(world: World) -> None:
    assert world.arne.account is not None
    page = browser(world.arne.account).get("/mine/").content.decode()
    assert "You have not set a goal here yet" in page


def test_a_step_for_oneself_stays_with_oneself(world: World) -> None:
    set_actor(world.ane.account_id)
    agree_on_step(by=world.actor(world.ane.account), participant=world.ane, what="Only mine", team_sees=False)
    set_actor(world.birger.id)
    assert not Step.objects.filter(what="Only mine").exists()
    assert "Only mine" not in browser(world.birger).get(f"/tonight/{world.session.id}/").content.decode()
    assert "Only mine" in browser(world.ane.account).get("/mine/").content.decode()


@pytest.mark.parametrize(
    ("url", "field"), [("/mine/goal/", "words"), ("/mine/step/", "what"), ("/mine/people/", "email")]
)
def test_bad_input_keeps_what_was_typed_and_says_what_is_wrong(world: World, url: str, field: str) -> None:
    client = browser(world.arne.account)
    answer = client.post(url, {"why": "kept words", "when": "kept words", "called": "kept words", field: " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kept words" in page
    assert f'id="id_{field}_error"' in page
    assert "Write" in page
