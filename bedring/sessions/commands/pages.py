# SPDX-License-Identifier: Apache-2.0
"""Writes: a site's own pages of the programme, by those who lead it everywhere they are read."""

from django.conf import settings

from bedring.curriculum import commands as curriculum
from bedring.curriculum.check import Problem
from bedring.people.rules import Actor
from bedring.sessions.access import check_can_change_pages
from bedring.sessions.queries.site import groups_to_have


def put_page(*, by: Actor, name: str, text: str, seen: str) -> list[Problem]:
    """Let `text` stand as the site's own file `name`; returns what is to be mended, and then nothing was written.

    `seen` is the digest of what the writer saw. Raises NotThere, Refused; SomebodyElseWrote, NotContent.
    """
    site = check_can_change_pages(by)
    folders = tuple(settings.CONTENT_DIRS)
    return curriculum.put_file(site=site, folders=folders, name=name, text=text, seen=seen, by=by.account_id)


def take_page_away(*, by: Actor, name: str) -> None:
    """Let the shipped file stand again. Refused where a group is to have this page next and none would be left.

    Raises NotThere, Refused; NotContent.
    """
    site = check_can_change_pages(by)
    needed = groups_to_have(by, curriculum.topic_of(name))
    folders = tuple(settings.CONTENT_DIRS)
    curriculum.take_file_away(site=site, folders=folders, name=name, by=by.account_id, needed_by=needed)
