"""How a client writes a submission, and what that means in native fields. Nothing behind it knows which."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api import submission, uploads
from api.form import Fields, Shape
from api.uploads import Head, Reads


def _no_notes(_fields: Fields) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Dialect:
    """`translate` sees the fields that have arrived so far, and may raise InvalidField."""

    name: str
    shape: Shape
    translate: Callable[[Fields], Fields]
    attaches: bool = False  # the same submission again follows the job that the first one made
    reads: Reads = uploads.form
    head: Head = uploads.nothing
    notes: Callable[[Fields], dict[str, Any]] = _no_notes  # kept with the job, for its answers
    told_by: Callable[[Fields], "Dialect"] | None = None  # where dialects meet: which of them it is

    def spoken(self, fields: Fields) -> "Dialect":
        return self.told_by(fields) if self.told_by else self


def _as_they_are(fields: Fields) -> Fields:
    return fields


OURS = Dialect("native", Shape(tuple(submission.ACCEPTED)), _as_they_are)


def form() -> dict[str, Any]:
    """The native form, for OpenAPI."""
    schema = submission.Submission.model_json_schema()
    file = {"type": "string", "format": "binary", "description": "Any audio or video file."}
    schema["properties"] = {"file": file, **schema["properties"]}
    schema["oneOf"] = [{"required": ["file"]}, {"required": ["audio_url"]}]
    schema["description"] = "Sending `file` last lets the server refuse a bad request before the upload."
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
