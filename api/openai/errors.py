"""An error as OpenAI writes it: `{"error": {"message", "type", "param", "code"}}`."""

from typing import Any

from starlette.types import Scope
from ulid import ULID

from api.errors import Problem, Write
from api.openai.names import is_openai

TYPES = {
    401: "authentication_error",
    403: "permission_error",
    429: "rate_limit_error",
}
CODES = {"unauthorized": "invalid_api_key", "rate_limited": "rate_limit_exceeded"}
PARAMS = {"keyterms": "keywords"}  # by our names


def write(status: int, problem: Problem) -> dict[str, Any]:
    return {
        "error": {
            "message": problem.message,
            "type": TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error"),
            "param": param(problem),
            "code": CODES.get(problem.code, problem.code),
        }
    }


def tell(status: int, problem: Problem) -> dict[str, Any]:
    """As an event of a live session."""
    told = write(status, problem)["error"]
    return {"type": "error", "event_id": f"event_{ULID()}", "error": {**told, "event_id": None}}


def param(problem: Problem) -> str | None:
    """The first field with something wrong."""
    for found in problem.details.get("problems", []):
        name = str(found["field"]).partition(".")[0]
        return PARAMS.get(name, name) or None
    named: str | None = problem.details.get("param")
    return named


def writer(scope: Scope) -> Write | None:
    if not is_openai(scope):
        return None
    return tell if scope["type"] == "websocket" else write
