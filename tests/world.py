# SPDX-License-Identifier: Apache-2.0
"""The cast of all tests, built through commands, so that nobody is in a state the product cannot reach.

At Fjellvik, Ane takes part (and Arne, and Aud who has no account; Nils is registered and waits). Birger leads their
group with Gro, a peer specialist; Eva leads the programme; Dag is Ane's brother and sees one step. Bodil works there
too, with nobody. Rita leads the programme of the whole region. At Havneset, Cathrine leads another group with Carl in
it. Everyone and everything there bears the word MARKER_H.
"""

from dataclasses import dataclass
from datetime import UTC, timedelta

from bedring.goals.commands import agree_on_step, set_goal
from bedring.goals.models import Goal, Step
from bedring.kit import clock
from bedring.kit.rows import acting_as
from bedring.ops.migrate import as_owner
from bedring.people.commands import (
    found_site,
    invite_supporter,
    open_account,
    register_participant,
)
from bedring.people.models import Account, Membership, Organisation, Participant
from bedring.people.queries import actor_for
from bedring.people.rules import Actor, OrganisationKind, Role
from bedring.sessions.commands.courses import appoint_leader, enrol, open_course, plan_session
from bedring.sessions.models import Course, CourseLeader, Enrolment, Session
from bedring.sessions.rules.states import Format
from bedring.trust.commands import share
from bedring.trust.rules import Thing
from tests.roles import give_role

MARKER_F, MARKER_H = "Fjellvikmerke", "Havnesetmerke"
MODULE, TOPIC = "recovery-strategies", "first-steps"


@dataclass
class World:
    fjellvik: Organisation
    havneset: Organisation
    eva: Account
    birger: Account
    gro: Account
    bodil: Account
    cathrine: Account
    ane: Participant
    arne: Participant
    aud: Participant
    nils: Participant
    carl: Participant
    dag: Account
    group: Course
    other_group: Course
    session: Session
    other_session: Session
    goal: Goal
    step: Step
    arnes_step: Step
    carls_step: Step
    gros_role: Membership
    gro_leads: CourseLeader
    anes_place: Enrolment
    rita: Account

    def actor(self, account: Account | None) -> Actor:
        assert account is not None
        return actor_for(account)

    def everybody(self) -> dict[str, Account]:
        """Everyone who can sign in, by the first name used in tests."""
        assert self.ane.account and self.carl.account and self.arne.account
        staff = {n: getattr(self, n) for n in ("eva", "birger", "gro", "bodil", "cathrine", "dag")}
        return staff | {"ane": self.ane.account, "arne": self.arne.account, "carl": self.carl.account}


def _account(name: str, marker: str) -> Account:
    return open_account(email=f"{name.lower()}@{marker.lower()}.example", name=f"{name} {marker}", language="en")


def build_world(owner_url: str) -> World:
    """Everybody, committed. The owner founds the two sites; all else goes through the commands of the product."""
    tree = [(OrganisationKind.REGION, "Region Test"), (OrganisationKind.TRUST, "Trust Test")]
    with as_owner(owner_url):
        eva, cathrine = _account("Eva", MARKER_F), _account("Cathrine", MARKER_H)
        fjellvik = found_site(path=[*tree, (OrganisationKind.CENTRE, f"Fjellvik {MARKER_F}")], leader=eva)
        havneset = found_site(path=[*tree, (OrganisationKind.CENTRE, f"Havneset {MARKER_H}")], leader=cathrine)
        rita = open_account(email="rita@region.example", name="Rita Region", language="en")
        found_site(path=tree[:1], leader=rita)
    birger, gro, bodil = (_account(n, MARKER_F) for n in ("Birger", "Gro", "Bodil"))
    dag = _account("Dag", MARKER_F)
    starts = clock.now().astimezone(UTC) + timedelta(hours=1)

    with acting_as(eva.id):
        by = actor_for(eva)
        for account in (birger, bodil):
            give_role(by=by, account=account, organisation_id=fjellvik.id, role=Role.PRACTITIONER)
        gros_role = give_role(by=by, account=gro, organisation_id=fjellvik.id, role=Role.PEER_SPECIALIST)
        people = {
            name: register_participant(
                by=by,
                organisation_id=fjellvik.id,
                name=f"{name} {MARKER_F}",
                account=_account(name, MARKER_F) if name != "Aud" else None,
            )
            for name in ("Ane", "Arne", "Aud")
        }
        nils = register_participant(by=by, organisation_id=fjellvik.id, name=f"Nils {MARKER_F}")
        group = open_course(by=by, organisation_id=fjellvik.id, name=f"Tuesday group {MARKER_F}", place="Room 2")
        appoint_leader(by=by, course=group, account_id=birger.id)
        gro_leads = appoint_leader(by=by, course=group, account_id=gro.id)
        places = [enrol(by=by, course=group, participant=person) for person in people.values()]
        session = plan_session(by=by, course=group, starts_at=starts, module=MODULE, topic=TOPIC)

    ane, arne = people["Ane"], people["Arne"]
    with acting_as(birger.id):
        by = actor_for(birger)
        goal = set_goal(by=by, participant=ane, words=f"I want to sing in a choir again {MARKER_F}", why="It is me.")
        step = agree_on_step(
            by=by, participant=ane, what=f"Call the choir leader {MARKER_F}", when="Thursday", goal_id=goal.id
        )
        arnes_step = agree_on_step(by=by, participant=arne, what=f"Walk to the shop {MARKER_F}")
    with acting_as(ane.account_id):
        by = actor_for(ane.account)
        supporter = invite_supporter(by=by, called="my brother", account=dag)
        share(by=by, supporter_id=supporter.id, kind=Thing.STEP, thing=step)

    with acting_as(cathrine.id):
        by = actor_for(cathrine)
        give_role(by=by, account=cathrine, organisation_id=havneset.id, role=Role.PRACTITIONER)
        by = actor_for(cathrine)
        carl = register_participant(
            by=by,
            organisation_id=havneset.id,
            name=f"Carl {MARKER_H}",
            called=f"Carl {MARKER_H}",
            account=_account("Carl", MARKER_H),
        )
        other_group = open_course(
            by=by, organisation_id=havneset.id, name=f"Alone {MARKER_H}", format=Format.INDIVIDUAL, place=MARKER_H
        )
        appoint_leader(by=by, course=other_group, account_id=cathrine.id)
        enrol(by=by, course=other_group, participant=carl)
        other_session = plan_session(by=by, course=other_group, starts_at=starts, module=MODULE, topic=TOPIC)
        set_goal(by=by, participant=carl, words=f"A boat of my own {MARKER_H}")
        carls_step = agree_on_step(by=by, participant=carl, what=f"Look at boats {MARKER_H}")

    return World(
        fjellvik, havneset, eva, birger, gro, bodil, cathrine, ane, arne, people["Aud"], nils, carl, dag, group,
        other_group, session, other_session, goal, step, arnes_step, carls_step, gros_role, gro_leads, places[0], rita,
    )  # fmt: skip
