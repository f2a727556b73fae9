# SPDX-License-Identifier: Apache-2.0
"""What has ended is ended, at that moment: a role, leading, a place."""

from tests.attack.register import Function, Text, first, way
from tests.attack.target import Target
from tests.attack.ways.reading import session_of

GROUP = "SELECT id FROM imr_sessions_course WHERE name = %s"


@way(
    "going on at work, still signed in, after the role was ended",
    Function("bedring_facts", "(m.ends IS NULL OR", "(true OR"),
    Function("bedring_reach", "(m.ends IS NULL OR", "(true OR"),
    Text(
        "bedring/people/commands/roles.py",
        "exists():\n        end_sign_ins(held.account_id)\n",
        "exists():\n        pass\n",
    ),
)
def ended_role(t: Target) -> str | None:
    siv, eva = t.enter("Siv Siljuløv"), t.enter("Eva Elvesus")
    urls = (
        f"/tonight/{session_of(t, 'Fyrgruppa', held=True)}/",
        "/tonight/",
        f"/worksheets/of/{t.person('Ine Isbjørn')}/",
    )
    assert all(siv.get(url).status == 200 for url in urls)
    post = t.one("SELECT id FROM people_membership WHERE account_id = %s", t.account("Siv Siljuløv"))
    assert eva.post(f"/groups/colleagues/roles/{post}/end").status == 302
    return ", ".join(url for url in urls if siv.get(url).status == 200) or None


@way(
    "reading on about a group after leading it has ended",
    Text(
        "bedring/sessions/access.py",
        "leads = CourseLeader.objects.in_force().filter(",
        "leads = CourseLeader.objects.filter(",
    ),
)
def ended_leading(t: Target) -> str | None:
    """What was held is open for the last notes, and says so; what comes is not."""
    gro, eva, group = t.enter("Gro Granbar"), t.enter("Eva Elvesus"), t.one(GROUP, "Bjørkegruppa")
    urls = (f"/groups/{group}/", f"/tonight/{session_of(t, 'Bjørkegruppa', held=False)}/")
    assert all(gro.get(url).status == 200 for url in urls)
    page = eva.get(f"/groups/{group}/").text
    form = first(page, rf'action="(/groups/{group}/leaders/[0-9a-f-]+/end)"(?:(?!</form>).)*Gro Granbar')
    assert eva.post(form).status == 302
    return ", ".join(url for url in urls if gro.get(url).status == 200) or None


@way(
    "reading about somebody who has left the group",
    Text("bedring/people/commands/working.py", "    worked.end_now()\n", ""),
)
def ended_place(t: Target) -> str | None:
    birger, group, petra = t.enter("Birger Bjørkeblad"), t.one(GROUP, "Fyrgruppa"), t.person("Petra Perlemor")
    urls = (f"/worksheets/of/{petra}/", f"/record/{petra}/paper-code")
    assert all(birger.get(url).status == 200 for url in urls)
    place = t.one("SELECT id FROM imr_sessions_enrolment WHERE participant_id = %s", petra)
    url = f"/groups/{group}/places/{place}/leave"
    assert birger.get(url).status == 200
    assert birger.post(url).status == 302
    assert t.one("SELECT state FROM imr_sessions_enrolment WHERE id = %s", place) == "left"
    return ", ".join(url for url in urls if birger.get(url).status == 200) or None
