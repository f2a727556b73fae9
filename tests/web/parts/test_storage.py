# SPDX-License-Identifier: Apache-2.0
"""Files are named by their content, so that a browser may keep them for ever and never has the wrong one."""

import hashlib
import re

from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from bedring.web.parts.storage import MANIFEST, manifest

FOLDER = MANIFEST.parent


def test_each_name_says_what_is_in_the_file() -> None:
    assert {"style.css", "page.js", "session.js", "icons.svg", "shell.js"} <= set(manifest())
    for name, file in manifest().items():
        stem, _dot, kind = name.rpartition(".")
        digest = hashlib.sha256((FOLDER / file).read_bytes()).hexdigest()[:10]
        assert file == f"{stem}-{digest}.{kind}"


def test_the_styles_name_the_fonts_as_they_are_called_now() -> None:
    named = set(re.findall(r"[\w-]+\.woff2", (FOLDER / manifest()["style.css"]).read_text()))
    assert named
    assert named <= set(manifest().values())


def test_templates_find_them_and_they_are_served_for_good(db: None) -> None:
    address = staticfiles_storage.url("page.js")
    assert address == f"/static/{manifest()['page.js']}"
    served = Client().get(address)
    assert served.status_code == 200
    assert "immutable" in served["Cache-Control"]
    assert f'src="{address}"' in Client().get("/account/login/").content.decode()
    served.close()


def test_what_is_not_built_keeps_its_name() -> None:
    assert staticfiles_storage.url("mfa/js/webauthn.js") == "/static/mfa/js/webauthn.js"
