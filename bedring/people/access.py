# SPDX-License-Identifier: Apache-2.0
"""Who may look at which participant, and who may give roles. Deny by default."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bedring.kit.refusals import NotThere, Refused
from bedring.people.models import CareRelation, Organisation, Participant
from bedring.people.rules import MEET_HERE, Actor, Role, TakesPart


def visible_participants(actor: Actor) -> QuerySet[Participant]:
    """Oneself; those one works with; for a programme leader, everybody of the site."""
    known = Q(id__in=actor.cares_for | ({actor.participant_id} if actor.participant_id else set()))
    return Participant.objects.filter(known | Q(organisation__in=actor.reach(Role.PROGRAMME_LEADER)))


def can_look_at_participant(actor: Actor, participant: TakesPart) -> bool:
    """The single answer to `visible_participants`."""
    if participant.id == actor.participant_id or participant.id in actor.cares_for:
        return True
    return participant.organisation_id in actor.reach(Role.PROGRAMME_LEADER)


def visible_for_last_notes(actor: Actor) -> QuerySet[Participant]:
    """Those of `visible_participants`, and those one worked with until lately: for the last notes and nothing else."""
    lately = CareRelation.objects.in_force().filter(
        notes_only=True, account=actor.account_id, organisation__in=actor.reach()
    )
    return Participant.objects.filter(
        Q(id__in=visible_participants(actor).values("id")) | Q(id__in=lately.values("participant"))
    )


def can_write_last_notes_of(actor: Actor, participant: Participant) -> bool:
    """The single answer to `visible_for_last_notes`."""
    lately = participant.care_relations.in_force().filter(notes_only=True, account=actor.account_id)
    return can_look_at_participant(actor, participant) or any(r.organisation_id in actor.reach() for r in lately)


def check_can_arrange_work(actor: Actor, participant: Participant) -> None:
    """Who works with somebody is said by the programme leader, and by those who lead the group they are in."""
    if participant.organisation_id in actor.reach(Role.PROGRAMME_LEADER):
        return
    if participant.account_id == actor.account_id or not can_write_last_notes_of(actor, participant):
        raise Refused(_("Only the programme leader here can do this."), "not_programme_leader")


def visible_records(actor: Actor) -> QuerySet[Participant]:
    """Participants whose clinical record the actor may read: their own, or by a role that reads the record."""
    reach = actor.reach(Role.PRACTITIONER, Role.PROGRAMME_LEADER)
    own = Q(id=actor.participant_id) if actor.participant_id else Q()
    return visible_participants(actor).filter(own | Q(organisation__in=reach))


def can_read_record(actor: Actor, participant: Participant) -> bool:
    """The single answer to `visible_records`."""
    own = participant.id == actor.participant_id
    reach = actor.reach(Role.PRACTITIONER, Role.PROGRAMME_LEADER)
    return can_look_at_participant(actor, participant) and (own or participant.organisation_id in reach)


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Those the actor holds a role in, and those below them."""
    return Organisation.objects.filter(id__in=actor.reach())


def can_look_at_organisation(actor: Actor, organisation: Organisation) -> bool:
    """The single answer to `visible_organisations`."""
    return organisation.id in actor.reach()


def runs_everything(actor: Actor) -> bool:
    """Whether the actor leads the programme at every place there is, so that its pages are theirs to change."""
    places = Organisation.objects.filter(kind__in=MEET_HERE)
    return not places.exclude(id__in=actor.reach(Role.PROGRAMME_LEADER)).exists()


def prints_at(actor: Actor, organisation: Organisation) -> bool:
    """Whether the actor prints ways in on paper at this place: peer specialists, where it allows them to."""
    peers = {Role.PEER_SPECIALIST} if organisation.peers_print else set()
    return organisation.id in actor.reach(Role.PRACTITIONER, Role.PROGRAMME_LEADER, *peers)


def check_can_print_way_in(actor: Actor, participant: Participant) -> None:
    """Printing a way in is for practitioners and programme leaders; for peer specialists where the place allows it."""
    if not can_look_at_participant(actor, participant) or not actor.is_staff:
        raise NotThere
    if not prints_at(actor, participant.organisation):
        raise Refused(
            _("Here, practitioners and the programme leader print ways in on paper. Ask one of them."),
            "peers_do_not_print",
        )


def check_can_run_programme(actor: Actor, organisation_id: object) -> None:
    """Giving roles and registering participants is for the programme leader of the place."""
    if organisation_id not in actor.reach(Role.PROGRAMME_LEADER):
        raise Refused(_("Only the programme leader here can do this."), "not_programme_leader")
