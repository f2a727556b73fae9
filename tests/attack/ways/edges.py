# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: E501 - what is planted reads best in one line
"""From outside: another site in the same browser, odd input, odd hosts, many at once."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit
from uuid import uuid4

from tests.attack.register import Text, first, way
from tests.attack.target import Target
from tests.attack.ways.reading import session_of
from tests.built import built

SETTINGS = "bedring/config/settings.py"
ELSEWHERE = ("//evil.example/", "https://evil.example/", "/\\evil.example/", "///evil.example", "javascript:alert(1)",
             "https:evil.example", "\t//evil.example", "http:///evil.example", "/%5cevil.example@evil.example/x\r\nX-Set: 1")  # fmt: skip


def raw(t: Target, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str]]:
    """One request with exactly these headers: (status, headers in lower case)."""
    to = http.client.HTTPConnection(urlsplit(t.base).netloc, timeout=60)
    to.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        to.putheader(name.replace("_", "-"), value)
    to.endheaders(body)
    answer = to.getresponse()
    answer.read()
    to.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@way(
    "another site that posts in somebody's name, without the token or with somebody else's",
    Text(SETTINGS, '    "django.middleware.csrf.CsrfViewMiddleware",\n', ""),
)
def forged(t: Target) -> str | None:
    carl, words = t.enter("Carl Columbus Krabbe"), "Mål fra en fremmed side"
    carl.post("/mine/goal/", {"words": words}, token=False)
    carl.post("/mine/goal/", {"words": words, "csrfmiddlewaretoken": t.enter("Ane Askeladd").token()}, token=False)
    carl.post("/mine/goal/", {"words": words}, Origin="https://evil.example")
    return "a goal written" if words in carl.get("/mine/goal/").text else None


@way(
    "another site that signs somebody out",
    Text("bedring/web/parts/views.py", 'in ("cross-site", "same-site")', "in ()"),
)
def pressed_from_elsewhere(t: Target) -> str | None:
    carl = t.enter("Carl Columbus Krabbe")
    carl.post("/parts/leave", token=False, Sec_Fetch_Site="cross-site")
    carl.post("/account/logout/", token=False, Sec_Fetch_Site="cross-site")
    return None if carl.get("/mine/").status == 200 else "signed out"


@way(
    "being led to another site by an address of ours",
    Text("bedring/web/parts/views.py", 'HttpResponseRedirect(wanted if safe else "/")', "HttpResponseRedirect(wanted)"),
)
def led_elsewhere(t: Target) -> str | None:
    staff, ane = t.enter("Eva Elvesus"), t.enter("Ane Askeladd")
    for place in ELSEWHERE:
        to = quote(place, safe="")
        answers = [
            ane.post("/parts/language", {"language": "nb", "next": place}),
            ane.post("/parts/colours", {"scheme": "auto", "next": place}),
            ane.get(f"/account/login/?next={to}"),
            ane.post("/account/login/", {"next": place}),
            ane.post("/account/pin/", {"next": place}),
            staff.get(f"/account/reauthenticate/?next={to}"),
            staff.get(f"/account/second-factor/again/?next={to}"),
            staff.post(f"/account/passkeys/again/?next={to}", {"next": place}),
            t.browser().get(f"/mine/?next={to}"),
        ]
        for got in answers:
            went = got.headers.get("location", "/")
            if urlsplit(went).netloc not in ("", urlsplit(t.base).netloc) or not went.startswith(("/", t.base)):
                return f"{got.url} leads to {went}"
            if went.startswith(("//", "/\\")) or "x-set" in got.headers:
                return f"{got.url} leads to {went}"
    return None


@way(
    "a host of one's own, to be led or written to by the service",
    Text(SETTINGS, '[_host, "127.0.0.1", "localhost", "testserver"]', '["*"]'),
)
def host(t: Target) -> str | None:
    for name in ("evil.example", "127.0.0.1.evil.example", "evil.example:80", "127.0.0.1@evil.example"):
        status, headers = raw(t, "GET", "/account/login/", Host=name)
        if status != 400:
            return f"{status} as {name}"
        assert "content-security-policy" in headers
    _status, headers = raw(t, "GET", "/", X_Forwarded_Host="evil.example")
    return "led by X-Forwarded-Host" if "evil" in headers.get("location", "") else None


HEADERS = (
    "content-security-policy",
    "x-frame-options",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
)


@way(
    "an answer without the headers: not there, not so, static, refused, moved",
    Text(SETTINGS, '    "bedring.config.edges.HeadersMiddleware",\n', ""),
)
def headers_everywhere(t: Target) -> str | None:
    asked = [("GET", "/nowhere"), ("DELETE", "/account/login/"), ("GET", "/account/logout/"), ("GET", "/static/nothing.css"),
             ("GET", "/mine/"), ("POST", "/account/code/"), ("GET", "/health"), ("GET", "/sw.js"), ("TRACE", "/"),
             ("GET", f"/static/{built('style.css').name}"), ("OPTIONS", "/parts/who")]  # fmt: skip
    for method, path in asked:
        status, got = raw(t, method, path)
        missing = [name for name in HEADERS if name not in got]
        if missing:
            return f"{method} {path} ({status}) without {', '.join(missing)}"
        if path in ("/mine/", "/nowhere") and "no-store" not in got.get("cache-control", ""):
            return f"{path} may be kept"
    return None


@way(
    "reading the cookie of a sign-in from a script, or having it sent along from another site",
    Text(SETTINGS, "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True", "SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = False"),
)  # fmt: skip
def cookies(t: Target) -> str | None:
    ane = t.enter("Ane Askeladd")
    ane.get("/mine/")
    loose = [c.name for c in ane.jar if not c.has_nonstandard_attr("HttpOnly")
             or c.get_nonstandard_attr("SameSite") not in ("Lax", "Strict")]  # fmt: skip
    old = {c.name: c.value for c in ane.jar}
    ane.post("/account/logout/")
    still = [name for name, value in old.items() if name == "sessionid" and _opens(t, value or "")]
    return ", ".join(loose + still) or None


def _opens(t: Target, session: str) -> bool:
    """Whether a cookie that was signed out still opens My page."""
    return raw(t, "GET", "/mine/", Cookie=f"sessionid={session}")[0] == 200


@way(
    "one press counted as two, sent twice at once",
    Text("bedring/config/presses.py", "if sent is None or not request.user", "if True or not request.user"),
)
def two_presses(t: Target) -> str | None:
    eva = t.enter("Eva Elvesus")
    page = eva.get("/groups/new/").text
    name = f"Gruppe {uuid4().hex[:8]}"
    site = t.one("SELECT organisation_id FROM imr_sessions_course WHERE name = 'Fyrgruppa'")
    edition = t.one("SELECT edition FROM imr_sessions_course WHERE name = 'Fyrgruppa'")
    form = {"press": first(page, r'name="press" value="([^"]+)"'), "csrfmiddlewaretoken": eva.token(), "name": name,
            "place": "Et rom", "every_days": "7", "minutes": "90", "format": "group", "edition": edition,
            "organisation": str(site)}  # fmt: skip
    with ThreadPoolExecutor(6) as many:
        statuses = list(many.map(lambda _n: eva.post("/groups/new/", form, token=False).status, range(6)))
    made = t.one("SELECT count(*) FROM imr_sessions_course WHERE name = %s", name)
    assert made, f"no group was made ({statuses}): this proves nothing"
    return f"{made} groups" if made > 1 else None


ODD = (
    "9" * 5000,
    "²",
    "a\0b",
    "\ud800",
    "x" * 300,
    "[" * 5000,
    "&a [*a, *a]",
    "../../etc/passwd",
    "٣" * 20,
    "-1",
    "1e999",
)
BODIES = (
    b"",
    b"null",
    b"[" * 100_000,
    b'{"a":' * 5000,
    b'"\\ud800"',
    b"9" * 5000,
    b"\0",
    b'{"sent_at":"9"}',
    b"\xff\xfe",
)
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{f'*{a}, ' * 9}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@way(
    "a fault of the service, by odd input",
    Text("bedring/web/parts/parcels.py", "TypeError, RecursionError) as odd", "TypeError) as odd"),
)
def odd_input(t: Target) -> str | None:
    birger, ane, rita = t.enter("Birger Bjørkeblad"), t.enter("Ane Askeladd"), t.enter("Rita Regnbue")
    session = session_of(t, "Fyrgruppa", held=True)
    for odd in ODD:
        word = quote(odd.encode("utf-8", "surrogatepass"), safe="")
        for who, url in (
            (birger, f"/tonight/{session}/entries?after={word}"), (birger, f"/programme/{word}/x/"),
            (birger, f"/programme/recovery-strategies/first-steps/pack.pdf?people={word}") if len(odd) < 4 else (ane, "/help/"),
            (ane, f"/mine/privacy/?page={word}"), (ane, f"/{word}"), (ane, f"/worksheets/{word}/{word}/"),
            (rita, f"/site/edit/?name={word}"), (rita, f"/programme/?edition={word}"),
            (birger, f"/tonight/{session}/notes/{word}.txt"), (ane, f"/account/login/?next={word}"),
        ):  # fmt: skip
            if (got := who.get(url)).status >= 500:
                return f"{got.status} at {url[:60]}"
        fields = {"words": word, "what": word, "code": word, "pin": word, "email": word, "login": word, "text": word}
        body = "&".join(f"{k}={v}" for k, v in fields.items()).encode()
        for who, url in ((ane, "/mine/goal/"), (ane, "/mine/step/"), (t.browser(), "/account/code/"), (ane, "/mine/people/"),
                         (t.browser(), "/account/login/"), (t.browser(), "/account/link/")):  # fmt: skip
            got = who._ask(
                url, body, {"X-CSRFToken": who.token(), "Content-Type": "application/x-www-form-urlencoded"}, False
            )
            if got.status >= 500:
                return f"{got.status} at {url} with {word[:20]}"
    for body in (
        *BODIES,
        json.dumps({"sent_at": "2026-01-01T00:00:00Z", "entries": [{"id": 1}, 7, {"kind": []}]}).encode(),
    ):
        for who, url in ((birger, f"/tonight/{session}/entries"), (birger, f"/tonight/{session}/notes/drafts")):
            if (got := who.post(url, body)).status >= 500:
                return f"{got.status} at {url} with {body[:20]!r}"
    got = rita.post("/site/edit/?name=editions/norway.yaml", {"text": LAUGHS, "seen": "x", "save": "yes"})
    return f"{got.status} with anchors" if got.status >= 500 else None
