"""Webhook messages on their way: a workflow for each one that is still to be told."""

import asyncio
import logging

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError

from activities.database import later
from activities.deliver import JITTER, LONGEST_PAUSE
from activities.deliveries import Deliveries
from workflows.delivery import DeliveryWorkflow
from workflows.selection import LIGHT_QUEUE

log = logging.getLogger(__name__)

GRACE = 60.0  # seconds; a younger message is being taken care of by whoever wrote it
IDLE = LONGEST_PAUSE * (1 + JITTER) + GRACE  # seconds between two attempts at the most
MOST = 200  # in one round
PATIENCE = 10.0  # seconds for one message


async def start(temporal: Client, delivery_id: str, *, afresh: bool = False) -> None:
    """Harmless when its workflow runs. `afresh`: in place of one that is just ending."""
    policies = WorkflowIDConflictPolicy
    await temporal.start_workflow(
        DeliveryWorkflow.run,
        delivery_id,
        id=delivery_id,
        task_queue=LIGHT_QUEUE,
        id_conflict_policy=policies.TERMINATE_EXISTING if afresh else policies.USE_EXISTING,
        static_summary="tell a webhook",
    )


async def start_overdue(temporal: Client, deliveries: Deliveries) -> None:
    """Messages that nobody takes care of: whoever wrote them died, or their workflow was terminated."""
    for delivery_id in await asyncio.to_thread(deliveries.overdue, later(-GRACE), later(-IDLE), MOST):
        try:
            async with asyncio.timeout(PATIENCE):
                await start(temporal, delivery_id)
        except (RPCError, TimeoutError) as error:
            log.warning("could not look after %s: %s", delivery_id, str(error) or "no answer")
            return  # the others would fare no better
