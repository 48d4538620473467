"""Seats for sessions, as Temporal gives them: a workflow a session, asked with updates."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowFailureError,
    WorkflowHandle,
    WorkflowUpdateFailedError,
)
from temporalio.common import (
    Priority,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.service import RPCError, RPCStatusCode

from activities.live import Seat
from api.errors import TemporalUnavailable
from api.realtime.refusals import NoCapacity
from api.state import State
from workflows.attributes import searched_by
from workflows.selection import LIGHT_QUEUE
from workflows.session import SessionEnd, SessionRequest, SessionWorkflow

TEMPORALS = 5.0  # seconds that Temporal may take beside the wait for a first seat
ANOTHER = 40.0  # for the next one
GIVING_UP = 3.0  # for saying that none is wanted

Handle = WorkflowHandle[SessionWorkflow, SessionEnd]


def handle(temporal: Client, session_id: str) -> Handle:
    return temporal.get_workflow_handle_for(SessionWorkflow.run, session_id)


async def first(state: State, request: SessionRequest) -> Seat:
    """Raises NoCapacity or TemporalUnavailable."""
    async with asking(state, request.patience + TEMPORALS) as temporal:
        start = WithStartWorkflowOperation(
            SessionWorkflow.run,
            request,
            id=request.session_id,
            task_queue=LIGHT_QUEUE,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            static_summary=f"live speech, {request.engine}",
            search_attributes=searched_by("active", "live", request.tenant, request.language),
            priority=Priority(fairness_key=request.tenant),
        )
        return await temporal.execute_update_with_start_workflow(
            SessionWorkflow.seat, 0, start_workflow_operation=start
        )


async def another(state: State, session_id: str, after: int) -> Seat:
    """A seat newer than one; 0: whichever there is. Raises NoCapacity or TemporalUnavailable."""
    async with asking(state, ANOTHER) as temporal:
        return await handle(temporal, session_id).execute_update(SessionWorkflow.seat, after)


async def give_up(state: State, session_id: str) -> None:
    """Nobody wants the seat any more, should there be one."""
    with suppress(TemporalUnavailable, RPCError):
        async with state.reach(GIVING_UP) as temporal:
            await handle(temporal, session_id).signal(SessionWorkflow.end)


async def ended(state: State, session_id: str, seconds: float) -> SessionEnd | None:
    """Wait for the end of the workflow; None: not in this time, or not as it should."""
    try:
        async with asyncio.timeout(seconds):
            return await handle(state.live.reached(), session_id).result()
    except (TimeoutError, RPCError, WorkflowFailureError, TemporalUnavailable):
        return None


@asynccontextmanager
async def asking(state: State, seconds: float) -> AsyncIterator[Client]:
    try:
        async with state.reach(seconds) as temporal:
            yield temporal
    except WorkflowUpdateFailedError as error:
        raise NoCapacity from error
    except RPCError as error:
        if error.status == RPCStatusCode.NOT_FOUND:  # it has ended
            raise NoCapacity from error
        raise
