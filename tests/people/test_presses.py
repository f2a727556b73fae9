# SPDX-License-Identifier: Apache-2.0
"""The id of a form: the first press goes on, another is told where it led, nobody presses another's; old ones go."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bedring.kit import clock
from bedring.kit.refusals import NotThere
from bedring.people.models import Press
from bedring.people.signin.presses import KEPT, came_to_nothing, forget_old_presses, press, went_on
from tests.world import World

AT = "/mine/goal/"


def test_the_first_goes_on_and_the_second_learns_where_it_led(world: World) -> None:
    one = uuid4()
    assert press(one, account_id=world.dag.id, path=AT) is None
    went_on(one, "/mine/")
    assert press(one, account_id=world.dag.id, path=AT) == "/mine/"
    assert Press.objects.count() == 1


def test_what_came_to_nothing_is_a_first_press_again(world: World) -> None:
    one = uuid4()
    press(one, account_id=world.dag.id, path=AT)
    came_to_nothing(one)
    assert press(one, account_id=world.dag.id, path=AT) is None


def test_two_forms_are_two(world: World) -> None:
    first, second = uuid4(), uuid4()
    press(first, account_id=world.dag.id, path=AT)
    went_on(first, "/mine/")
    assert press(second, account_id=world.dag.id, path=AT) is None
    came_to_nothing(second)
    assert press(first, account_id=world.dag.id, path=AT) == "/mine/", "what came to nothing is that one alone"


def test_nobody_presses_anothers_form_nor_a_form_of_another_page(world: World) -> None:
    one = uuid4()
    press(one, account_id=world.dag.id, path=AT)
    went_on(one, "/mine/secret")
    for account, path in ((world.eva, AT), (world.dag, "/mine/step/"), (world.dag, AT.upper())):
        with pytest.raises(NotThere):
            press(one, account_id=account.id, path=path)


@pytest.mark.parametrize("length", [299, 300, 301, 5000])
def test_an_address_of_any_length(world: World, length: int) -> None:
    one, path = uuid4(), "/" + "x" * (length - 1)
    assert press(one, account_id=world.dag.id, path=path) is None
    went_on(one, path)
    assert press(one, account_id=world.dag.id, path=path) == path[:500]


@pytest.mark.parametrize(
    ("age", "stays"), [(timedelta(hours=1), True), (KEPT, True), (KEPT + timedelta(seconds=1), False)]
)
def test_yesterdays_are_known_and_older_ones_go(world: World, age: timedelta, stays: bool) -> None:
    now, one = clock.now(), uuid4()
    with clock.stopped_at(now - age):
        press(one, account_id=world.dag.id, path=AT)
    with clock.stopped_at(now):
        forget_old_presses()
    assert Press.objects.filter(id=one).exists() is stays
