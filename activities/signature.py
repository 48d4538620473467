"""Standard Webhooks: a secret, and a message's id, moment and body in; the headers that prove it out."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
FEWEST, MOST = 24, 64  # bytes of a secret
NEW = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(NEW)).decode()


def key(secret: str) -> bytes:
    """The bytes of a secret. Raises ValueError, which does not repeat it."""
    try:
        found = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if not secret.startswith(PREFIX) or not FEWEST <= len(found) <= MOST:
        raise ValueError(f"a secret is {PREFIX} and {FEWEST} to {MOST} bytes in base64; or leave it out")
    return found


def headers(message_id: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """`timestamp`: seconds since 1970. One signature for each secret, so that either proves the message."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digests = [hmac.digest(key(secret), signed, hashlib.sha256) for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests),
        "elevenlabs-signature": elevenlabs(timestamp, body, secrets),
    }


def elevenlabs(timestamp: int, body: bytes, secrets: Sequence[str]) -> str:
    """The same proof as receivers written for ElevenLabs look for it; they keep to the last signature."""
    signed = f"{timestamp}.".encode() + body
    digests = [hmac.digest(secret.encode(), signed, hashlib.sha256) for secret in reversed(secrets)]
    return ",".join([f"t={timestamp}", *(f"v0={digest.hex()}" for digest in digests)])
