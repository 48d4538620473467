"""What OpenAI's clients hear, by name."""

from typing import Any

from ulid import ULID

from api.errors import ApiError, Problem
from api.openai import errors

Event = dict[str, Any]

OURS = ("internal", "no_capacity", "engine_unavailable", "temporal_unavailable")  # faults, by native codes

TRANSCRIPTION = "conversation.item.input_audio_transcription"


def event(type: str, **fields: Any) -> Event:
    return {"type": type, "event_id": f"event_{ULID()}", **fields}


def transcription(kind: str, item_id: str, **fields: Any) -> Event:
    return event(f"{TRANSCRIPTION}.{kind}", item_id=item_id, content_index=0, **fields)


def item(id: str, *, done: bool) -> Event:
    """What somebody said, as an item of a conversation."""
    return {
        "id": id,
        "object": "realtime.item",
        "type": "message",
        "role": "user",
        "status": "completed" if done else "in_progress",
        "content": [{"type": "input_audio", "transcript": None}],
    }


def error(refused: ApiError, event_id: str | None = None) -> Event:
    """`event_id`: of the client's event that it is about."""
    problem = Problem(code=refused.code, message=refused.message, details=refused.details)
    told = errors.tell(refused.status, problem)
    return {**told, "error": {**told["error"], "event_id": event_id}}


def refusal(native: dict[str, Any]) -> Event:
    """Of an error as our own clients hear it."""
    ours = native["code"] in OURS
    kind = "server_error" if ours else "invalid_request_error"
    code = errors.CODES.get(native["code"], native["code"])
    told = {"type": kind, "code": code, "message": native["message"], "param": None, "event_id": None}
    return event("error", error=told)
