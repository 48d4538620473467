"""Errors of live speech as ElevenLabs' clients know them: `{"message_type", "error"}`."""

from typing import Any

from api.errors import ApiError, Problem

# By our codes; a code that is not here is an `error`.
TYPES = {
    "unauthorized": "auth_error",
    "forbidden": "auth_error",
    "rate_limited": "rate_limited",
    "too_many_sessions": "rate_limited",
    "no_capacity": "resource_exhausted",
    "engine_unavailable": "resource_exhausted",
    "temporal_unavailable": "resource_exhausted",
    "not_ready": "resource_exhausted",
    "session_limit": "session_time_limit_exceeded",
    "timeout": "insufficient_audio_activity",
    "invalid_request": "invalid_request",
    "input_error": "input_error",
    "chunk_size_exceeded": "chunk_size_exceeded",
    "commit_throttled": "commit_throttled",
    "internal": "transcriber_error",
}


class InputError(ApiError):
    """A message that cannot be understood."""

    status, code = 400, "input_error"


class ChunkSizeExceeded(ApiError):
    status, code = 413, "chunk_size_exceeded"


class CommitThrottled(ApiError):
    status, code = 429, "commit_throttled"


def told(code: str, message: str) -> dict[str, Any]:
    return {"message_type": TYPES.get(code, "error"), "error": message}


def write(_status: int, problem: Problem) -> dict[str, Any]:
    return told(problem.code, problem.message)
