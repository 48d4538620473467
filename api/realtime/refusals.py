"""Errors of live sessions, and the code that a socket is closed with."""

from typing import Any

from api.errors import ApiError, Conflict

NORMAL, BAD, IDLE, INTERNAL, FULL = 1000, 4400, 4408, 4500, 4503  # close codes
CODES = {
    400: BAD,
    401: 4401,
    403: 4403,
    404: BAD,
    409: BAD,
    410: BAD,
    413: BAD,
    422: BAD,
    429: 4429,
    503: FULL,
}
PARTING = 5.0  # seconds for a goodbye
LONGEST_REASON = 120  # bytes of a close frame


class SessionNotFound(ApiError):
    status, code = 404, "session_not_found"

    def __init__(self, session_id: str) -> None:
        super().__init__(f"there is no session {session_id[:64]!r}; GET /v1/realtime/sessions lists yours")


class NoCapacity(ApiError):
    status, code = 503, "no_capacity"

    def __init__(self, retry_after: int = 5) -> None:
        super().__init__(f"all seats are taken; try again in {retry_after} s", retry_after=retry_after)


class Elsewhere(Conflict):
    """The client has come back meanwhile."""

    def __init__(self) -> None:
        super().__init__("the session goes on over another connection of its client")


class SessionOver(ApiError):
    """It has lasted as long as it may."""

    status, code = 408, "session_limit"


class Idle(SessionOver):
    """Nothing came for too long."""

    code = "timeout"


class TooManySessions(ApiError):
    status, code = 429, "too_many_sessions"


def close_code(error: ApiError) -> int:
    return IDLE if isinstance(error, SessionOver) else CODES.get(error.status, INTERNAL)


def told(error: ApiError, *, recoverable: bool = False) -> dict[str, Any]:
    """As clients hear it."""
    return {
        "type": "error",
        "code": error.code,
        "message": error.message,
        "recoverable": recoverable,
        **({"retry_after": error.details["retry_after"]} if "retry_after" in error.details else {}),
    }


def reason(error: ApiError) -> str:
    return error.message.encode()[:LONGEST_REASON].decode(errors="ignore")


class BadParameters(ApiError):
    status, code = 400, "invalid_request"


class StorageUnavailable(ApiError):
    """What was said before cannot be read just now."""

    status, code = 503, "storage_unavailable"


class NobodyListens(ApiError):
    """No worker for live speech is live."""

    status, code = 503, "engine_unavailable"

    def __init__(self, message: str) -> None:
        super().__init__(message, retry_after=5)
