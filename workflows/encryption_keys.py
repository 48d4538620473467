"""DALSTON_TEMPORAL_KEYS in, keys out."""

import base64
import binascii
import re
from dataclasses import dataclass, field

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from activities.setting_files import Settings

ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
SIZE = 32  # bytes of a key


@dataclass(frozen=True)
class EncryptionKeys:
    by_id: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def first(self) -> str | None:
        """The id of the key that seals."""
        return next(iter(self.by_id), None)

    def __str__(self) -> str:
        """Says which there are, never a key."""
        return f"DALSTON_TEMPORAL_KEYS has {', '.join(map(repr, self.by_id)) or 'none'}"

    @classmethod
    def spelled(cls, text: str) -> "EncryptionKeys":
        """`id:base64key`, separated by commas or blanks. Raises ValueError, which has no key in it."""
        found: dict[str, bytes] = {}
        for number, word in enumerate(text.replace(",", " ").split(), 1):
            id, separator, encoded = word.partition(":")
            if not separator or not ID.fullmatch(id):
                raise ValueError(f"entry {number} is not id:base64key, with an id of letters, digits and ._-")
            if id in found:
                raise ValueError(f"there are two keys {id!r}")
            found[id] = _key(id, encoded)
        return cls(found)


def _key(id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded.translate(str.maketrans("-_", "+/")), validate=True)
    except binascii.Error:
        raise ValueError(f"the key {id!r} is not base64") from None
    if len(key) != SIZE:
        raise ValueError(f"the key {id!r} has {len(key)} bytes, not {SIZE}: openssl rand -base64 {SIZE}")
    return key


class TemporalSettings(Settings):
    model_config = SettingsConfigDict(env_prefix="DALSTON_TEMPORAL_", hide_input_in_errors=True)

    keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that seal what Temporal keeps, `id:base64key`, comma separated: the first seals, "
        "all of them open; empty: nothing is sealed.",
    )

    @field_validator("keys")
    @classmethod
    def understood(cls, value: SecretStr) -> SecretStr:
        EncryptionKeys.spelled(value.get_secret_value())
        return value

    @property
    def encryption_keys(self) -> EncryptionKeys:
        return EncryptionKeys.spelled(self.keys.get_secret_value())
