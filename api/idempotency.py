"""The same request sent twice makes one job: `Idempotency-Key`, as in the IETF's draft of that header."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request

from activities.index import Job
from api.errors import Conflict, InvalidRequest
from api.submission import Submission
from api.uploads import Upload

ACCEPTABLE = re.compile(r"[\x21-\x7e]{1,255}")
HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "The same key with the same submission returns the job that the first one made.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "example": "5f0c1f4e-6f1d-4a53-9d6f-0c8f7f1f2f6b",
}


def read_key(request: Request) -> str | None:
    """Raises InvalidRequest."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not ACCEPTABLE.fullmatch(key):
        raise InvalidRequest(
            "Idempotency-Key is 1 to 255 printable ASCII letters without spaces, e.g. a UUID"
        )
    return key


def digest(asked: Submission, upload: Upload, notes: Mapping[str, Any] | None = None) -> str:
    """What tells one submission from another: every field, and every byte of the file."""
    noted = json.dumps(notes, sort_keys=True) if notes else ""
    told = f"{asked.model_dump_json()} {upload.name} {upload.sha256}{noted}"
    return hashlib.sha256(told.encode()).hexdigest()


def derived(dialect: str, asked_sha256: str) -> str:
    """For clients that send a request again without a key of their own. No client's key has a space."""
    return f"{dialect} {asked_sha256}"


def is_derived(key: str) -> bool:
    return " " in key


def same(first: Job, asked_sha256: str | None) -> Job:
    """The job that the first request with this key made. Raises Conflict."""
    if first.asked_sha256 != asked_sha256:
        raise Conflict(
            f"this Idempotency-Key belongs to {first.id}, which was submitted with another file or "
            "other fields; send a new key for a new job",
            job_id=first.id,
        )
    return first
