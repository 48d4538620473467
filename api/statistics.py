"""For dashboards: what was done hour by hour, what goes on now, and how much of the limits is used."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.caller import LOCAL, Anyone, Caller, Reader
from api.errors import TemporalUnavailable
from api.keys import find
from api.state import Here, State

WEEK = 7 * 24  # hours

router = APIRouter(prefix="/v1/system", tags=["operation"])


class Hour(BaseModel):
    start: str = Field(examples=["2026-01-31T23:00:00.000Z"])
    submitted: int
    completed: int
    failed: int
    cancelled: int
    audio_seconds: float = Field(description="Of the jobs that completed in this hour.")
    real_time_factor: float | None = Field(
        description="Median of the completed: seconds from a job's start to its end ÷ seconds of audio."
    )
    queue_seconds: float | None = Field(description="Median of the completed: from submission to start.")


class Seats(BaseModel):
    active: int = Field(description="The tenant's live sessions.")
    capacity: int | None = Field(description="Seats of all live workers; null: not known now.")
    available: int | None = Field(description="Those of them that are free.")


class StatisticsAnswer(BaseModel):
    hours: list[Hour] = Field(description="Oldest first; the last one is still going on.")
    pending: int = Field(description="Jobs that have not started.")
    running: int
    live: Seats


class Share(BaseModel):
    """How much of a limit is used."""

    limit: int | None = Field(description="null: any number.")
    used: int


class RetentionLimits(BaseModel):
    default_days: int = Field(description="0: until read; -1: for ever.")
    most_days: int = Field(description="-1: any number, and for ever.")


class LimitsAnswer(BaseModel):
    requests_per_minute: Share = Field(description="Of the tenant; it fills up again evenly.")
    key_requests_per_minute: Share = Field(description="Of the caller's own key, where it has a limit.")
    running_jobs: Share
    live_sessions: Share
    live_seconds: float = Field(description="Longest live session.")
    upload_bytes: int = Field(description="Largest recording.")
    retention: RetentionLimits


@router.get("/statistics")
async def get_statistics(
    state: Here,
    caller: Reader,
    hours: Annotated[int, Query(ge=1, le=WEEK, description="The latest so many, this one included.")] = 24,
) -> StatisticsAnswer:
    """The tenant's jobs hour by hour in UTC, and what goes on now; ten seconds old at most."""
    counted, seats = await asyncio.gather(
        asyncio.to_thread(state.counter.statistics, caller.tenant, hours), live(state, caller.tenant)
    )
    rows = [Hour.model_validate(row, from_attributes=True) for row in counted.hours]
    return StatisticsAnswer(hours=rows, live=seats, **counted.unfinished)


@router.get("/limits")
async def get_limits(state: Here, caller: Anyone) -> LimitsAnswer:
    """What the caller's tenant and key may use, and have used. Without keys most limits do not apply."""
    settings = state.settings
    jobs, sessions = await asyncio.gather(
        asyncio.to_thread(state.index.running, caller.tenant),
        asyncio.to_thread(state.sessions.count_active, caller.tenant),
    )
    tenant = settings.requests_per_minute if caller.limited else 0
    key_id, of_key = await own_limit(state, caller)
    return LimitsAnswer(
        requests_per_minute=rate(state, f"tenant:{caller.tenant}", tenant),
        key_requests_per_minute=rate(state, f"key:{key_id}", of_key),
        running_jobs=share(settings.max_running_jobs if caller.limited else 0, jobs),
        live_sessions=share(settings.live_sessions if caller.limited else 0, sessions),
        live_seconds=settings.live_hours * 3600,
        upload_bytes=settings.max_upload_bytes,
        retention=RetentionLimits(
            default_days=settings.retention_days, most_days=settings.max_retention_days
        ),
    )


async def live(state: State, tenant: str) -> Seats:
    active = await asyncio.to_thread(state.sessions.count_active, tenant)
    try:
        able = [worker for worker in (await state.live.census()).listeners if not worker.draining]
    except TemporalUnavailable:
        return Seats(active=active, capacity=None, available=None)
    free = sum(worker.free_slots for worker in able)
    return Seats(active=active, capacity=sum(worker.slots for worker in able), available=free)


async def own_limit(state: State, caller: Caller) -> tuple[str, int]:
    """The key that the caller's requests are counted for, and its limit; 0: none of its own."""
    if caller.key_id == LOCAL:
        return LOCAL, 0
    key = await find(state, caller.key_id, caller.tenant)
    return key.made_by or key.id, key.rate_limit or 0


def rate(state: State, name: str, limit: int) -> Share:
    return share(limit, limit - state.limits.left(name, limit))


def share(limit: int, used: int) -> Share:
    return Share(limit=limit or None, used=used)
