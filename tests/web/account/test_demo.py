# SPDX-License-Identifier: Apache-2.0
"""One-tap sign-in exists in the demo and cannot be switched on anywhere else."""

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import clear_url_caches, reverse

from bedring.config import urls
from bedring.kit.environment import read
from bedring.people.commands import open_account
from bedring.people.models import Account
from bedring.people.signin.demo import demo_account, demo_people
from tests.web.account.conftest import is_signed_in
from tests.world import World

PRODUCTION = {
    "BEDRING_MODE": "production",
    "BEDRING_SECRET_KEY": "k3y-of-the-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "BEDRING_ADDRESS": "https://bedring.example.org",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
}
LOOK = """
import django; django.setup()
from django.conf import settings
from django.urls import Resolver404, get_resolver, resolve
names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
try:
    resolve("/account/demo/"); found = True
except Resolver404:
    found = False
print(settings.DEMO, found, sorted(name for name in names if "demo" in name))
"""


def run(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Start the product's own settings with nothing but `env`."""
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "bedring.config.settings"} | env
    return subprocess.run([sys.executable, "-c", LOOK], env=env, capture_output=True, text=True, check=False)


def test_in_production_there_is_no_such_page() -> None:
    assert run(PRODUCTION).stdout.strip() == "False False []"


@pytest.mark.parametrize("more", [{"BEDRING_DEMO_DATA": "/anywhere"}, {"DEMO": "1"}, {"BEDRING_DEMO": "yes"}])
def test_nothing_in_the_environment_adds_it_to_production(more: dict[str, str]) -> None:
    assert run(PRODUCTION | more).stdout.strip() == "False False []"


def test_the_look_above_does_find_it_in_a_demo() -> None:
    assert run({"BEDRING_MODE": "demo", "BEDRING_DEMO_DATA": "/anywhere"}).stdout.startswith("True True ['demo'")


def test_demo_mode_by_hand_refuses_to_start() -> None:
    by_hand = PRODUCTION | {"BEDRING_MODE": "demo"}
    assert [p for p in read(by_hand).problems if "works only by `bedring demo`" in p]
    done = run(by_hand)
    assert done.returncode != 0
    assert "works only by `bedring demo`" in done.stderr


@pytest.fixture
def forced(settings: Any) -> Iterator[None]:
    """DEMO switched on by force, against a database that is not the demo's."""
    settings.DEMO = True
    clear_url_caches()
    importlib.reload(urls)
    yield
    settings.DEMO = False
    clear_url_caches()
    importlib.reload(urls)


@pytest.fixture
def made_up(world: World) -> Account:
    return open_account(email="ane@demo.bedring.example", name="Ane Askeladd")


def mark() -> None:
    """What `bedring demo` does to its own database, for this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('bedring.demo', 'yes', true)")


def test_forced_on_it_answers_nothing_without_the_mark(client: Client, forced: None, made_up: Account) -> None:
    assert client.get(reverse("demo")).status_code == 404
    assert client.post(reverse("demo_enter", args=[made_up.id])).status_code == 404
    assert not is_signed_in(client)


def test_without_the_mark_the_room_names_nobody_either(made_up: Account) -> None:
    assert demo_account(made_up.id) is None
    assert demo_people() == {}
    mark()
    assert demo_account(made_up.id) == made_up


def test_in_the_demo_one_tap_signs_in(client: Client, forced: None, made_up: Account) -> None:
    mark()
    response = client.post(reverse("demo_enter", args=[made_up.id]))
    assert response["Location"] == "/"
    assert is_signed_in(client)
    assert [r["method"] for r in client.session["account_authentication_methods"]] == ["demo"]


def test_opening_the_address_signs_nobody_in(client: Client, forced: None, made_up: Account) -> None:
    mark()
    assert client.get(reverse("demo_enter", args=[made_up.id])).status_code == 405


def test_even_in_the_demo_only_made_up_people(client: Client, forced: None, world: World) -> None:
    mark()
    for account in (world.birger.id, world.ane.account_id, uuid4()):
        assert client.post(reverse("demo_enter", args=[account])).status_code == 404
    assert not is_signed_in(client)


def test_people_are_listed_by_what_they_are(client: Client, forced: None, world: World) -> None:
    mark()
    people = {"gro": world.gro, "eva": world.eva, "dag": world.dag, "ane": world.ane.account, "birger": world.birger}
    for name, account in people.items():
        assert account
        Account.objects.filter(id=account.id).update(email=f"{name}@demo.bedring.example")
    groups = client.get(reverse("demo")).context["groups"]
    assert {str(title): [p.name.split()[0] for p in listed] for title, listed in groups} == {
        "Behandler, leder grupper": ["Birger"],
        "Erfaringskonsulent, leder sammen med behandler": ["Gro"],
        "Programansvarlig": ["Eva"],
        "Deltaker": ["Ane"],
        "Støtteperson": ["Dag"],
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('bedring.actor', true)")
        assert cursor.fetchone() == ("",), "looking people up for the list leaves nobody's eyes behind"


def test_the_sign_in_page_points_to_it_in_the_demo_alone(client: Client, world: World) -> None:
    assert "/account/demo/" not in client.get(reverse("account_login")).content.decode()


def test_and_does_so_there(client: Client, forced: None, world: World) -> None:
    assert reverse("demo") in client.get(reverse("account_login")).content.decode()
