# SPDX-License-Identifier: Apache-2.0
"""A passkey in software: does what a phone does, so that registration and sign-in are tested with true signatures."""

import json
import secrets
import struct
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One passkey for one site. `verifies`: whether it asks for finger, face or PIN."""

    host: str = "testserver"
    origin: str = "https://testserver"
    verifies: bool = True
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes = b""

    def __post_init__(self) -> None:
        self.key = generate_private_key(SECP256R1())

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _flags(self) -> int:
        return PRESENT | (VERIFIED if self.verifies else 0)

    def _head(self, flags: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", 0)

    def _answer(self, response: dict[str, bytes]) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": {name: websafe_encode(value) for name, value in response.items()},
            }
        )

    def make(self, options: dict[str, Any]) -> str:
        """What the browser posts after making this passkey."""
        self.user = websafe_decode(options["publicKey"]["user"]["id"])
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._head(self._flags() | WITH_KEY) + bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            {"clientDataJSON": self._client_data("webauthn.create", options), "attestationObject": made}
        )

    def use(self, options: dict[str, Any]) -> str:
        """What the browser posts after using it."""
        client_data, data = self._client_data("webauthn.get", options), self._head(self._flags())
        signature = self.key.sign(data + sha256(client_data).digest(), ECDSA(SHA256()))
        parts = {"clientDataJSON": client_data, "authenticatorData": data, "signature": signature}
        return self._answer(parts | {"userHandle": self.user})
