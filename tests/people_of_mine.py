# SPDX-License-Identifier: Apache-2.0
"""Those a participant has invited, and what the one who was invited reads."""

import html
import re

from bedring.goals.queries import SupporterOfMine, my_people
from bedring.people.models import Account
from tests.acting import as_
from tests.signed_in import browser


def invited_by(account: Account | None, called: str = "my brother") -> SupporterOfMine:
    """The one this participant calls so."""
    (found,) = [one for one in my_people(as_(account)).people if one.called == called]
    return found


def reads(account: Account | None, url: str = "/invited/", language: str = "en") -> str:
    """The words of a page's main part, as this one gets it."""
    answer = browser(account, language=language).get(url)
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    assert main
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())
