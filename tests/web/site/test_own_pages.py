# SPDX-License-Identifier: Apache-2.0
"""The site's own pages: change, preview, save, take away; what stood there is kept, nobody is overwritten silently."""

import shutil
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from bedring.curriculum import queries as curriculum
from bedring.curriculum.commands import digest
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.sessions.commands.pages import put_page, take_page_away
from bedring.sessions.models import Session
from tests.signed_in import browser
from tests.world import MODULE, TOPIC, World

NAME = f"modules/{MODULE}/topics/{TOPIC}.en.md"
URL = f"/site/edit/?name={NAME}"


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Path:
    settings.SITE_CONTENT = tmp_path / "site"
    settings.CONTENT_DIRS = [settings.SITE_CONTENT, *settings.CONTENT_DIRS]
    return tmp_path / "site"


@pytest.fixture
def rita(world: World) -> Client:
    return browser(world.rita)


def shipped(settings: Settings) -> str:
    return (Path(settings.CONTENT_DIRS[-1]) / NAME).read_text(encoding="utf-8")


def send(client: Client, text: str, seen: str, how: str = "save"):  # type: ignore[no-untyped-def]
    return client.post(URL, {"text": text.replace("\n", "\r\n"), "seen": digest(seen), how: "yes"})


def test_a_page_is_changed_shown_and_taken_away_again(rita: Client, site: Path, settings: Settings) -> None:
    before = shipped(settings)
    title = curriculum.topic(MODULE, TOPIC, "en").title
    mine = before.replace(f"title: {title}", "title: Our first step")
    assert "Our first step" in send(rita, mine, before, "look").content.decode()
    assert curriculum.topic(MODULE, TOPIC, "en").title == title, "a preview changes nothing"
    assert send(rita, mine, before).status_code == 302
    assert curriculum.topic(MODULE, TOPIC, "en").title == "Our first step"
    assert (site / NAME).read_text(encoding="utf-8") == mine
    assert "our own" in rita.get("/site/").content.decode()
    newer = mine.replace("Our first step", "Our very first step")
    send(rita, newer, mine)
    assert "Our first step" in rita.get(f"/site/versions/?name={NAME}").content.decode()
    rita.post(URL, {"take_away": "yes"})
    assert curriculum.topic(MODULE, TOPIC, "en").title == title
    assert "Our very first step" in rita.get(f"/site/versions/?name={NAME}").content.decode()


def test_a_page_that_a_group_is_to_have_next_is_not_taken_away(
    world: World, rita: Client, site: Path, settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(Path(settings.CONTENT_DIRS[-1]), tmp_path / "shipped")
    own = site / NAME
    own.parent.mkdir(parents=True)
    shutil.move(tmp_path / "shipped" / NAME, own)
    settings.CONTENT_DIRS = [site, tmp_path / "shipped"]
    refused = rita.post(URL, {"take_away": "yes"})
    assert refused.status_code == 409
    assert f"{world.group.name} is to have this page next." in refused.content.decode()
    assert own.is_file()
    for session in (world.session, world.other_session):
        set_actor(world.eva.id if session == world.session else world.cathrine.id)
        Session.objects.filter(id=session.id).update(topic="from-wish-to-goal")
    assert rita.post(URL, {"take_away": "yes"}).status_code == 302
    assert not own.is_file()


def test_what_is_to_be_mended_is_told_by_line_and_nothing_is_lost(rita: Client, site: Path, settings: Settings) -> None:
    before = shipped(settings)
    for wrong, says in [
        (before.replace("summary:", "sumary:"), "there is no key “sumary” here"),
        (before + "\nThey were crazy.\n", "is a word to avoid"),
        ("no head at all", "begin the file with a line ---"),
    ]:
        answer = send(rita, wrong, before)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert says in page
        assert "Line " in page
        assert wrong.splitlines()[-1] in page
    assert not (site / NAME).exists()


def test_two_at_once_both_see_what_the_other_wrote(rita: Client, site: Path, settings: Settings) -> None:
    before = shipped(settings)
    mine, theirs = before + "\nA line of mine.\n", before + "\nA line of theirs.\n"
    send(rita, theirs, before)
    answer = send(rita, mine, before)
    assert answer.status_code == 409
    assert "A line of theirs." in answer.content.decode()
    assert "A line of mine." in answer.content.decode()
    assert (site / NAME).read_text(encoding="utf-8") == theirs


def test_modules_are_put_in_another_order_and_left_out(rita: Client, site: Path, settings: Settings) -> None:
    name = "editions/norway.yaml"
    before = (Path(settings.CONTENT_DIRS[-1]) / name).read_text(encoding="utf-8")
    mine = before.replace("  - drug-and-alcohol-use\n", "")
    rita.post(f"/site/edit/?name={name}", {"text": mine, "seen": digest(before), "save": "yes"})
    assert "drug-and-alcohol-use" not in curriculum.edition("norway").modules
    sent = {"text": before.replace("- social", "- sozial"), "seen": digest(mine), "save": "yes"}
    wrong = rita.post(f"/site/edit/?name={name}", sent)
    assert "there is no module sozial-support" in wrong.content.decode()


@pytest.mark.parametrize(
    "name", ["../secret.md", "/etc/passwd", "modules/x.py", "schema/module.schema.json", "", ".versions/x"]
)
def test_a_name_that_is_no_content_is_not_there(rita: Client, site: Path, name: str) -> None:
    for answer in (
        rita.get("/site/edit/", {"name": name}),
        rita.post(f"/site/edit/?name={name}", {"text": "x", "save": "yes"}),
        rita.get("/site/versions/", {"name": name}),
    ):
        assert answer.status_code == 404
    assert not site.exists()


def test_those_who_lead_one_place_of_two_change_nothing(world: World, site: Path, settings: Settings) -> None:
    answer = send(browser(world.eva), "x", shipped(settings))
    assert answer.status_code == 403
    assert "shared by several places" in answer.content.decode()


def test_without_a_folder_it_says_what_an_administrator_does(rita: Client) -> None:
    assert "BEDRING_SITE_CONTENT" in rita.get("/site/").content.decode()


@pytest.mark.parametrize(("who", "why"), [("eva", Refused), ("birger", NotThere), ("ane", NotThere)])
def test_the_command_itself_asks_who_may(world: World, site: Path, settings: Settings, who: str, why: type) -> None:
    """Whichever screen calls it, and not only the one with the form."""
    account, before = world.everybody()[who], shipped(settings)
    set_actor(account.id)
    with pytest.raises(why):
        put_page(by=world.actor(account), name=NAME, text=f"{before} ", seen=digest(before))
    with pytest.raises(why):
        take_page_away(by=world.actor(account), name=NAME)
    assert not (site / NAME).exists()
