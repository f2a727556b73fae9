# SPDX-License-Identifier: Apache-2.0
"""A job is asked for with what needs it, done once however often it runs, and sees no more than its name lets it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from bedring.kit import clock, later, mail
from bedring.kit.models import AskedFor
from bedring.kit.rows import set_actor
from bedring.people.models import Account
from tests.jobs import as_worker
from tests.world import World

HOUSE = Path(__file__).resolve().parents[2] / "bedring"
done: list[str] = []


@later.job("test_job")
def note_it(word: str) -> None:
    done.append(word)
    Account.objects.create(email=f"{word}@example.org")


@later.job("test_job_that_falls")
def fall() -> None:
    Account.objects.create(email="fell@example.org")
    raise ValueError


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def waiting() -> list[str]:
    return list(ProcrastinateJob.objects.filter(task_name="test_job").values_list("args__word", flat=True))


def test_the_job_and_its_key_are_there_together_or_not_at_all(world: World) -> None:
    with transaction.atomic():
        later.ask("test_job", key="k", word="a")
        transaction.set_rollback(True)
    assert not AskedFor.objects.filter(key="k").exists()
    assert waiting() == []
    assert later.ask("test_job", key="k", word="a")
    assert waiting() == ["a"]


def test_the_same_key_is_asked_for_once(world: World) -> None:
    assert [later.ask("test_job", key="k", word="a") for _ in range(3)] == [True, False, False]
    assert waiting() == ["a"]


def test_without_a_key_each_is_a_job_of_its_own(world: World) -> None:
    assert [later.ask("test_job", word=word) for word in "ab"] == [True, True]
    assert waiting() == ["a", "b"]


def test_it_is_done_once_however_often_it_runs(world: World) -> None:
    later.ask("test_job", key="k", word="a")
    for _killed_and_taken_up_again in range(3):
        note_it(key="k", word="a")
    assert done == ["a"]
    assert Account.objects.filter(email="a@example.org").count() == 1
    assert AskedFor.objects.get(key="k").done_at is not None


def test_what_falls_is_neither_done_nor_marked(world: World) -> None:
    later.ask("test_job_that_falls", key="k")
    with pytest.raises(ValueError):
        fall(key="k")
    assert not Account.objects.filter(email="fell@example.org").exists()
    assert AskedFor.objects.get(key="k").done_at is None


def test_a_job_is_a_service_with_a_name_while_it_runs(world: World) -> None:
    seen = []

    @later.job("test_job_that_looks")
    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT bedring_service(), nullif(current_setting('bedring.actor'), '')")
            seen.append(cursor.fetchone())

    set_actor(world.eva.id)
    with as_worker(), connection.cursor() as cursor:
        look()
        assert seen == [("test_job_that_looks", None)]
        cursor.execute("SELECT bedring_service()")
        assert cursor.fetchone() == (None,)


def test_the_worker_marks_and_forgets(world: World) -> None:
    @later.job("test_job_of_the_worker")
    def note(word: str) -> None:
        done.append(word)

    later.ask("test_job_of_the_worker", key="k", word="a")
    with as_worker():
        for _twice in range(2):
            note(key="k", word="a")
    assert done == ["a"]
    with clock.stopped_at(clock.now() + later.REMEMBERED + timedelta(1)), as_worker():
        assert later.forget_done() == 1


def test_old_keys_are_forgotten_and_open_ones_are_not(world: World) -> None:
    old = clock.now() - later.REMEMBERED - timedelta(1)
    AskedFor.objects.create(key="old", job="x", asked_at=old, done_at=old)
    AskedFor.objects.create(key="open", job="x", asked_at=old)
    assert later.forget_done() == 1
    assert AskedFor.objects.filter(key="open").exists()


def test_every_job_that_is_asked_for_is_there() -> None:
    asked = {name for p in HOUSE.rglob("*.py") for name in re.findall(r'later\.ask\(\s*"(\w+)"', p.read_text())}
    assert {"mail_sign_in_link", "mail_change_of_sign_in"} <= asked <= set(app.tasks)


def test_a_mail_is_in_the_language_of_the_reader(mailoutbox: list[EmailMessage]) -> None:
    from django.utils.translation import gettext_lazy as _

    mail.send("x@example.org", "nb", _("Your sign-in link"), _("Supporter"), "https://example.org")
    (sent,) = mailoutbox
    assert "lenke" in sent.subject.lower()
    assert sent.body == "Støtteperson\n\nhttps://example.org\n"
