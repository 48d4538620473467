"""Which jobs a list asks for: filters and the place where a page goes on."""

import base64
import binascii
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, Query
from pydantic import AfterValidator

from activities.database import as_text
from activities.listing import Filters, Listing
from api import answers
from api.answers import JobPage
from api.errors import InvalidField, InvalidRequest
from api.language import normal as language_tag

Status = Literal["pending", "running", "completed", "failed", "cancelled"]
Order = Literal["newest", "oldest"]

Row = TypeVar("Row", bound=Any)  # with an id and a moment
PLACE = re.compile(r"[0-9TZ:.-]{10,40}"), re.compile(r"[\w-]{1,40}", re.ASCII)  # created_at and id
FOUND_BY = (
    "Part of the name, or words of the text: all of them, the last may be cut short, “a phrase” in quotes."
)


@dataclass(frozen=True)
class Wanted:
    filters: Filters
    limit: int
    before: tuple[str, str] | None


def wanted(
    limit: Annotated[int, Query(ge=1, le=100, description="Jobs on a page.")] = 20,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")] = None,
    status: Annotated[list[Status] | None, Query(description="Repeat it for any of several.")] = None,
    q: Annotated[str | None, Query(max_length=255, description=FOUND_BY, examples=["board meet"])] = None,
    since: Annotated[datetime | None, Query(description="Created at this moment or later.")] = None,
    until: Annotated[datetime | None, Query(description="Created before this moment.")] = None,
    batch_id: Annotated[str | None, Query(max_length=40, description="Jobs of this batch.")] = None,
    language: Annotated[
        Annotated[str, AfterValidator(language_tag)] | None,
        Query(max_length=35, description="Jobs in this language.", examples=["en"]),
    ] = None,
    order: Annotated[Order, Query(description="By creation; the same on every page.")] = "newest",
) -> Wanted:
    filters = Filters(
        status=status or (),
        q=q,
        since=in_utc(since),
        until=in_utc(until),
        batch_id=batch_id,
        language=language,
        oldest_first=order == "oldest",
    )
    return Wanted(filters, limit, read_cursor(cursor) if cursor else None)


Asked = Annotated[Wanted, Depends(wanted)]


def page(listing: Listing, tenant: str, asked: Wanted) -> JobPage:
    filters = replace(asked.filters, tenant=tenant)
    found = listing.page(filters, limit=asked.limit + 1, before=asked.before)
    shown, following = cut(found.jobs, asked.limit)
    return JobPage(
        jobs=[answers.listed(job, found.snippets.get(job.id)) for job in shown],
        next_cursor=following,
        total=found.total,
    )


def after(moment: str, id: str) -> str:
    """The cursor of whatever comes after a row of that moment and id."""
    place = json.dumps([moment, id]).encode()
    return base64.urlsafe_b64encode(place).decode().rstrip("=")


def cut(found: Sequence[Row], limit: int, moment: str = "created_at") -> tuple[Sequence[Row], str | None]:
    """One row more than a page holds tells that there is another page: what is shown, and its cursor."""
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return shown, after(getattr(last, moment), last.id) if last else None


def read_cursor(cursor: str) -> tuple[str, str]:
    """Raises InvalidRequest."""
    try:
        place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        place = None
    match place:
        case [str(created_at), str(id)] if PLACE[0].fullmatch(created_at) and PLACE[1].fullmatch(id):
            return created_at, id
    raise InvalidRequest("the cursor is not one that this server gave; leave it out for the first page")


def in_utc(moment: datetime | None) -> str | None:
    """As the index writes timestamps; one without a zone means UTC. Raises InvalidField."""
    if moment is None:
        return None
    try:
        return as_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except OverflowError:
        raise InvalidField(f"{moment.isoformat()} is outside of the years 1 to 9999 in UTC") from None
