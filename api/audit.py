"""The audit log over HTTP."""

import asyncio
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.caller import Admin
from api.errors import described
from api.listing import cut, in_utc, read_cursor
from api.state import Here

router = APIRouter(prefix="/v1/audit", tags=["audit"])

Exactly = Annotated[str | None, Query(max_length=64, pattern=r"^[\w.:-]+$")]


class ShownEntry(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str = Field(examples=["aud_01JA8Z0000000000000000000A"])
    at: str
    actor: str = Field(description="A key's id; `local` without keys; `system`; `unknown` for a refused key.")
    action: str = Field(examples=["transcription.purged"])
    resource: str = Field(description="Its id.")
    address: str | None = Field(description="Of the client.")
    request_id: str | None
    details: dict[str, Any]


class AuditPage(BaseModel):
    entries: list[ShownEntry]
    next_cursor: str | None


@router.get("", responses=described(400))
async def list_audit(
    state: Here,
    caller: Admin,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")] = None,
    actor: Exactly = None,
    action: Exactly = None,
    resource: Exactly = None,
    since: Annotated[datetime | None, Query(description="At this moment or later.")] = None,
    until: Annotated[datetime | None, Query(description="Before this moment.")] = None,
) -> AuditPage:
    """Who did what in the caller's tenant, newest first."""
    found = await asyncio.to_thread(
        lambda: state.audit.page(
            caller.tenant,
            limit=limit + 1,
            before=read_cursor(cursor) if cursor else None,
            actor=actor,
            action=action,
            resource=resource,
            since=in_utc(since),
            until=in_utc(until),
        )
    )
    page, following = cut(found, limit, moment="at")
    return AuditPage(entries=[ShownEntry.model_validate(entry) for entry in page], next_cursor=following)
