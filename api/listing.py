"""Which jobs a list asks for: filters and the place where a page goes on."""

import base64
import binascii
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from activities.database import as_text
from activities.index import Job
from api.errors import InvalidRequest

Status = Literal["pending", "running", "completed", "failed", "cancelled"]


def filters(
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")] = None,
    status: Status | None = None,
    q: Annotated[str | None, Query(max_length=255, description="Part of the name.")] = None,
    since: Annotated[datetime | None, Query(description="Created at this moment or later.")] = None,
    until: Annotated[datetime | None, Query(description="Created before this moment.")] = None,
) -> dict[str, Any]:
    return {
        "limit": limit,
        "before": read_cursor(cursor) if cursor else None,
        "status": status,
        "q": q,
        "since": _in_utc(since),
        "until": _in_utc(until),
    }


Filters = Annotated[dict[str, Any], Depends(filters)]


def cursor_after(job: Job) -> str:
    place = json.dumps([job.created_at, job.id]).encode()
    return base64.urlsafe_b64encode(place).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, str]:
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        place = None
    match place:
        case [str(created_at), str(id)]:
            return created_at, id
    raise InvalidRequest("the cursor is not one that this server gave; leave it out for the first page")


def _in_utc(moment: datetime | None) -> str | None:
    """As the index writes timestamps; one without a zone means UTC."""
    if moment is None:
        return None
    return as_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
