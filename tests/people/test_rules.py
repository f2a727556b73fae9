# SPDX-License-Identifier: Apache-2.0
"""Which place stands under which, which days count, and what somebody's roles reach. No database."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedring.people.rules import (
    MEET_HERE,
    READS_RECORD,
    Actor,
    OrganisationKind,
    Post,
    Role,
    in_force,
    may_stand_under,
)

K = OrganisationKind
DAY = date(2026, 11, 29)
DAYS = st.integers(-400, 400).map(lambda days: DAY + timedelta(days=days))


@pytest.mark.parametrize("child", list(K))
@pytest.mark.parametrize("parent", [None, *K])
def test_each_level_stands_under_the_one_above_it_and_a_region_under_none(
    child: OrganisationKind, parent: OrganisationKind | None
) -> None:
    right = {(K.REGION, None), (K.TRUST, K.REGION), (K.CENTRE, K.TRUST), (K.UNIT, K.CENTRE)}
    assert may_stand_under(child, parent) is ((child, parent) in right)


def test_people_meet_in_centres_and_units() -> None:
    assert set(K) - MEET_HERE == {K.REGION, K.TRUST}


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (-1, 0, True), (0, 1, True), (1, None, False), (-2, -1, False), (0, -1, False)],
)
def test_both_days_count_and_what_ended_on_its_first_day_holds_on_none(
    starts: int, ends: int | None, holds: bool
) -> None:
    last = None if ends is None else DAY + timedelta(days=ends)
    assert in_force(DAY + timedelta(days=starts), last, DAY) is holds


@given(starts=DAYS, ends=st.none() | DAYS, on=DAYS)
def test_it_holds_in_one_stretch(starts: date, ends: date | None, on: date) -> None:
    """Where it holds on a day and on a later one, it holds on every day between."""
    days = [starts + timedelta(days=n) for n in range(-3, 4)] + ([ends] if ends else []) + [on]
    held = [day for day in sorted(days) if in_force(starts, ends, day)]
    assert all(in_force(starts, ends, day) for day in days if held and held[0] <= day <= held[-1])
    assert not in_force(starts, ends, starts - timedelta(days=1))


HERE, BELOW, ELSEWHERE = (UUID(int=n) for n in range(1, 4))
LEADS = Post(Role.PROGRAMME_LEADER, HERE, frozenset({HERE, BELOW}))
WORKS = Post(Role.PRACTITIONER, ELSEWHERE, frozenset({ELSEWHERE}))
PEER = Post(Role.PEER_SPECIALIST, BELOW, frozenset({BELOW}))


@pytest.mark.parametrize(
    ("posts", "roles", "reach"),
    [
        ((), (), set()),
        ((LEADS,), (), {HERE, BELOW}),
        ((LEADS, WORKS), (), {HERE, BELOW, ELSEWHERE}),
        ((LEADS, WORKS), (Role.PRACTITIONER,), {ELSEWHERE}),
        ((LEADS, WORKS), (Role.PRACTITIONER, Role.PROGRAMME_LEADER), {HERE, BELOW, ELSEWHERE}),
        ((LEADS, WORKS), (Role.PEER_SPECIALIST,), set()),
        ((LEADS, PEER), (Role.PEER_SPECIALIST,), {BELOW}),
    ],
)
def test_a_role_reaches_its_place_and_all_below_and_no_role_lends_another_its_reach(
    posts: tuple[Post, ...], roles: tuple[Role, ...], reach: set[UUID]
) -> None:
    assert Actor(account_id=uuid4(), posts=posts).reach(*roles) == reach


@pytest.mark.parametrize(
    ("posts", "staff", "reads"),
    [((), False, False), ((PEER,), True, False), ((WORKS,), True, True), ((LEADS,), True, True)],
)
def test_who_works_here_and_who_reads_the_record(posts: tuple[Post, ...], staff: bool, reads: bool) -> None:
    actor = Actor(account_id=uuid4(), posts=posts, participant_id=uuid4(), supports=frozenset({uuid4()}))
    assert (actor.is_staff, actor.reads_record) == (staff, reads)


def test_the_peer_specialist_alone_does_not_read_the_record() -> None:
    assert set(Role) - READS_RECORD == {Role.PEER_SPECIALIST}
