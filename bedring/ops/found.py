# SPDX-License-Identifier: Apache-2.0
"""`bedring found`: the first place of a new installation, and who leads the programme there."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from bedring.kit.refusals import Stop
from bedring.ops.migrate import as_owner
from bedring.people.commands import account_for_leader, found_site
from bedring.people.rules import OrganisationKind


def found(owner_url: str, *, region: str, trust: str, centre: str, leader: str, email: str) -> str:
    """Set up a centre and its programme leader, as the owner of the tables. Returns what to do next, in words.

    Given again with the same names it adds a programme leader to the centre that is there.
    """
    if not all(word.strip() for word in (region, trust, centre, leader)):
        raise Stop("Give the region, the trust, the centre and the leader a name each.")
    try:
        validate_email(email)
    except ValidationError:
        raise Stop(f"{email} is no e-mail address. Give one such as name@example.org.") from None
    path = [
        (OrganisationKind.REGION, region.strip()),
        (OrganisationKind.TRUST, trust.strip()),
        (OrganisationKind.CENTRE, centre.strip()),
    ]
    with as_owner(owner_url):
        found_site(path=path, leader=account_for_leader(email=email, name=leader.strip()))
    begin = settings.ADDRESS + reverse("account_reset_password")
    return f"{centre} is set up. {leader} chooses a password at {begin} and then a second factor."
