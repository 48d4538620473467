"""What Temporal is given to keep, sealed: payloads in, payloads out that only a holder of the key can read.

AES-256-GCM, a random nonce for each payload. What was written before there were keys is read as it is.
"""

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from workflows.encryption_keys import EncryptionKeys

ENCODING = b"binary/encrypted"
CIPHER = b"AES-256-GCM"
KEY_ID = "encryption-key-id"
NONCE = 12  # bytes


class Sealed(Exception):
    """A payload cannot be opened. Names its key."""


class MissingKey(Sealed):
    """Nobody told this process the key."""


class Encryption(PayloadCodec):
    """The first key seals, all of them open; without keys nothing is sealed."""

    def __init__(self, keys: EncryptionKeys) -> None:
        self.keys = keys
        self._ciphers = {id: AESGCM(key) for id, key in keys.by_id.items()}

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self.sealed(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Raises Sealed."""
        return [self.opened(payload) for payload in payloads]

    def sealed(self, payload: Payload) -> Payload:
        id = self.keys.first
        if id is None or payload.metadata.get("encoding") == ENCODING:
            return payload
        nonce, name = os.urandom(NONCE), id.encode()
        content = self._ciphers[id].encrypt(nonce, payload.SerializeToString(), name)
        metadata = {"encoding": ENCODING, "encryption-cipher": CIPHER, KEY_ID: name}
        return Payload(metadata=metadata, data=nonce + content)

    def opened(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            return payload
        name = payload.metadata.get(KEY_ID, b"")
        id = name.decode("utf-8", "replace")[:100]
        if id not in self._ciphers:
            raise MissingKey(f"a payload is sealed with the key {id!r}; {self.keys}")
        try:
            content = self._ciphers[id].decrypt(payload.data[:NONCE], payload.data[NONCE:], name)
            return Payload.FromString(content)
        except (InvalidTag, DecodeError, ValueError) as error:
            raise Sealed(
                f"a payload does not open with the key {id!r}: "
                "it was sealed with another one of that name, or was changed since"
            ) from error
