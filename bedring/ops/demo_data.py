# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - the made-up people read best a line each
"""The made-up centres of the demo, lived through by the same commands a user's taps call. Every name is invented."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bedring.curriculum import queries as curriculum
from bedring.goals.commands import agree_on_step, move_goal, move_step, set_goal
from bedring.goals.queries import goals_of, my_work, steps_of
from bedring.goals.rules import GoalMove, StepMove
from bedring.kit import clock
from bedring.kit.rows import acting_as
from bedring.ops.migrate import as_owner
from bedring.people import commands as people
from bedring.people.queries import account_by_email, actor_for
from bedring.people.rules import OrganisationKind, Role
from bedring.sessions.commands.courses import appoint_leader, change_enrolment, enrol, open_course, plan_session
from bedring.sessions.commands.entries import Sent, close_session, record_entries, start_session
from bedring.sessions.commands.notes import write_note
from bedring.sessions.queries.notes import notes_of_session
from bedring.sessions.queries.rooms import room
from bedring.sessions.queries.site import group as group_page
from bedring.sessions.rules.places import Change
from bedring.sessions.rules.states import Format, NoteKind
from bedring.trust.commands import share
from bedring.trust.queries import participant
from bedring.trust.rules import Purpose, Thing

BREAK_FROM, BREAK_TO = 1, 3
OSLO = ZoneInfo("Europe/Oslo")
DOMAIN = "demo.bedring.example"
WHO = [
    ("group leader", "Birger Bjørkeblad"),
    ("peer specialist", "Gro Granbar"),
    ("programme leader", "Eva Elvesus"),
    ("participant", "Ane Askeladd"),
    ("supporter", "Dag Duggregn"),
    ("leader elsewhere", "Cathrine Kornblomst"),
    ("edits the programme", "Rita Regnbue"),
]


SUPPORTERS = [
    ("Mahmoud Morgenrød", "naboen Per", "Per Pilegrim"),
    ("Ane Askeladd", "broren min", "Dag Duggregn"),
]


@dataclass
class Somebody:
    """A made-up participant: their goal and their steps, in their own words, oldest first."""

    name: str
    goal: str
    steps: list[tuple[str, str, str, str]]
    why: str = ""
    short_term: str = ""
    account: bool = False
    attends: float = 0.85


@dataclass
class MadeUpGroup:
    """A made-up course: who leads, who takes part, and which topics it has met."""

    name: str
    place: str
    leaders: list[str]
    people: list[Somebody]
    module: str
    held: int
    days_until_next: int
    hour: int
    practice: list[str] = field(default_factory=list)
    format: Format = Format.GROUP


BJORKEGRUPPA = MadeUpGroup(
    "Bjørkegruppa", "Peisestua, 2. etasje", ["Birger Bjørkeblad", "Gro Granbar"],
    [
        Somebody("Ane Askeladd", "Jeg vil synge i kor igjen, og kjenne meg som en del av noe.", [
            ("Finne ut når koret øver", "onsdag", "på biblioteket", ""),
            ("Ringe korlederen og spørre om jeg kan komme og høre på", "torsdag etter kaffen", "hjemme", "broren min"),
        ], why="Da jeg sang, var jeg meg selv.", short_term="Være med på én korøvelse før jul", account=True, attends=1),
        Somebody("Odd Oterhale", "Få til å ha barnebarna hos meg en hel lørdag.", [
            ("Spørre dattera mi om en time på lekeplassen", "søndag", "", "Lise"),
            ("Lage pannekaker en gang for å øve", "lørdag formiddag", "hjemme", ""),
        ], why="De er små bare én gang.", short_term="En time sammen hver uke i november"),
        Somebody("Synnøve Solsikke", "Fullføre fagbrevet som gartner.", [
            ("Sende e-post til rådgiveren på skolen", "mandag", "", ""),
            ("Lese ti sider om jordtyper", "to kvelder", "ved kjøkkenbordet", ""),
        ], short_term="Melde meg opp til vårens eksamen", account=True),
        Somebody("Tor Tåkelur", "Sove så godt at jeg orker dagen.", [
            ("Legge telefonen på kjøkkenet om natta", "fire netter", "", ""),
        ], attends=0.6),
        Somebody("Mahmoud Morgenrød", "Snakke norsk uten å grue meg.", [
            ("Gå på språkkafé én gang", "tirsdag kl. 18", "frivilligsentralen", "naboen Per"),
            ("Hilse først på naboen", "hver dag", "i trappa", ""),
        ], why="Jeg vil fortelle hvem jeg er.", account=True),
        Somebody("Ragnhild Rypefjær", "Bli ferdig med papirene og få ro i økonomien.", [
            ("Åpne brevene sammen med noen", "fredag", "på NAV-kontoret", "Silje fra kommunen"),
        ]),
        Somebody("Aslak Alm", "Komme meg ut på vidda igjen.", [
            ("Hente fram sekken og se hva som mangler", "i helga", "boden", ""),
            ("Gå til vannet og tilbake", "søndag", "", "fetteren min"),
        ], attends=0.7),
    ],
    "recovery-strategies", 4, 0, 17,
)  # fmt: skip
FYRGRUPPA = MadeUpGroup(
    "Fyrgruppa", "Kantina", ["Birger Bjørkeblad", "Siv Siljuløv"],
    [
        Somebody("Ine Isbjørn", "Ha to venner jeg kan ringe til.", [
            ("Sende melding til Kari fra folkehøgskolen", "i kveld", "", ""),
            ("Spørre Kari om å gå en tur", "lørdag", "rundt vannet", "Kari"),
        ], why="Det er stille hjemme.", account=True),
        Somebody("Njål Nattergal", "Spille gitar sammen med andre.", [
            ("Bytte strenger på gitaren", "onsdag", "", ""),
            ("Gå innom musikkverkstedet", "torsdag kl. 13", "Fontenehuset", ""),
        ]),
        Somebody("Petra Perlemor", "Flytte til en leilighet med balkong.", [
            ("Skrive ned tre ting som er viktige i et hjem", "søndag", "", ""),
        ], attends=0.65),
        Somebody("Yngve Ytterøy", "Jobbe noen timer i uka med båter.", [
            ("Ringe jobbspesialisten", "mandag", "", "Birger"),
            ("Se på båtene sammen med onkel", "i helga", "småbåthavna", "onkel"),
        ], short_term="Prøve to timer på verkstedet"),
        Somebody("Zahra Ziklonblom", "Være trygg nok til å ta bussen alene.", [
            ("Ta bussen to stopp", "tirsdag formiddag", "", "søsteren min"),
        ], account=True),
    ],
    "social-support", 3, 2, 13,
)  # fmt: skip
HAVGRUPPA = MadeUpGroup(
    "Måkegruppa", "Møterom Skjær", ["Cathrine Kornblomst"],
    [
        Somebody("Carl Columbus Krabbe", "Seile sammen med sønnen min til sommeren.", [
            ("Spørre om han har tid en søndag", "i kveld", "", ""),
        ], account=True),
        Somebody("Lovise Lønneblad", "Strikke ferdig kofta og gi den bort.", [("Strikke en halv time", "tre kvelder", "", "")]),
        Somebody("Henrik Hvalross", "Ha energi igjen etter jobb.", [("Gå en runde i matpausen", "tre dager", "kaia", "Unni")]),
        Somebody("Unni Ugleset", "Bli venn med kroppen min.", [("Melde meg på varmtvannsbadet", "fredag", "", "")]),
    ],
    "coping-with-stress", 2, 1, 12,
)  # fmt: skip


def is_filled() -> bool:
    """Whether the made-up centres are there already, to the last of them."""
    return account_by_email(_email("Dag Duggregn")) is not None


def is_half_filled() -> bool:
    """Whether somebody stopped the first start in the middle of it."""
    return account_by_email(_email("Eva Elvesus")) is not None and not is_filled()


def _email(name: str) -> str:
    plain = name.split()[0].lower()
    for letter, plainer in (("å", "a"), ("æ", "ae"), ("ø", "o")):
        plain = plain.replace(letter, plainer)
    return f"{plain}@{DOMAIN}"


def _account(name: str):  # type: ignore[no-untyped-def]
    return account_by_email(_email(name)) or people.open_account(email=_email(name), name=name)


def fill(owner_url: str, *, say: Callable[[str], None]) -> None:
    """Make the two centres and live through their sessions so far. `owner_url` founds the sites, nothing more."""
    dice = random.Random(7)  # noqa: S311 - the same made-up months each time
    began = clock.now() - timedelta(weeks=20)
    with clock.stopped_at(began), as_owner(owner_url):
        above = [
            (OrganisationKind.REGION, "Helse Solvind (oppdiktet)"),
            (OrganisationKind.TRUST, "Solvind helseforetak"),
        ]
        eva, cathrine = _account("Eva Elvesus"), _account("Cathrine Kornblomst")
        fjord = people.found_site(path=[*above, (OrganisationKind.CENTRE, "Fjordglytt DPS")], leader=eva)
        people.found_site(path=above[:1], leader=_account("Rita Regnbue"))
        hav = people.found_site(path=[*above, (OrganisationKind.CENTRE, "Havneset DPS")], leader=cathrine)
    staff = [
        (eva, fjord, "Birger Bjørkeblad", Role.PRACTITIONER),
        (eva, fjord, "Siv Siljuløv", Role.PRACTITIONER),
        (eva, fjord, "Gro Granbar", Role.PEER_SPECIALIST),
        (cathrine, hav, "Cathrine Kornblomst", Role.PRACTITIONER),
    ]
    with clock.stopped_at(began):
        for leader, place, name, role in staff:
            with acting_as(leader.id):
                account = _account(name)
                offer = people.offer_role(by=actor_for(leader), account=account, organisation_id=place.id, role=role)
            with acting_as(account.id):
                people.answer_offer(by=actor_for(account), membership_id=offer.id, yes=True)
    for group, leader, place in ((BJORKEGRUPPA, eva, fjord), (FYRGRUPPA, eva, fjord), (HAVGRUPPA, cathrine, hav)):
        say(f"{group.name}: {len(group.people)} people, {group.held} sessions")
        _live(group, leader, place, dice)
    say("What people have shared")
    _share_a_step()


def _live(group: MadeUpGroup, leader, place, dice: random.Random) -> None:  # type: ignore[no-untyped-def]
    """Open a course and run its sessions week by week, up to the one that comes next."""
    tonight = datetime.combine(clock.today() + timedelta(days=group.days_until_next), time(group.hour), OSLO)
    first = tonight - timedelta(weeks=group.held)
    topics = list(curriculum.module(group.module).topics)
    with clock.stopped_at(first - timedelta(days=7)), acting_as(leader.id):
        by = actor_for(leader)
        course = open_course(
            by=by, organisation_id=place.id, name=group.name, place=group.place, format=group.format, minutes=90
        )
        for name in group.leaders:
            appoint_leader(by=by, course=course, account_id=_account(name).id)
        for somebody in group.people:
            account = _account(somebody.name) if somebody.account else None
            person = people.register_participant(by=by, organisation_id=place.id, name=somebody.name, account=account)
            enrol(by=by, course=course, participant=person)
        session = plan_session(by=by, course=course, starts_at=first, module=group.module, topic=topics[0])
    one_who_rests = group.people[-1].name
    for week in range(group.held):
        session = _run(group, session.id, first + timedelta(weeks=week), week, one_who_rests, dice)


def _run(group: MadeUpGroup, session_id: uuid.UUID, at: datetime, week: int, resting: str, dice: random.Random):  # type: ignore[no-untyped-def]
    """One evening: start, tap through it as a leader would, close, write and sign the notes. Returns the next session."""
    leaders = [_account(name) for name in group.leaders]
    with clock.stopped_at(at), acting_as(leaders[0].id):
        start_session(by=actor_for(leaders[0]), session_id=session_id)
    _first_goals(group, week, at, leaders[0], session_id)
    for number, leader in enumerate(leaders):
        with clock.stopped_at(at + timedelta(minutes=20 + number)), acting_as(leader.id):
            by = actor_for(leader)
            taps = _taps(group, room(by, session_id), week, dice, both=number > 0)
            record_entries(by=by, session_id=session_id, sent=taps, sent_at=clock.now())
    with clock.stopped_at(at + timedelta(minutes=dice.randint(78, 92))), acting_as(leaders[0].id):
        by = actor_for(leaders[0])
        close_session(by=by, session_id=session_id)
        found, sheets = notes_of_session(by, session_id, "nb")
        for sheet in sheets:
            write_note(
                by=by,
                session_id=session_id,
                participant_id=sheet.person.id if sheet.person else None,
                text=sheet.text,
                kind=NoteKind.SIGNED,
                language="nb",
            )
        if week in (BREAK_FROM, BREAK_TO):
            _take_a_break(by, found, resting, back=week == BREAK_TO)
    return _next(leaders[0], found)


def _next(leader: Any, found: Any) -> Any:
    with acting_as(leader.id):
        return group_page(actor_for(leader), found.session.course_id).next


def _first_goals(group: MadeUpGroup, week: int, at: datetime, leader, session_id: uuid.UUID) -> None:  # type: ignore[no-untyped-def]
    """In the first session everybody finds a goal; in the second some find something on the way there."""
    with clock.stopped_at(at + timedelta(minutes=10)), acting_as(leader.id):
        by = actor_for(leader)
        for person in room(by, session_id).people:
            somebody = next(s for s in group.people if s.name == person.name)
            if week == 0:
                goal = set_goal(by=by, participant=_row(by, person), words=somebody.goal, why=somebody.why)
                if somebody.short_term:
                    set_goal(by=by, participant=_row(by, person), words=somebody.short_term, parent_id=goal.id)


def _row(by: Any, person: Any) -> Any:
    return participant(by, person.id, kind=Thing.GOAL, purpose=Purpose.SESSION)


def _taps(group: MadeUpGroup, found, week: int, dice: random.Random, both: bool) -> list[Sent]:  # type: ignore[no-untyped-def]
    """What one leader taps. The second leader (`both`) marks how the group worked; the first, the people."""
    now = clock.now()
    topic = found.board.topic
    if both:
        done = {"module": topic.module, "topic": topic.topic, "on": True}
        taps: list[tuple[str, Any, dict[str, Any]]] = [("handout", None, done)]
        taps += [("practised", None, done)] if week % 2 == 0 else []
        named = dice.sample(["linked_to_goals", "interactive_teaching", "role_play", "modelling", "reinforcement"], 3)
        taps += [("technique", None, {"technique": t, "on": True}) for t in named]
        options = curriculum.topic(topic.module, topic.topic, "nb").home_practice
        taps.append(("home_practice", None, {"option": options[week % len(options)].slug}))
        return [Sent(uuid.uuid4(), kind, value, person, now) for kind, person, value in taps]
    taps = []
    if len(group.leaders) == 1:
        done = {"module": topic.module, "topic": topic.topic, "on": True}
        taps = [
            ("handout", None, done),
            ("practised", None, done),
            ("technique", None, {"technique": "hope", "on": True}),
        ]
    for person in found.people:
        somebody = next(s for s in group.people if s.name == person.name)
        here = dice.random() < somebody.attends
        taps.append(("presence", person.id, {"here": "here" if here else dice.choice(["sent_word", "not_here"])}))
        if here and person.last_step:
            look = dice.choice(["done", "done", "partly", "not_this_time", "pick_up_again"])
            taps.append(("step_look", person.id, {"step": str(person.last_step.id), "look": look}))
        if here and week > 0:
            taps.append(("home_look", person.id, {"look": dice.choice(["done", "partly", "not_this_time"])}))
        if here and (week == group.held - 1 or dice.random() < 0.8):
            what, when, where, whom = somebody.steps[min(week, len(somebody.steps) - 1)]
            if week == group.held - 1:
                what, when, where, whom = somebody.steps[-1]
            taps.append(("next_step", person.id, {"what": what, "when": when, "where": where, "with_whom": whom}))
        elif here:
            taps.append(("next_step", person.id, {"not_this_week": True}))
    return [Sent(uuid.uuid4(), kind, value, person, now) for kind, person, value in taps]


def _take_a_break(by, found, name: str, *, back: bool) -> None:  # type: ignore[no-untyped-def]
    """One in each group takes a break for some weeks, and lets goal and step rest; and is back, where it has lasted."""
    page = group_page(by, found.session.course_id)
    place = next(p for p in (*page.here, *page.earlier) if p.name == name)
    goal = next(iter(goals_of(by, place.person)), None)
    step = next(iter(steps_of(by, place.person)), None)
    if step:
        move_step(by=by, step_id=step.id, move=StepMove.PICK_UP if back else StepMove.REST)
    if goal:
        move_goal(by=by, goal_id=goal.id, move=GoalMove.PICK_UP if back else GoalMove.REST)
    change_enrolment(by=by, enrolment_id=place.id, change=Change.RESUME if back else Change.PAUSE)


def _share_a_step() -> None:
    """Two show somebody close the step they are on; Ine writes a step of her own that only she sees."""
    ine = _account("Ine Isbjørn")
    for name, called, close in SUPPORTERS:
        account = _account(name)
        with acting_as(account.id):
            by = actor_for(account)
            supporter = people.invite_supporter(by=by, called=called, account=_account(close))
            step = my_work(by).step
            if step:
                share(by=by, supporter_id=supporter.id, kind=Thing.STEP, thing=step)
    with acting_as(ine.id):
        by = actor_for(ine)
        from bedring.trust.queries import myself

        agree_on_step(by=by, participant=myself(by), what="Gå forbi kafeen og se hvordan det er der", team_sees=False)
