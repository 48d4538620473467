"""Errors as ElevenLabs writes them: `{"detail": {"status", "message"}}`, or a list of wrong fields."""

from typing import Any

from pydantic import BaseModel
from starlette.types import Scope

from activities.index import ENDED, Job
from api.elevenlabs.realtime import errors as realtime
from api.errors import ApiError, Problem, Write

PATHS = ("/v1/speech-to-text", "/v1/single-use-token")


class Detail(BaseModel):
    status: str
    message: str


class ElevenLabsErrorEnvelope(BaseModel):
    detail: Detail


class WrongField(BaseModel):
    loc: list[str | int]
    msg: str
    type: str


class ElevenLabsFieldErrorEnvelope(BaseModel):
    detail: list[WrongField]


class TranscriptNotFound(ApiError):
    status, code = 404, "transcript_not_found"

    def __init__(self, job: Job) -> None:
        super().__init__(
            f"{job.id} is {job.status}; it has no transcript" + " yet" * (job.status not in ENDED)
        )


def writer(scope: Scope) -> Write | None:
    spoken = any(scope["path"] == path or scope["path"].startswith(f"{path}/") for path in PATHS)
    if not spoken:
        return None
    return realtime.write if scope["type"] == "websocket" else write


def write(status: int, problem: Problem) -> dict[str, Any]:
    if status != 422:
        return ElevenLabsErrorEnvelope(
            detail=Detail(status=problem.code, message=problem.message)
        ).model_dump()
    problems = problem.details.get("problems") or [{"field": "", "message": problem.message}]
    found = [
        WrongField(
            loc=["body", *filter(None, one["field"].split("."))], msg=one["message"], type="value_error"
        )
        for one in problems
    ]
    return ElevenLabsFieldErrorEnvelope(detail=found).model_dump()


def described(*codes: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`."""
    return {
        code: {"model": ElevenLabsFieldErrorEnvelope if code == 422 else ElevenLabsErrorEnvelope}
        for code in codes
    }
