# SPDX-License-Identifier: Apache-2.0
"""What has been shared with whom, and who may read the read log."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bedring.kit.refusals import NotThere, Refused
from bedring.people.access import can_look_at_participant, visible_participants
from bedring.people.models import Mine, site_day
from bedring.people.rules import Actor, Role
from bedring.trust.models import AccessLog, LookToExplain, Share


def visible_shares(actor: Actor) -> QuerySet[Share]:
    """What the actor gives now (as participant), and what the actor is given now (as supporter)."""
    held = Q(supporter__account=actor.account_id, supporter__removed_at=None)
    given = Q(participant=actor.participant_id) if actor.participant_id else Q()
    return Share.objects.filter(held | given, taken_back_at=None, ends__gte=site_day())


def can_look_at_share(actor: Actor, share: Share) -> bool:
    """The single answer to `visible_shares`."""
    if share.taken_back_at is not None or share.ends < share.organisation.today():
        return False
    if actor.participant_id and share.participant_id == actor.participant_id:
        return True
    return share.supporter.account_id == actor.account_id and not share.supporter.removed_at


def own_or_shown(actor: Actor) -> Q:
    """What of people's own space the actor may see: their own; of those they work with, what the team may see."""
    shown = Q(team_sees=True, participant__in=visible_participants(actor))
    if actor.participant_id is None:
        return shown
    own = Q(participant=actor.participant_id)
    return shown | (own & Q(team_sees=True) if actor.light else own)


def can_look_at_mine(actor: Actor, thing: Mine) -> bool:
    """The single answer to `own_or_shown`."""
    if actor.participant_id and thing.participant_id == actor.participant_id:
        return thing.team_sees or not actor.light
    return thing.team_sees and can_look_at_participant(actor, thing.participant)


def visible_looks(actor: Actor) -> QuerySet[AccessLog]:
    """The participant sees who has looked at them."""
    if actor.participant_id is None:
        return AccessLog.objects.none()
    return AccessLog.objects.filter(participant=actor.participant_id)


def can_see_look(actor: Actor, look: AccessLog) -> bool:
    """The single answer to `visible_looks`."""
    return actor.participant_id is not None and look.participant_id == actor.participant_id


def visible_looks_to_explain(actor: Actor) -> QuerySet[LookToExplain]:
    """Those at the places where the actor leads the programme."""
    return LookToExplain.objects.filter(organisation__in=actor.reach(Role.PROGRAMME_LEADER))


def can_see_look_to_explain(actor: Actor, found: LookToExplain) -> bool:
    """The single answer to `visible_looks_to_explain`."""
    return found.organisation_id in actor.reach(Role.PROGRAMME_LEADER)


def check_can_explain(actor: Actor, found: LookToExplain) -> None:
    """Raises NotThere outside the actor's places, Refused for the actor's own look: nobody answers for themself."""
    if not can_see_look_to_explain(actor, found):
        raise NotThere
    if found.look.account_id == actor.account_id:
        raise Refused(_("This look is your own. Somebody else who leads the programme has to mark it."), "own_look")
