# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - what is planted reads best in one line
"""Somebody who belongs here, signed in as themselves, reads what is not theirs to read."""

import json
from datetime import UTC, datetime
from uuid import uuid4

from tests.attack.register import Function, Policy, Text, first, way
from tests.attack.target import Browser, Target

SHEET = "/worksheets/recovery-strategies/life-areas/begin"
TEAM_SEES_ALL = (
    Text(
        "bedring/trust/access.py",
        "shown = Q(team_sees=True, participant__in=visible_participants(actor))",
        "shown = Q(participant__in=visible_participants(actor))",
    ),
    Policy("goals_step"),
    Policy("workbook_sheet"),
    Policy("workbook_answer", "what_stands"),
)


def session_of(t: Target, group: str, *, held: bool) -> str:
    """A session of a group: the last that was held, or the next."""
    return str(
        t.one(
            "SELECT s.id FROM imr_sessions_session s JOIN imr_sessions_course c ON c.id = s.course_id WHERE c.name = %s"
            f" AND s.closed_at IS {'NOT' if held else ''} NULL ORDER BY s.starts_at DESC LIMIT 1",
            group,
        )
    )


def pages_of(browser: Browser, *addresses: str) -> dict[str, str]:
    """What these addresses say to somebody, where they say anything."""
    got = {url: browser.get(url, follow=True) for url in addresses}
    return {url: one.text for url, one in got.items() if one.status == 200}


@way(
    "the board of a session, asked for without its page, and no row in the read log",
    Text(
        "bedring/sessions/queries/rooms.py",
        "    _look(actor, {person: {session_id} for _, person, _ in board.newest if person}, notes=True)\n",
        "",
    ),
)
def board_unlogged(t: Target) -> str | None:
    eva, account = t.enter("Eva Elvesus"), t.account("Eva Elvesus")
    session = session_of(t, "Fyrgruppa", held=True)
    count = "SELECT count(*) FROM trust_accesslog WHERE account_id = %s AND at > now() - interval '1 minute'"
    before = t.one(count, account)
    board = eva.get(f"/tonight/{session}/entries?after=0")
    people = {key.split(":")[1] for key in board.json.get("board", {}) if key.startswith("presence:")}
    assert people, "an empty board proves nothing"
    new = t.one(count, account) - before
    return f"{len(people)} people, {new} rows" if new < len(people) else None


@way(
    "the things of another site, by their ids, at every address that takes one",
    Function("bedring_reach", "o.lineage @> ARRAY[m.organisation_id]", "true"),
    Function("bedring_facts", "WHERE o.lineage @> ARRAY[m.organisation_id]", "WHERE true"),
)
def another_site(t: Target) -> str | None:
    cathrine = t.enter("Cathrine Kornblomst")
    ane, session = t.person("Ane Askeladd"), session_of(t, "Bjørkegruppa", held=True)
    group = t.one("SELECT id FROM imr_sessions_course WHERE name = 'Bjørkegruppa'")
    site = t.one("SELECT organisation_id FROM people_participant WHERE id = %s", ane)
    goal = t.one("SELECT id FROM goals_goal WHERE participant_id = %s LIMIT 1", ane)
    step = t.one("SELECT id FROM goals_step WHERE participant_id = %s LIMIT 1", ane)
    found = pages_of(
        cathrine, f"/tonight/{session}/", f"/tonight/{session}/entries?after=0", f"/tonight/{session}/notes/",
        f"/tonight/{session}/notes/{ane}.txt", f"/tonight/{session}/notes/{ane}.pdf", f"/tonight/{session}/notes/group.txt",
        f"/groups/{group}/", f"/groups/colleagues/{site}/", f"/record/{ane}/", f"/record/{ane}/paper-code",
        f"/worksheets/of/{ane}/",
    )  # fmt: skip
    posts = (f"/tonight/{session}/start", f"/tonight/{session}/close", f"/groups/{group}/leaders", f"/groups/{group}/people",
             f"/groups/{group}/people/{ane}", f"/mine/goal/{goal}/rest", f"/mine/step/{step}/rest",
             f"/record/{ane}/paper-code", f"/worksheets/of/{ane}/begin")  # fmt: skip
    done = [url for url in posts if cathrine.post(url, {"worksheet": "recovery-strategies/life-areas"}).status != 404]
    return ", ".join([*found, *done]) or None


@way("a step that somebody keeps to themselves, as their leader", *TEAM_SEES_ALL)
def private_step(t: Target) -> str | None:
    secret, ine = "Gå forbi kafeen", t.person("Ine Isbjørn")
    birger, session = t.enter("Birger Bjørkeblad"), session_of(t, "Fyrgruppa", held=False)
    held = session_of(t, "Fyrgruppa", held=True)
    seen = pages_of(birger, "/tonight/", f"/tonight/{session}/", f"/tonight/{held}/", f"/tonight/{held}/notes/",
                    f"/record/{ine}/", f"/tonight/{held}/entries?after=0", f"/worksheets/of/{ine}/")  # fmt: skip
    assert seen, "nothing opened: this proves nothing"
    place = next((url for url, text in seen.items() if secret in text), None)
    with t.sql() as db, db.transaction(force_rollback=True):
        db.execute("SELECT set_config('bedring.actor', %s, true)", [str(t.account("Birger Bjørkeblad"))])
        found = db.execute("SELECT 1 FROM goals_step WHERE what LIKE %s", [f"{secret}%"]).fetchone()
    return place or ("a row in the database" if found else None)


def _sheet(t: Target, name: str, *words: str) -> tuple[Browser, str]:
    """A sheet of their own, in which somebody has written `words` one after another."""
    them = t.enter(name)
    sheet = them.post(SHEET).headers["location"]
    for one in words:
        page = them.get(sheet).text
        base = first(page, r'name="base" value="(\d+)"')
        assert them.post(sheet, {"base": base, "keep": one}).status == 302
    return them, sheet


@way("a sheet and a goal that somebody keeps to themselves, as their leader", *TEAM_SEES_ALL)
def private_sheet(t: Target) -> str | None:
    secret = "Bare for meg selv, Ziklon"
    zahra, sheet = _sheet(t, "Zahra Ziklonblom", secret)
    assert secret in zahra.get(sheet).text
    found = pages_of(t.enter("Birger Bjørkeblad"), sheet, f"{sheet[:-1]}.pdf", f"{sheet}history/", f"{sheet}show")
    return ", ".join(found) or None


@way(
    "words erased from a sheet before it was shown",
    Text("bedring/workbook/queries.py", "if not access.visible_sheets(actor).filter(id=sheet_id, participant=actor.participant_id)", "if not access.visible_sheets(actor).filter(id=sheet_id)"),
    Text("bedring/workbook/queries.py", "pile = everything if own else", "pile = everything if True else"),
    Text("bedring/web/worksheets/sheets.py", "@participant_only\ndef history", "@signed_in\ndef history"),
    Policy("workbook_answer", "what_stands"),
)  # fmt: skip
def erased_words(t: Target) -> str | None:
    erased, stands = "Utvisket linje om natta", "Det som står"
    zahra, sheet = _sheet(t, "Zahra Ziklonblom", erased, stands)
    assert zahra.post(f"{sheet}show", {"team_sees": "yes"}).status == 302
    birger = t.enter("Birger Bjørkeblad")
    seen = pages_of(birger, sheet, f"{sheet}history/")
    assert stands in seen[sheet]
    return next((url for url, text in seen.items() if erased in text), None)


@way(
    "what a supporter was shown, after it was taken back",
    Text("bedring/trust/access.py", "held | given, taken_back_at=None, ", "held | given, "),
    Text("bedring/trust/access.py", ", supporter__removed_at=None)", ")"),
    Function("bedring_shared", "AND s.taken_back_at IS NULL", ""),
)  # fmt: skip
def taken_back(t: Target) -> str | None:
    return _supporter(t, "Ane Askeladd", "Dag Duggregn", "take-back")


@way(
    "what a supporter was shown, after they were removed",
    Text("bedring/trust/access.py", "held | given, taken_back_at=None, ", "held | given, "),
    Text("bedring/trust/access.py", ", supporter__removed_at=None)", ")"),
    Function("bedring_shared", "AND s.taken_back_at IS NULL", ""),
)  # fmt: skip
def removed(t: Target) -> str | None:
    return _supporter(t, "Mahmoud Morgenrød", "Per Pilegrim", "remove")


def _supporter(t: Target, name: str, close: str, how: str) -> str | None:
    """The supporter's page stays open while the person ends it; then it is asked for again, and the database too."""
    supporter, person = t.enter(close), t.enter(name)
    words = str(t.one("SELECT s.what FROM goals_step s JOIN trust_share h ON h.item = s.id WHERE h.participant_id = %s",
                      t.person(name)))  # fmt: skip
    before = supporter.get("/invited/").text
    assert words in before, "nothing was shown: this proves nothing"
    form = first(person.get("/mine/people/").text, rf'action="(/mine/people/[0-9a-f-]+/{how})"')
    assert person.post(form).status == 302
    if words in supporter.get("/invited/").text:
        return "the step, on the page"
    with t.sql() as db, db.transaction(force_rollback=True):
        db.execute("SELECT set_config('bedring.actor', %s, true)", [str(t.account(close))])
        return "the step, in the database" if db.execute("SELECT 1 FROM goals_step").fetchone() else None


@way(
    "notes and the record, as a peer specialist",
    Text("bedring/people/rules.py", "READS_RECORD = frozenset({Role.PRACTITIONER, Role.PROGRAMME_LEADER})", "READS_RECORD = frozenset(Role)"),
    Text("bedring/people/access.py", "    reach = actor.reach(Role.PRACTITIONER, Role.PROGRAMME_LEADER)\n    own = Q(", "    reach = actor.reach()\n    own = Q("),
    Function("bedring_reach", "m.role = ANY(roles)", "(m.role = ANY(roles) OR m.role = 'peer_specialist')"),
)  # fmt: skip
def peer_reads_notes(t: Target) -> str | None:
    gro, ane, session = t.enter("Gro Granbar"), t.person("Ane Askeladd"), session_of(t, "Bjørkegruppa", held=True)
    assert gro.get(f"/tonight/{session}/").status == 200, "Gro leads here: without that this proves nothing"
    found = pages_of(gro, f"/tonight/{session}/notes/{ane}.txt", f"/tonight/{session}/notes/{ane}.pdf",
                     f"/tonight/{session}/notes/group.txt", f"/record/{ane}/")  # fmt: skip
    with t.sql() as db, db.transaction(force_rollback=True):
        db.execute("SELECT set_config('bedring.actor', %s, true)", [str(t.account("Gro Granbar"))])
        rows = db.execute("SELECT 1 FROM imr_sessions_noteversion").fetchone()
    return ", ".join(found) or ("rows in the database" if rows else None)


@way(
    "a way in on paper, as a peer specialist",
    Text("bedring/people/access.py", "if organisation.peers_print else set()", "if True else set()"),
)
def peer_prints(t: Target) -> str | None:
    gro, url = t.enter("Gro Granbar"), f"/record/{t.person('Ane Askeladd')}/paper-code"
    return "a code" if 200 in (gro.get(url).status, gro.post(url, {"once": "x"}).status) else None


@way(
    "a parcel that somebody else wrote, sent under my name",
    Text("bedring/web/parts/parcels.py", 'if parcel.get("owner") not in (None, owner):', "if False:"),
)
def anothers_parcel(t: Target) -> str | None:
    gro, birger = t.enter("Gro Granbar"), t.enter("Birger Bjørkeblad")
    mark, at = gro.get("/parts/who").json["owner"], datetime.now(UTC).isoformat()
    entry = {"id": str(uuid4()), "made_at": at, "kind": "handout", "value": {}}
    parcel = json.dumps({"v": 1, "owner": mark, "sent_at": at, "entries": [entry]}).encode()
    url = f"/tonight/{session_of(t, 'Bjørkegruppa', held=False)}/entries"
    status = birger.post(url, parcel).status
    return None if status == 409 else f"an answer of {status}"
