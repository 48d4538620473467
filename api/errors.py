"""One shape for every error: `{"error": {"code", "message", "details"}}`, whoever raised it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import Scope

from activities.audio import Unreadable, UnsupportedFormat
from activities.public_address import ForbiddenAddress
from activities.storage import Unavailable
from workflows.encryption import Sealed
from workflows.selection import EngineUnavailable, NotInCatalogue

RETRY_AFTER = {"Retry-After": "5"}  # seconds: a worker or Temporal that restarts is back by then


class Problem(BaseModel):
    """What every dialect says in its own way."""

    code: str = Field(examples=["job_not_found"])
    message: str = Field(description="What was asked for and what would be accepted.")
    details: dict[str, Any] = Field(default_factory=dict)


class ErrorEnvelope(BaseModel):
    """The body of every error."""

    error: Problem


class ApiError(Exception):
    """An answer that is not what the caller wanted."""

    status = 500
    code = "internal"
    headers: Mapping[str, str] = MappingProxyType({})

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class InvalidRequest(ApiError):
    """The request cannot be understood."""

    status, code = 400, "invalid_request"


class InvalidField(ApiError):
    """The request was understood; a field's value is not accepted."""

    status, code = 422, "invalid_request"


class Unauthorized(ApiError):
    status, code = 401, "unauthorized"
    headers: Mapping[str, str] = MappingProxyType({"WWW-Authenticate": "Bearer"})


class Forbidden(ApiError):
    status, code = 403, "forbidden"


class FileTooLarge(ApiError):
    status, code = 413, "file_too_large"


class BatchNotFound(ApiError):
    status, code = 404, "batch_not_found"

    def __init__(self, batch_id: str) -> None:
        super().__init__(f"there is no batch {batch_id[:64]!r}; GET /v1/batches lists yours")


class JobNotFound(ApiError):
    status, code = 404, "job_not_found"

    def __init__(self, job_id: str) -> None:
        super().__init__(f"there is no job {job_id!r}; GET /v1/audio/transcriptions lists yours")


class WebhookNotFound(ApiError):
    status, code = 404, "webhook_not_found"

    def __init__(self, webhook_id: str) -> None:
        super().__init__(f"there is no webhook {webhook_id[:64]!r}; GET /v1/webhooks lists yours")


class DeliveryNotFound(ApiError):
    status, code = 404, "delivery_not_found"

    def __init__(self, delivery_id: str) -> None:
        super().__init__(
            f"there is no delivery {delivery_id[:64]!r} of this webhook; "
            "GET /v1/webhooks/{webhook_id}/deliveries lists them"
        )


class Conflict(ApiError):
    status, code = 409, "conflict"


class Gone(ApiError):
    status, code = 410, "gone"


class RateLimited(ApiError):
    status, code = 429, "rate_limited"
    headers = RETRY_AFTER


class KeyNotFound(ApiError):
    status, code = 404, "key_not_found"

    def __init__(self, key_id: str) -> None:
        super().__init__(f"there is no key {key_id[:64]!r}; GET /v1/keys lists yours")


class TemporalUnavailable(ApiError):
    status, code = 503, "temporal_unavailable"
    headers = RETRY_AFTER


class DatabaseUnavailable(ApiError):
    status, code = 503, "database_unavailable"
    headers = RETRY_AFTER


class NotReady(ApiError):
    status, code = 503, "not_ready"
    headers = RETRY_AFTER


Write = Callable[[int, Problem], dict[str, Any]]  # a dialect's body of an error with this status
Writer = Callable[[Scope], Write | None]  # None: the request does not speak this dialect


def install(app: FastAPI, writers: Sequence[Writer] = ()) -> None:
    """Make every error of the app an envelope. What nobody expected is the middleware's part."""
    app.state.writers = writers
    app.add_exception_handler(ApiError, answer)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(NotInCatalogue, _answer(400, "invalid_request"))
    app.add_exception_handler(EngineUnavailable, _answer(503, "engine_unavailable", RETRY_AFTER))
    app.add_exception_handler(Sealed, _answer(503, "temporal_key_missing"))
    app.add_exception_handler(Unavailable, _answer(503, "storage_unavailable", RETRY_AFTER))
    app.add_exception_handler(ForbiddenAddress, _answer(422, "invalid_request"))
    app.add_exception_handler(Unreadable, _answer(400, "audio_unreadable"))
    app.add_exception_handler(UnsupportedFormat, _answer(400, "unsupported_format"))


def envelope(
    scope: Scope,
    status: int,
    code: str,
    message: str,
    details: dict[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    problem = Problem(code=code, message=message, details=details or {})
    write = writer_of(scope) or _ours
    return JSONResponse(write(status, problem), status, headers)


def _ours(_status: int, problem: Problem) -> dict[str, Any]:
    return ErrorEnvelope(error=problem).model_dump(mode="json")


def speak(scope: Scope, write: Write) -> None:
    """From now on this request's errors are written so."""
    scope.setdefault("state", {})["writes_errors"] = write


def writer_of(scope: Scope) -> Write | None:
    """Of the dialect that a request or a WebSocket speaks, if it is not ours."""
    if told := scope.get("state", {}).get("writes_errors"):
        return cast(Write, told)
    writers: Sequence[Writer] = getattr(scope["app"].state, "writers", ())
    return next((write for writer in writers if (write := writer(scope))), None)


def problems(errors: Sequence[Any]) -> list[dict[str, str]]:
    """What pydantic found wrong, without repeating what was sent."""
    return [
        {"field": ".".join(str(part) for part in found["loc"]), "message": found["msg"]} for found in errors
    ]


def sentence(found: Sequence[dict[str, str]]) -> str:
    return "; ".join(f"{problem['field']}: {problem['message']}" for problem in found)


def refusal(error: ValidationError, kind: type[ApiError] = InvalidField) -> ApiError:
    """What pydantic found wrong, as an answer."""
    found = problems(error.errors(include_input=False, include_url=False))
    return kind(sentence(found), problems=found)


def described(*codes: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`: these statuses carry an envelope."""
    return {code: {"model": ErrorEnvelope} for code in codes}


def _answer(status: int, code: str, headers: dict[str, str] | None = None) -> Any:
    def answer(request: Request, error: Exception) -> JSONResponse:
        return envelope(request.scope, status, code, str(error), headers=headers)

    return answer


def answer(request: HTTPConnection, error: Any) -> JSONResponse:
    """What an ApiError says, as a response."""
    return envelope(request.scope, error.status, error.code, error.message, error.details, error.headers)


def _validation(request: Request, error: Any) -> JSONResponse:
    found = problems(error.errors())
    return envelope(request.scope, 422, "invalid_request", sentence(found), {"problems": found})


def _http(request: Request, error: Any) -> JSONResponse:
    asked = f"{request.method} {request.url.path}"
    if error.status_code == 404:
        message = f"there is no route {asked}; /openapi.json lists them all"
        return envelope(request.scope, 404, "route_not_found", message)
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        message = f"{asked} is not possible; this path accepts {allowed}"
        return envelope(request.scope, 405, "method_not_allowed", message, headers=dict(error.headers or {}))
    if isinstance(error.__cause__, UnicodeDecodeError):  # FastAPI has another status for it than for bad JSON
        return envelope(request.scope, 422, "invalid_request", "the body is not JSON: it is not UTF-8 text")
    code = "invalid_request" if error.status_code < 500 else "internal"
    return envelope(request.scope, error.status_code, code, str(error.detail), headers=error.headers)
