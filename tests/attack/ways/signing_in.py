# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - what is planted reads best in one line
"""Coming in as somebody else, keeping somebody out, or learning who there is."""

import re
import time

from tests.attack.register import Text, first, way
from tests.attack.target import Browser, Got, Target

ALL_OF_MINE = ("/mine/goal/", "/mine/step/", "/mine/privacy/", "/mine/people/", "/mine/words/", "/worksheets/",
               "/account/passkeys/add/")  # fmt: skip


def print_paper(t: Target, staff: str, name: str) -> tuple[str, str]:
    """(code, PIN) that somebody who works here prints for somebody they work with."""
    url = f"/record/{t.person(name)}/paper-code"
    by = t.enter(staff)
    page = by.post(url, {"once": first(by.get(url).text, r'name="once" value="([^"]+)"')}).text
    return (first(page, r"([A-Z0-9]{3}(?:-[A-Z0-9]{3}){3})"), first(page, r">(\d{6})<"))


def come_in(there: Browser, code: str, pin: str) -> Got:
    return there.post("/account/code/", {"code": code, "pin": pin})


@way(
    "a code on paper, used by whoever printed it, before the person has chosen a PIN",
    Text("bedring/web/account/rules.py", "ALL_OF_MINE = frozenset({S.OWN, S.STRONG})", "ALL_OF_MINE = LIGHT"),
)
def printed_code_opens_little(t: Target) -> str | None:
    code, pin = print_paper(t, "Birger Bjørkeblad", "Synnøve Solsikke")
    thief = t.browser()
    assert come_in(thief, code, pin).headers["location"].endswith("/pin/")
    assert thief.get("/mine/").status == 200, "the light part does not open: this proves nothing"
    urls = [*ALL_OF_MINE, f"/record/{t.person('Synnøve Solsikke')}/"]
    opened = [url for url in urls if thief.get(url).status == 200]
    if thief.post("/mine/goal/", {"words": "Noe en annen skrev"}).status == 302:
        opened += ["written"] if "Noe en annen skrev" in t.enter("Synnøve Solsikke").get("/mine/goal/").text else []
    return ", ".join(opened) or None


@way(
    "printing a code on paper without the person being told",
    Text(
        "bedring/trust/commands.py",
        "    note_look(by, [participant], kind=Thing.PAPER_CODE, purpose=Purpose.CARE)\n",
        "",
    ),
)
def printing_is_told(t: Target) -> str | None:
    """Each time, however soon after another."""
    count = "SELECT count(*) FROM trust_accesslog WHERE participant_id = %s AND kind = 'paper_code'"
    before = t.one(count, t.person("Synnøve Solsikke"))
    print_paper(t, "Birger Bjørkeblad", "Synnøve Solsikke")
    print_paper(t, "Birger Bjørkeblad", "Synnøve Solsikke")
    told = t.enter("Synnøve Solsikke").get("/mine/privacy/").text
    new = t.one(count, t.person("Synnøve Solsikke")) - before
    return None if new == 2 and "Birger Bjørkeblad" in told else f"two papers printed, {new} told"


@way(
    "staying signed in by a paper after the person has chosen a PIN of their own",
    Text("bedring/people/signin/printed.py", "    end_sign_ins(by.account_id, but=here)\n", ""),
)
def other_sign_ins_end(t: Target) -> str | None:
    code, pin = print_paper(t, "Birger Bjørkeblad", "Zahra Ziklonblom")
    thief, zahra = t.browser(), t.browser()
    come_in(thief, code, pin)
    come_in(zahra, code, pin)
    assert zahra.post("/account/pin/", {"pin": "4927", "again": "4927"}).status == 302
    if thief.get("/mine/").status == 200:
        return "My page, still open"
    return "My page, by the printed PIN" if come_in(t.browser(), code, pin).status == 302 else None


@way(
    "staying signed in by an old paper after a new one was printed",
    Text("bedring/people/signin/printed.py", "    end_sign_ins(account.id, ways=BY_PAPER)\n", ""),
)
def old_paper(t: Target) -> str | None:
    code, pin = print_paper(t, "Birger Bjørkeblad", "Ine Isbjørn")
    thief = t.browser()
    come_in(thief, code, pin)
    print_paper(t, "Birger Bjørkeblad", "Ine Isbjørn")
    if come_in(t.browser(), code, pin).status == 302:
        return "the old paper still opens"
    return "My page, still open" if thief.get("/mine/").status == 200 else None


@way(
    "keeping somebody out by trying wrong PINs on a card that was found",
    Text(
        "bedring/people/signin/places.py",
        "        return bool(wait_after(paper.tries, paper.tried_at, now))\n",
        "        return _tries(paper, ALL, now).exists()\n",
    ),
)
def keep_out(t: Target) -> str | None:
    code, pin = print_paper(t, "Birger Bjørkeblad", "Ane Askeladd")
    finder, own_phone = t.browser(), t.browser()
    assert come_in(own_phone, code, pin).status == 302
    for sign_in in [cookie for cookie in own_phone.jar if cookie.name == "sessionid"]:
        own_phone.jar.clear(sign_in.domain, sign_in.path, sign_in.name)
    for n in range(8):
        come_in(finder, code, f"00000{n}")
    return None if come_in(own_phone, code, pin).status == 302 else "the person, on their own phone, kept out"


@way(
    "guessing the PIN of a card that was found, as fast as one can",
    Text("bedring/people/signin/places.py", "FREE_TRIES = 3\n", "FREE_TRIES = 3000\n"),
)
def guess(t: Target) -> str | None:
    code, pin = print_paper(t, "Birger Bjørkeblad", "Ane Askeladd")
    finder = t.browser()
    for n in range(3):  # three are free, then come two seconds: more of them take longer than that on a busy machine
        come_in(finder, code, f"00000{n}")
    return "in, after three tries in a row" if come_in(finder, code, pin).status == 302 else None


KNOWN = {"participant": "synnove@demo.bedring.example", "works here": "siv@demo.bedring.example"}
NOBODY = "ingen@demo.bedring.example"


def _told(got: Got, email: str) -> tuple[int, str, str]:
    text = re.sub(r'value="[^"]*"', "", got.text.replace(email, ""))
    return got.status, got.headers.get("location", ""), text


@way(
    "learning whether an address is known, by the answer to a request for a link, a password or a wrong password",
    Text("bedring/people/signin/links.py", "        SignInCode.objects.filter(id=code_id).exists()  # as much to do as for a known address", "        raise ValueError"),
)  # fmt: skip
def enumerate_addresses(t: Target) -> str | None:
    for url, field in (
        ("/account/link/", "email"),
        ("/account/password/reset/", "email"),
        ("/account/login/", "login"),
    ):
        answers = {}
        for who, email in {**KNOWN, "nobody": NOBODY}.items():
            got = t.browser().post(url, {field: email, "password": "helt feil passord"})
            answers[who] = _told(got, email)
        if len(set(answers.values())) > 1:
            return f"{url} tells " + ", ".join(f"{who}: {status}" for who, (status, *_rest) in answers.items())
    return None


@way(
    "learning whether an address is known, by how long the answer takes",
    Text("bedring/people/signin/links.py", "    code_id, now = uuid4(), clock.now()\n", "    code_id, now = uuid4(), clock.now()\n    import time\n    time.sleep(0.4 if Account.objects.filter(email=address(email)).exists() else 0)\n"),
)  # fmt: skip
def enumerate_by_time(t: Target) -> str | None:
    """Only a class apart tells: the shortest of four answers, as everything slower may be the machine's doing."""
    took: dict[str, list[float]] = {"mahmoud": [], "ukjent": []}
    for _n in range(4):
        for who, times in took.items():
            there = t.browser()
            there.token()
            began = time.perf_counter()
            there.post("/account/link/", {"email": f"{who}@demo.bedring.example"})
            times.append(time.perf_counter() - began)
    known, unknown = min(took["mahmoud"]), min(took["ukjent"])
    apart = abs(known - unknown) > 0.25 and max(known, unknown) > 2 * min(known, unknown)
    return f"{known:.2f} s known, {unknown:.2f} s unknown" if apart else None
