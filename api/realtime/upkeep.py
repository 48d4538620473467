"""Now and then: sessions whose workflow is lost are ended, and those that are old enough are forgotten."""

import asyncio
import logging

from temporalio.client import WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities import storage
from activities.database import later, now
from activities.expiry import expiry
from activities.sessions import LiveSession
from api import rounds
from api.realtime import seats
from api.state import State

log = logging.getLogger(__name__)

EVERY = 60.0  # seconds
YOUNG = 60.0  # seconds in which a session's workflow may not have started yet
PATIENCE = 10.0  # seconds for Temporal


async def run(state: State) -> None:
    await rounds.forever("look after live sessions", lambda: round_(state), EVERY)


async def round_(state: State) -> None:
    for row in await asyncio.to_thread(state.sessions.active, later(-YOUNG)):
        if await is_lost(state, row):
            log.warning("%s is marked as interrupted: its workflow is gone", row.id)
            await asyncio.to_thread(interrupt, state, row)
    for row in await asyncio.to_thread(state.sessions.expired, now()):
        await asyncio.to_thread(storage.delete_folder, row.folder)
        await asyncio.to_thread(state.sessions.delete, row.id)


def interrupt(state: State, row: LiveSession) -> None:
    """What it leaves is kept as long as it would have been."""
    ended = now()
    expires_at = expiry(row.retention, ended) if row.retention else None
    if not row.retention:
        storage.delete_folder(row.folder)
    state.sessions.end(row.id, status="interrupted", ended_at=ended, expires_at=expires_at)


async def is_lost(state: State, row: LiveSession) -> bool:
    async with state.reach(PATIENCE) as temporal:
        try:
            return (await seats.handle(temporal, row.id).describe()).status != WorkflowExecutionStatus.RUNNING
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            return True
