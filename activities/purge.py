"""A job in, nothing left of it: no byte in storage, no row, no history in Temporal."""

import asyncio
from dataclasses import dataclass

from temporalio import activity
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities import storage
from activities.index import Index


@dataclass
class PurgeInput:
    job_id: str
    folder: str


class Purge:
    def __init__(self, index: Index, temporal: Client) -> None:
        self.index = index
        self.temporal = temporal

    @activity.defn
    async def purge(self, input: PurgeInput) -> None:
        """Forget a job that has ended. Doing it twice changes nothing."""
        await asyncio.to_thread(storage.delete_folder, input.folder)
        request = DeleteWorkflowExecutionRequest(
            namespace=self.temporal.namespace,
            workflow_execution=WorkflowExecution(workflow_id=input.job_id),
        )
        try:
            await self.temporal.workflow_service.delete_workflow_execution(request)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
        # Last, so that a purge cut short can be asked for again.
        await asyncio.to_thread(self.index.delete, input.job_id)
