"""Batches over HTTP: many recordings at once, followed, paused, resumed, cancelled, run again, deleted."""

import asyncio
import logging
from typing import Annotated

from fastapi import APIRouter, Query, Response
from temporalio.service import RPCError

from activities.batches import ENDED, Batch
from api import audited, batch_answers, batch_runs, bulk, listing
from api.batch_answers import Accepted, BatchInFull, BatchPage, ItemPage, ItemStatus, Retried, Status
from api.bounded import BoundedRoute
from api.caller import Caller, Reader, Writer
from api.errors import BatchNotFound, Conflict, TemporalUnavailable, described
from api.state import Here, State

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds for Temporal
FORGET_PATIENCE = 60.0
SHOWN_FAILURES = 20

router = APIRouter(prefix="/v1/batches", tags=["batches"], route_class=BoundedRoute)

Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")]
After = Annotated[str | None, Query(pattern="^[0-9]{1,9}$", description="`next_cursor` of a page.")]


@router.post(
    "",
    status_code=201,
    responses={
        201: {"headers": {"Location": {"description": "The batch.", "schema": {"type": "string"}}}},
        **described(400, 413, 422, 503),
    },
)
async def create_batch(asked: bulk.NewBatch, response: Response, state: Here, caller: Writer) -> Accepted:
    """Submit many recordings; at most `most_running` of their jobs run at once."""
    batch = await bulk.accept(asked, state, caller)
    response.headers["Location"] = f"{router.prefix}/{batch.id}"
    await audited.record(state, caller, "batch.create", batch.id)
    await start(state, batch)
    return Accepted(id=batch.id, name=batch.name, status="running", created_at=batch.created_at)


@router.get("", responses=described(400, 422))
async def list_batches(
    state: Here, caller: Reader, limit: Limit = 20, cursor: Cursor = None, status: Status | None = None
) -> BatchPage:
    """Newest first."""
    before = listing.read_cursor(cursor) if cursor else None
    found = await asyncio.to_thread(
        state.batches.page, caller.tenant, limit=limit + 1, before=before, status=status
    )
    page, following = listing.cut(found, limit)
    summaries = await asyncio.to_thread(state.batches.summaries, [batch.id for batch in page])
    shown = [batch_answers.shown(batch, summaries[batch.id], caller) for batch in page]
    return BatchPage(batches=shown, next_cursor=following)


@router.get("/{batch_id}", responses=described(404))
async def get_batch(batch_id: str, state: Here, caller: Reader) -> BatchInFull:
    """How far a batch is, what it has cost, and what failed."""
    batch = await found(state, caller, batch_id)
    summaries = await asyncio.to_thread(state.batches.summaries, [batch.id])
    failed = await asyncio.to_thread(state.batches.items, batch.id, limit=SHOWN_FAILURES, status="failed")
    return batch_answers.in_full(batch, summaries[batch.id], failed, caller)


@router.get("/{batch_id}/items", responses=described(404, 422))
async def list_items(
    batch_id: str,
    state: Here,
    caller: Reader,
    limit: Limit = 100,
    cursor: After = None,
    status: ItemStatus | None = None,
) -> ItemPage:
    """Its recordings in their order, each with its job."""
    batch = await found(state, caller, batch_id)
    items = await asyncio.to_thread(
        state.batches.items, batch.id, limit=limit + 1, after=int(cursor or 0), status=status
    )
    shown = [batch_answers.shown_item(item) for item in items[:limit]]
    return ItemPage(items=shown, next_cursor=str(shown[-1].number) if len(items) > limit else None)


@router.post("/{batch_id}/pause", responses=described(404, 409, 503))
async def pause_batch(batch_id: str, state: Here, caller: Writer) -> Accepted:
    """Start no further jobs; those that run go on."""
    return await move(state, caller, batch_id, "pause", "paused", of=("running", "paused"))


@router.post("/{batch_id}/resume", responses=described(404, 409, 503))
async def resume_batch(batch_id: str, state: Here, caller: Writer) -> Accepted:
    """Go on with a paused batch."""
    return await move(state, caller, batch_id, "resume", "running", of=("running", "paused"))


@router.post("/{batch_id}/cancel", status_code=202, responses=described(404, 409, 503))
async def cancel_batch(batch_id: str, state: Here, caller: Writer) -> Accepted:
    """Start no further jobs and cancel those that run. It is `cancelling` until they have stopped."""
    return await move(state, caller, batch_id, "cancel", "cancelling", of=("running", "paused", "cancelling"))


@router.post("/{batch_id}/retry-failed", responses=described(404, 409, 503))
async def retry_failed(batch_id: str, state: Here, caller: Writer) -> Retried:
    """Submit what failed once more; each gets a new job."""
    batch = await found(state, caller, batch_id)
    if batch.status in ("cancelling", "cancelled"):
        raise Conflict(f"{batch.id} is {batch.status}; only what was not cancelled can be tried again")
    retried = await asyncio.to_thread(state.batches.retry_failed, batch.id)
    async with state.reach(PATIENCE) as temporal:
        await batch_runs.look(temporal, batch)
    await audited.record(state, caller, "batch.retry", batch.id, retried=retried)
    batch = await found(state, caller, batch_id)
    return Retried.model_validate({"id": batch.id, "status": batch.status, "retried": retried})


@router.delete("/{batch_id}", status_code=204, responses=described(404, 409, 503))
async def delete_batch(
    batch_id: str,
    state: Here,
    caller: Writer,
    jobs: Annotated[bool, Query(description="Delete its jobs too, with all they made.")] = False,
) -> None:
    """Forget a batch that has ended."""
    batch = await found(state, caller, batch_id)
    if batch.status not in ENDED:
        raise Conflict(f"{batch.id} is {batch.status}; cancel it first")
    async with state.reach(FORGET_PATIENCE) as temporal:
        await batch_runs.forget(temporal, batch, audited.receipt(caller), jobs=jobs)
    await audited.record(state, caller, "batch.delete", batch.id, jobs=jobs)


async def start(state: State, batch: Batch) -> None:
    """Best effort: a batch is accepted whether or not Temporal is there; the reconciler starts it later."""
    try:
        async with state.reach(PATIENCE) as temporal:
            await batch_runs.look(temporal, batch)
    except (TemporalUnavailable, RPCError) as error:
        log.warning("%s is accepted but not started yet: %s", batch.id, error)


async def found(state: State, caller: Caller, batch_id: str) -> Batch:
    """Raises BatchNotFound, also for another tenant's."""
    batch = await asyncio.to_thread(state.batches.get, batch_id, caller.tenant)
    if batch is None:
        raise BatchNotFound(batch_id)
    return batch


async def move(
    state: State, caller: Caller, batch_id: str, action: str, to: Status, *, of: tuple[str, ...]
) -> Accepted:
    """Change the batch's status and say so to its workflow. Doing it twice changes nothing."""
    batch = await found(state, caller, batch_id)
    async with state.reach(PATIENCE) as temporal:
        if not await asyncio.to_thread(state.batches.change, batch.id, to, of=of):
            batch = await found(state, caller, batch_id)
            raise Conflict(
                f"{batch.id} is {batch.status}; only a batch that is {' or '.join(of)} can {action}"
            )
        await batch_runs.look(temporal, batch)
    await audited.record(state, caller, f"batch.{action}", batch.id)
    return Accepted(id=batch.id, name=batch.name, status=to, created_at=batch.created_at)
