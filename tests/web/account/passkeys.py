# SPDX-License-Identifier: Apache-2.0
"""Adding a passkey on the page of ways to sign in, as the browser does."""

import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.web.account.soft_key import SoftKey

ADD = reverse("mfa_add_webauthn")


def options_in(response: HttpResponse, name: str) -> dict[str, Any]:
    """What the page tells the browser about the passkey to make or use."""
    (found,) = re.findall(r'<script id="js_data" type="application/json">(.*?)</script>', response.content.decode())
    options: dict[str, Any] = json.loads(found)[name]
    return options


def add(client: Client, key: SoftKey, name: str = "My phone"):  # type: ignore[no-untyped-def]
    options = options_in(client.get(ADD), "creation_options")
    return client.post(ADD, {"name": name, "credential": key.make(options)})
