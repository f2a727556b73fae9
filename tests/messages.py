# SPDX-License-Identifier: Apache-2.0
"""`make messages`: gather every text of the screens into locale/nb; what has no Norwegian yet is listed.

Django's own command needs GNU gettext; this does the same with Babel, after Django's templatize.
"""

import io
import os
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "locale" / "nb" / "LC_MESSAGES" / "django.po"
WORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}


def gathered() -> dict[tuple[str, str, str], set[str]]:
    """(context, singular, plural) of every message, with the files it stands in."""
    import django
    from django.utils.translation.template import templatize

    if not django.apps.apps.ready:
        django.setup()
    found: dict[tuple[str, str, str], set[str]] = {}
    for path in sorted([*(ROOT / "bedring").rglob("*.py"), *(ROOT / "bedring").rglob("*.html")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":  # what templatize makes has the indents of HTML, which Python would stumble over
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
        for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), WORDS):
            parts = (message, "") if isinstance(message, str) else (message[0], message[1])
            key = (context or "", *parts)
            if parts[0]:
                found.setdefault(key, set()).add(str(path.relative_to(ROOT)))  # type: ignore[arg-type]
    return found


def update() -> list[str]:
    """Write all messages to the .po file, keeping its Norwegian. Returns those without any."""
    known = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(PO))} if PO.exists() else {}
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "Language": "nb",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    po.header = " SPDX-License-Identifier: Apache-2.0"
    missing = []
    for (context, one, many), files in sorted(gathered().items(), key=lambda kv: (min(kv[1]), kv[0])):
        old = known.get((context, one))
        entry = polib.POEntry(
            msgid=one, msgctxt=context or None, occurrences=[(f, "") for f in sorted(files)], flags=_flags(one)
        )
        if many:
            entry.msgid_plural = many
            entry.msgstr_plural = dict(old.msgstr_plural) if old and old.msgstr_plural else {0: "", 1: ""}
            done = all(entry.msgstr_plural.values())
        else:
            entry.msgstr = old.msgstr if old else ""
            done = bool(entry.msgstr)
        if not done:
            missing.append(one)
        po.append(entry)
    PO.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(PO))
    return missing


def _flags(message: str) -> list[str]:
    return ["python-format"] if "%(" in message else []


if __name__ == "__main__":
    left = update()
    for message in left:
        print(message)
    sys.exit(1 if left else 0)
