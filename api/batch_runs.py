"""A batch's row in, its workflow out: started, or told to look at the row again. Safe to do twice."""

import asyncio

from temporalio.client import Client
from temporalio.common import (
    Priority,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
)

from activities.audit import Receipt
from activities.batches import Batch, Batches
from workflows.attributes import STATUS, TENANT
from workflows.batch import BatchInput, BatchWorkflow
from workflows.forget import ForgetInput, ForgetWorkflow, forget_id
from workflows.selection import LIGHT_QUEUE

SUMMARY = "a batch of recordings"


async def look(temporal: Client, batch: Batch, *, signal: bool = True) -> None:
    """Start the workflow unless it runs; `signal`: and tell it that the row has changed."""
    await temporal.start_workflow(
        BatchWorkflow.run,
        BatchInput(batch.id, batch.tenant),
        id=batch.id,
        task_queue=LIGHT_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        start_signal="look" if signal else None,
        static_summary=SUMMARY,
        priority=Priority(fairness_key=batch.tenant),
        search_attributes=TypedSearchAttributes(
            [SearchAttributePair(STATUS, "running"), SearchAttributePair(TENANT, batch.tenant)]
        ),
    )


async def look_after(temporal: Client, batches: Batches, created_before: str) -> None:
    """Start every batch that has not ended, unless it runs: it may have been accepted without Temporal."""
    for batch in await asyncio.to_thread(batches.unfinished, created_before):
        await look(temporal, batch, signal=batch.status == "cancelling")


async def forget(temporal: Client, batch: Batch, receipt: Receipt, *, jobs: bool) -> None:
    """Once begun, this goes on even if nobody waits for it."""
    await temporal.execute_workflow(
        ForgetWorkflow.run,
        ForgetInput(batch.id, jobs, receipt),
        id=forget_id(batch.id),
        task_queue=LIGHT_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary="forget a batch",
    )
