"""What OpenAI's clients send, read."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from api.errors import ApiError, InvalidField, InvalidRequest

LARGEST = 15 * 2**20  # bytes of an event
BETA = ("transcription_session.update",)
TYPES = (
    "session.update",
    *BETA,
    "input_audio_buffer.append",
    "input_audio_buffer.commit",
    "input_audio_buffer.clear",
)


class TooLittle(ApiError):
    status, code = 400, "input_audio_buffer_commit_empty"


def read(received: Mapping[str, Any]) -> dict[str, Any]:
    """One message of the socket. Raises ApiError."""
    text = received.get("text")
    if text is None:
        raise InvalidRequest("events are JSON text; audio comes in input_audio_buffer.append, as Base64")
    if len(text) > LARGEST:
        raise too_big()
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise InvalidRequest("an event is a JSON object")
    return event


def kind(event: dict[str, Any]) -> str:
    """Raises InvalidField."""
    named = event.get("type")
    if named not in TYPES:
        wanted = ", ".join(TYPES)
        raise refused("type", f"{str(named)[:60]!r} is not one of {wanted}: sessions here only transcribe")
    return str(named)


def audio(event: dict[str, Any]) -> bytes:
    """Raises InvalidField."""
    given = event.get("audio")
    try:
        return base64.b64decode(given, validate=True) if isinstance(given, str) else _missing()
    except (binascii.Error, ValueError):
        raise refused("audio", "it is not Base64") from None


def refused(param: str, message: str) -> InvalidField:
    return InvalidField(f"{param}: {message}", param=param)


def too_big() -> InvalidRequest:
    return InvalidRequest(f"an event had more than {LARGEST} bytes")


def _missing() -> bytes:
    raise refused("audio", "it is missing, or not text in Base64")
