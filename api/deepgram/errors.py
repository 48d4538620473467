"""Errors as Deepgram writes them."""

from typing import Any

from pydantic import BaseModel
from starlette.types import Scope

from activities.logs import request_id
from api.errors import Problem, Write

PATH = "/v1/listen"
CODES = {400: "Bad Request", 401: "INVALID_AUTH", 403: "INSUFFICIENT_PERMISSIONS", 429: "TOO_MANY_REQUESTS"}


class DeepgramErrorEnvelope(BaseModel):
    err_code: str
    err_msg: str
    request_id: str


def writer(scope: Scope) -> Write | None:
    return write if scope["path"] == PATH else None


def write(status: int, problem: Problem) -> dict[str, Any]:
    code = CODES.get(status, problem.code.upper())
    return DeepgramErrorEnvelope(
        err_code=code, err_msg=problem.message, request_id=request_id.get()
    ).model_dump()


def described(*codes: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`."""
    return {code: {"model": DeepgramErrorEnvelope} for code in codes}
