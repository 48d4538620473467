"""One shape for every error: `{"error": {"code", "message", "details"}}`, whoever raised it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from activities.audio import Unreadable, UnsupportedFormat
from workflows.selection import EngineUnavailable, NotInCatalogue

RETRY_AFTER = {"Retry-After": "5"}  # seconds: a worker or Temporal that restarts is back by then


class Problem(BaseModel):
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
    headers: ClassVar[dict[str, str]] = {}

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


class FileTooLarge(ApiError):
    status, code = 413, "file_too_large"


class JobNotFound(ApiError):
    status, code = 404, "job_not_found"

    def __init__(self, job_id: str) -> None:
        super().__init__(f"there is no job {job_id!r}; GET /v1/audio/transcriptions lists yours")


class Conflict(ApiError):
    status, code = 409, "conflict"


class Gone(ApiError):
    status, code = 410, "gone"


class TemporalUnavailable(ApiError):
    status, code = 503, "temporal_unavailable"
    headers = RETRY_AFTER


class NotReady(ApiError):
    status, code = 503, "not_ready"
    headers = RETRY_AFTER


def install(app: FastAPI) -> None:
    """Make every error of the app an envelope. What nobody expected is the middleware's part."""
    app.add_exception_handler(ApiError, _ours)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(NotInCatalogue, _answer(400, "invalid_request"))
    app.add_exception_handler(EngineUnavailable, _answer(503, "engine_unavailable", RETRY_AFTER))
    app.add_exception_handler(Unreadable, _answer(400, "audio_unreadable"))
    app.add_exception_handler(UnsupportedFormat, _answer(400, "unsupported_format"))


def envelope(
    status: int,
    code: str,
    message: str,
    details: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    body = ErrorEnvelope(error=Problem(code=code, message=message, details=details or {}))
    return JSONResponse(body.model_dump(mode="json"), status, headers)


def problems(errors: Sequence[Any]) -> list[dict[str, str]]:
    """What pydantic found wrong, without repeating what was sent."""
    return [
        {"field": ".".join(str(part) for part in found["loc"]), "message": found["msg"]} for found in errors
    ]


def described(*codes: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`: these statuses carry an envelope."""
    return {code: {"model": ErrorEnvelope} for code in codes}


def _answer(status: int, code: str, headers: dict[str, str] | None = None) -> Any:
    def answer(_request: Request, error: Exception) -> JSONResponse:
        return envelope(status, code, str(error), headers=headers)

    return answer


def _ours(_request: Request, error: Any) -> JSONResponse:
    return envelope(error.status, error.code, error.message, error.details, error.headers)


def _validation(_request: Request, error: Any) -> JSONResponse:
    found = problems(error.errors())
    message = "; ".join(f"{problem['field']}: {problem['message']}" for problem in found)
    return envelope(422, "invalid_request", message, {"problems": found})


def _http(request: Request, error: Any) -> JSONResponse:
    asked = f"{request.method} {request.url.path}"
    if error.status_code == 404:
        return envelope(404, "route_not_found", f"there is no route {asked}; /openapi.json lists them all")
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        message = f"{asked} is not possible; this path accepts {allowed}"
        return envelope(405, "method_not_allowed", message, headers=dict(error.headers or {}))
    code = "invalid_request" if error.status_code < 500 else "internal"
    return envelope(error.status_code, code, str(error.detail), headers=error.headers)
