# SPDX-License-Identifier: Apache-2.0
"""The ways in without a password: what opens, what does not, and how long one waits."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from bedring.kit import clock
from bedring.kit.refusals import NotThere, Refused
from bedring.kit.rows import set_actor
from bedring.people.commands import let_peers_print, open_account
from bedring.people.models import Account, Participant, SignInCode, SignInTry
from bedring.people.rules import Role
from bedring.people.signin import tries
from bedring.people.signin.links import ask_for_link, link_is_good, link_to_send, secret_of, use_link
from bedring.people.signin.old import forget_old_tries_and_links
from bedring.people.signin.passwords import ask_for_password, password_may_be_sent_to
from bedring.people.signin.places import (
    LONGEST_WAIT,
    LONGEST_WAIT_ELSEWHERE,
    MOST_A_DAY,
    NOWHERE,
    TriedFrom,
    wait_after,
)
from bedring.people.signin.printed import (
    LETTERS,
    choose_pin,
    is_hard_to_guess,
    issue_printed_code,
    mark_for,
    use_printed_code,
)
from bedring.people.signin.ways import ways_in
from tests.jobs import as_worker
from tests.roles import give_role
from tests.world import World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ane(world: World) -> Account:
    assert world.ane.account
    return world.ane.account


@pytest.fixture
def paper(world: World) -> tuple[str, str]:
    """(code, PIN) that Birger has printed for Ane."""
    return printed(world, world.birger)


def printed(world: World, account: Account) -> tuple[str, str]:
    set_actor(account.id)
    return issue_printed_code(by=world.actor(account), participant=world.ane)


def make_staff(world: World, account: Account, **dates: object) -> None:
    set_actor(world.eva.id)
    give_role(
        by=world.actor(world.eva),
        account=account,
        organisation_id=world.fjellvik.id,
        role=Role.PEER_SPECIALIST,
        **dates,
    )


# Links


def test_link_opens_once(ane: Account) -> None:
    link = ask_for_link(ane.email.upper())
    assert link_is_good(link, secret_of(link))
    assert use_link(link, secret_of(link)) == ane
    assert not link_is_good(link, secret_of(link))
    assert use_link(link, secret_of(link)) is None


def test_link_works_for_a_supporter(world: World) -> None:
    link = ask_for_link(world.dag.email)
    assert use_link(link, secret_of(link)) == world.dag


def test_link_lasts_fifteen_minutes(ane: Account) -> None:
    link, now = ask_for_link(ane.email), clock.now()
    with clock.stopped_at(now + 14 * MINUTE):
        assert link_is_good(link, secret_of(link))
    with clock.stopped_at(now + 16 * MINUTE):
        assert not link_is_good(link, secret_of(link))
        assert link_to_send(link) is None
        assert use_link(link, secret_of(link)) is None


def test_asking_again_does_not_spoil_the_first_link(ane: Account) -> None:
    first, _second = ask_for_link(ane.email), ask_for_link(ane.email)
    assert use_link(first, secret_of(first)) == ane


def test_wrong_secret_opens_nothing_and_spoils_nothing(ane: Account) -> None:
    link = ask_for_link(ane.email)
    for wrong in ("", "x", secret_of(world_id := ask_for_link(ane.email)), secret_of(link)[:-1]):
        assert use_link(link, wrong) is None
    assert world_id != link
    assert use_link(link, secret_of(link)) == ane


@pytest.mark.parametrize("who", ["nobody@example.org", "birger@fjellvikmerke.example"])
def test_unknown_and_staff_addresses_get_an_id_with_nothing_behind_it(world: World, who: str) -> None:
    link = ask_for_link(who)
    assert link_to_send(link) is None
    assert use_link(link, secret_of(link)) is None
    assert not SignInCode.objects.exists()


def test_known_and_unknown_addresses_take_as_many_queries(
    ane: Account, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for email in (ane.email, "nobody@example.org"):
        with django_assert_num_queries(2):
            ask_for_link(email)


@pytest.mark.parametrize("starts_in", [0, 30])
def test_link_stops_working_when_the_person_gets_a_role(world: World, ane: Account, starts_in: int) -> None:
    link = ask_for_link(ane.email)
    make_staff(world, ane, starts=clock.today() + timedelta(days=starts_in))
    assert use_link(link, secret_of(link)) is None


def test_closed_account_is_not_opened(ane: Account) -> None:
    link = ask_for_link(ane.email)
    Account.objects.filter(id=ane.id).update(is_active=False)
    assert use_link(link, secret_of(link)) is None


# Printed codes


def test_paper_opens_again_and_again(ane: Account, paper: tuple[str, str]) -> None:
    assert use_printed_code(*paper) == ane
    assert use_printed_code(*paper) == ane


def test_paper_may_be_typed_as_one_likes(ane: Account, paper: tuple[str, str]) -> None:
    code, pin = paper
    assert use_printed_code(f" {code.lower().replace('-', ' ')} ", f"{pin[:3]} {pin[3:]}") == ane
    assert use_printed_code(code.replace("5", "s").replace("8", "B").replace("2", "Z"), pin) == ane


def test_code_reads_aloud(paper: tuple[str, str]) -> None:
    code, pin = paper
    assert [len(group) for group in code.split("-")] == [3, 3, 3, 3]
    assert set(code) <= {*LETTERS, "-"}
    assert not set(LETTERS) & set("O0I1LSZBQG"), "nothing that looks like something else"
    assert not set(LETTERS) & set("AEIOUYÆØÅ"), "no words"
    assert len(pin) == 6


def test_new_paper_makes_the_old_one_stop(world: World, ane: Account, paper: tuple[str, str]) -> None:
    new = printed(world, world.eva)
    assert use_printed_code(*paper) is None
    assert use_printed_code(*new) == ane


def test_paper_runs_out(ane: Account, paper: tuple[str, str]) -> None:
    with clock.stopped_at(clock.now() + timedelta(days=401)):
        assert use_printed_code(*paper) is None


def test_only_those_who_work_with_somebody_print_for_them(world: World) -> None:
    for stranger in (world.bodil, world.cathrine, world.dag):
        with pytest.raises(NotThere):
            printed(world, stranger)
    assert not SignInCode.objects.exists()


def test_whoever_leads_somebody_without_an_account_makes_their_first_paper(world: World) -> None:
    set_actor(world.birger.id)
    by = world.actor(world.birger)
    code, pin = issue_printed_code(by=by, participant=world.aud)
    account = use_printed_code(code, pin)
    assert account is not None
    assert account.email is None
    before = Account.objects.count()
    issue_printed_code(by=by, participant=world.aud)  # as a second press that still sees her without an account
    assert Account.objects.count() == before
    assert Participant.objects.get(id=world.aud.id).account == account


@pytest.mark.parametrize("who", ["bodil", "cathrine", "dag"])
def test_the_database_gives_no_account_for_a_stranger(world: World, who: str) -> None:
    """The function that makes the first account possible asks by itself who asks, and for whom."""
    set_actor(getattr(world, who).id)
    fresh, known = open_account(email=None), open_account(email="known@example.org")
    assert given(world.aud.id, fresh.id) is None
    set_actor(world.birger.id)
    assert given(world.aud.id, known.id) is None, "an address somebody has stays theirs"
    assert given(world.aud.id, world.birger.id) is None
    assert given(world.ane.id, fresh.id) == world.ane.account_id, "an account that is there stays"
    assert given(world.aud.id, fresh.id) == fresh.id


def given(person: UUID, account: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT bedring_give_account(%s, %s)", [person, account])
        found: UUID | None = cursor.fetchone()[0]
        return found


def test_a_peer_specialist_prints_where_the_place_allows_it(world: World) -> None:
    with pytest.raises(Refused, match="peers_do_not_print"):
        printed(world, world.gro)
    set_actor(world.eva.id)
    let_peers_print(by=world.actor(world.eva), organisation_id=world.fjellvik.id, allowed=True)
    set_actor(world.gro.id)
    ane = Participant.objects.get(id=world.ane.id)
    assert issue_printed_code(by=world.actor(world.gro), participant=ane)
    for other, no in ((world.birger, Refused), (world.cathrine, NotThere)):
        with pytest.raises(no):
            let_peers_print(by=world.actor(other), organisation_id=world.fjellvik.id, allowed=True)


def test_no_paper_for_staff(world: World, ane: Account, paper: tuple[str, str]) -> None:
    make_staff(world, ane)
    assert use_printed_code(*paper) is None
    with pytest.raises(Refused):
        printed(world, world.birger)


def test_no_secret_lies_in_the_database(ane: Account, paper: tuple[str, str]) -> None:
    link = ask_for_link(ane.email)
    secrets = [*paper, paper[0].replace("-", ""), secret_of(link)]
    rows = " ".join(str(list(model.objects.values())) for model in (SignInCode, SignInTry))
    assert link.hex in rows.replace("-", ""), "the rows must be there, or this proves nothing"
    assert not [secret for secret in secrets if secret in rows]


# Waiting


def test_waits_double_up_to_five_minutes() -> None:
    now = clock.now()
    waits = [wait_after(tries, now, now).total_seconds() for tries in range(13)]
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert wait_after(5, now, now + timedelta(seconds=7)) > timedelta(0)
    assert wait_after(5, now, now + timedelta(seconds=8)) == timedelta(0)
    assert wait_after(32_000, now, now) == LONGEST_WAIT


def wrong(code: str, pin: str, times: int, place: TriedFrom = NOWHERE) -> None:
    for _try in range(times):
        assert use_printed_code(code, f"{(int(pin) + 1) % 10**6:06d}", place) is None


def test_three_wrong_pins_cost_nothing(ane: Account, paper: tuple[str, str]) -> None:
    wrong(*paper, times=2)
    assert use_printed_code(*paper) == ane
    wrong(*paper, times=2)
    assert use_printed_code(*paper) == ane


@pytest.mark.parametrize(("known", "longest"), [(True, LONGEST_WAIT), (False, LONGEST_WAIT_ELSEWHERE)])
def test_wrong_pins_make_the_next_try_wait_but_not_for_long(
    ane: Account, paper: tuple[str, str], known: bool, longest: timedelta
) -> None:
    now, place = clock.now(), TriedFrom("here", mark_for(ane) if known else "")
    for guess in range(40):
        with clock.stopped_at(now + guess * longest):
            wrong(*paper, times=1, place=place)
    last = now + 39 * longest
    with clock.stopped_at(last + longest - timedelta(seconds=1)):
        assert use_printed_code(*paper, place) is None, "too soon, though it is right"
    with clock.stopped_at(last + longest):
        assert use_printed_code(*paper, place) == ane, "a try that came too soon has not made the wait longer"


@pytest.mark.parametrize("known", [True, False])
def test_hammering_guesses_no_more_than_waiting_allows(ane: Account, paper: tuple[str, str], known: bool) -> None:
    with clock.stopped_at(clock.now()):
        wrong(*paper, times=50, place=TriedFrom("here", mark_for(ane) if known else ""))
    assert SignInCode.objects.get().tries == (3 if known else 0)
    assert SignInTry.objects.count() == (0 if known else 3 + 3), "by network, and all together"


def test_a_found_card_does_not_keep_its_owner_waiting(ane: Account, paper: tuple[str, str]) -> None:
    with clock.stopped_at(clock.now()):
        wrong(*paper, times=10, place=TriedFrom("the finder's"))
        assert use_printed_code(*paper, TriedFrom("the finder's")) is None
        assert use_printed_code(*paper, TriedFrom("the finder's", mark_for(ane))) == ane, (
            "on her phone, on the same network"
        )
        wrong(*paper, times=10, place=TriedFrom("the finder's"))
        assert use_printed_code(*paper, TriedFrom("her own")) == ane, "on a new phone, on another network"


def test_a_right_pin_elsewhere_does_not_end_the_finders_wait(ane: Account, paper: tuple[str, str]) -> None:
    with clock.stopped_at(clock.now()):
        wrong(*paper, times=3, place=TriedFrom("the finder's"))
        assert use_printed_code(*paper, TriedFrom("her own")) == ane
        assert use_printed_code(*paper, TriedFrom("the finder's")) is None


def test_many_networks_do_not_guess_more_and_her_phone_opens(
    world: World, ane: Account, paper: tuple[str, str]
) -> None:
    now = clock.now()
    with clock.stopped_at(now):
        for network in range(MOST_A_DAY):
            wrong(*paper, times=1, place=TriedFrom(f"network {network}"))
        assert use_printed_code(*paper, TriedFrom("yet another")) is None, "right, and one of too many places"
        assert use_printed_code(*paper, TriedFrom("yet another", "0" * 64)) is None
        assert use_printed_code(*paper, TriedFrom("yet another", "´\ud800")) is None
        assert use_printed_code(*paper, TriedFrom("yet another", mark_for(ane))) == ane
    with clock.stopped_at(now + timedelta(days=1, seconds=1)):
        assert use_printed_code(*paper, TriedFrom("yet another")) == ane
    with clock.stopped_at(now):
        new = printed(world, world.birger)
        assert use_printed_code(*new, TriedFrom("yet another")) == ane, "a new paper begins anew"


def test_the_mark_of_an_old_paper_is_worth_nothing(world: World, ane: Account, paper: tuple[str, str]) -> None:
    old = mark_for(ane)
    new = printed(world, world.birger)
    assert mark_for(ane) != old
    with clock.stopped_at(clock.now()):
        wrong(*new, times=3, place=TriedFrom("here", old))
        assert use_printed_code(*new, TriedFrom("here", old)) is None
    assert SignInCode.objects.get(used_at=None).tries == 0


# A PIN of one's own


@pytest.mark.parametrize("typed", ["{pin}", "{a} {b}", "{a}-{b}", "{arabic}", "{a}\u00a0–{b}"])
def test_a_pin_is_read_however_a_keyboard_writes_it(ane: Account, paper: tuple[str, str], typed: str) -> None:
    code, pin = paper
    arabic = pin.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    words = typed.format(pin=pin, a=pin[:3], b=pin[3:], arabic=arabic)
    assert use_printed_code(code, words) == ane
    assert SignInCode.objects.get(account=ane, used_at=None).tries == 0


def test_a_pin_of_ones_own_in_other_digits(world: World, ane: Account, paper: tuple[str, str]) -> None:
    choose_pin(by=world.actor(ane), pin="٢٧١٩")
    assert use_printed_code(paper[0], "2719") == ane


def test_choosing_a_pin(world: World, ane: Account, paper: tuple[str, str]) -> None:
    choose_pin(by=world.actor(ane), pin="27 19")
    assert use_printed_code(*paper) is None, "whoever printed it no longer knows the PIN"
    assert use_printed_code(paper[0], "2719") == ane


@pytest.mark.parametrize("pin", ["", "123", "1111", "1234", "987654", "27190388", "abcd", "²²³²", "27.19"])
def test_easy_pins_are_refused(world: World, ane: Account, paper: tuple[str, str], pin: str) -> None:
    assert not is_hard_to_guess(pin)
    with pytest.raises(Refused):
        choose_pin(by=world.actor(ane), pin=pin)
    assert use_printed_code(*paper) == ane


def test_nobody_chooses_a_pin_for_another(world: World, paper: tuple[str, str]) -> None:
    with pytest.raises(NotThere):
        choose_pin(by=world.actor(world.birger), pin="2719")


def test_own_ways_in(world: World, ane: Account) -> None:
    assert ways_in(world.actor(ane)).email == ane.email
    assert ways_in(world.actor(ane)).paper is None
    printed(world, world.birger)
    found = ways_in(world.actor(ane)).paper
    assert found
    assert found.made_by == world.birger.name
    assert ways_in(world.actor(world.birger)).email is None


# Passwords, and tries by network


def test_password_links_are_for_staff(world: World, ane: Account) -> None:
    assert ask_for_password(world.birger.email.upper()) == world.birger.id
    assert password_may_be_sent_to(world.birger.id) == world.birger
    for email in (ane.email, world.dag.email, "nobody@example.org"):
        assert password_may_be_sent_to(ask_for_password(email)) is None
    assert password_may_be_sent_to(ane.id) is None


def test_a_network_waits_after_many_tries_and_never_longer_than_ten_minutes(world: World) -> None:
    now, what = clock.now(), tries.What.PASSWORD
    for second in range(150):
        with clock.stopped_at(now + timedelta(seconds=3 * second)):
            assert not tries.too_many_tries(what, "192.0.2.1")
            tries.count_try(what, "192.0.2.1")
    with clock.stopped_at(now + timedelta(seconds=450)):
        assert tries.too_many_tries(what, "192.0.2.1")
        assert not tries.too_many_tries(what, "192.0.2.2")
        assert not tries.too_many_tries(tries.What.PRINTED, "192.0.2.1")
    with clock.stopped_at(now + timedelta(seconds=450 + 600)):
        assert not tries.too_many_tries(what, "192.0.2.1")


def test_thirty_tries_a_minute(world: World) -> None:
    for _try in range(30):
        assert not tries.too_many_tries(tries.What.LINK, "192.0.2.1")
        tries.count_try(tries.What.LINK, "192.0.2.1")
    assert tries.too_many_tries(tries.What.LINK, "192.0.2.1")


def test_no_network_address_is_kept(world: World) -> None:
    tries.count_try(tries.What.LINK, "192.0.2.77")
    assert "192.0.2.77" not in str(list(SignInTry.objects.values()))


def test_what_is_old_is_forgotten(world: World, ane: Account, paper: tuple[str, str]) -> None:
    ask_for_link(ane.email)
    tries.count_try(tries.What.LINK, "192.0.2.77")
    with as_worker():
        forget_old_tries_and_links()
    assert (SignInTry.objects.count(), SignInCode.objects.count()) == (1, 2)
    with clock.stopped_at(clock.now() + timedelta(days=2)), as_worker():
        forget_old_tries_and_links()
    assert not SignInTry.objects.exists()
    assert [code.kind for code in SignInCode.objects.all()] == ["printed"]


def test_emails_differ_by_more_than_capitals(world: World) -> None:
    with pytest.raises(Refused):
        open_account(email=str(world.dag.email).upper())


def test_the_service_may_write_what_signing_in_needs(world: World) -> None:
    """The tests above run as the service's role, which owns no table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("bedring_service",)
