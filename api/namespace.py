"""Make Temporal's namespace what Dalston needs: how long history is kept, what jobs are searched by."""

import asyncio
import logging
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import (
    DescribeNamespaceRequest,
    RegisterNamespaceRequest,
    UpdateNamespaceRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from workflows.attributes import LANGUAGE, STAGE, STATUS, TENANT

log = logging.getLogger(__name__)

RETENTION = timedelta(days=30)
KEYWORD = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD
ATTRIBUTES = [key.name for key in (STATUS, STAGE, TENANT, LANGUAGE)]
NOT_OURS_TO_DO = {RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNIMPLEMENTED}


async def bootstrap(temporal: Client) -> None:
    """Doing it again changes nothing. On a managed Temporal an administrator does it instead."""
    for step in (keep_history, add_attributes):
        try:
            await step(temporal)
        except RPCError as error:
            if error.status not in NOT_OURS_TO_DO:
                raise
            log.warning(
                "may not set up namespace %s (%s): it should keep history for %s and have the keyword "
                "search attributes %s",
                temporal.namespace,
                error.message,
                RETENTION,
                ", ".join(ATTRIBUTES),
            )


async def keep_history(temporal: Client) -> None:
    service, wanted = temporal.workflow_service, Duration()
    wanted.FromTimedelta(RETENTION)
    try:
        found = await service.describe_namespace(DescribeNamespaceRequest(namespace=temporal.namespace))
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:
            raise
        request = RegisterNamespaceRequest(
            namespace=temporal.namespace, workflow_execution_retention_period=wanted
        )
        await service.register_namespace(request)
        return
    if found.config.workflow_execution_retention_ttl.ToTimedelta() < RETENTION:
        config = NamespaceConfig(workflow_execution_retention_ttl=wanted)
        await service.update_namespace(UpdateNamespaceRequest(namespace=temporal.namespace, config=config))


async def add_attributes(temporal: Client) -> None:
    service, namespace = temporal.operator_service, temporal.namespace
    while True:
        try:
            found = await service.list_search_attributes(ListSearchAttributesRequest(namespace=namespace))
            missing = {name: KEYWORD for name in ATTRIBUTES if name not in found.custom_attributes}
            if missing:
                request = AddSearchAttributesRequest(namespace=namespace, search_attributes=missing)
                await service.add_search_attributes(request)
            return
        except RPCError as error:
            if error.status == RPCStatusCode.ALREADY_EXISTS:
                return  # another API was faster
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
            await asyncio.sleep(0.5)  # a namespace just made is not known everywhere yet
