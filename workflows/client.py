"""How every process reaches Temporal: address from TEMPORAL_ADDRESS and friends, one data converter."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from temporalio.client import Client, Interceptor
from temporalio.envconfig import ClientConfig

from activities import tracing
from workflows.converter import data_converter

log = logging.getLogger(__name__)


async def connect(**overrides: Any) -> Client:
    """Wait for Temporal as long as it takes: whoever starts first waits for the other."""
    config: dict[str, Any] = {**ClientConfig.load_client_connect_config(), **overrides}
    config.setdefault("target_host", "localhost:7233")
    config.setdefault("interceptors", interceptors())
    config.setdefault("data_converter", data_converter())
    delay = 0.1
    while True:
        try:
            return await Client.connect(**config)
        except RuntimeError as error:
            log.warning("Temporal at %s does not answer (%s); trying again", config["target_host"], error)
            await asyncio.sleep(delay)
            delay = min(5.0, delay * 1.5)


def interceptors() -> Sequence[Interceptor]:
    """They carry a trace to workflow and activity, in headers; histories replay with and without."""
    if not tracing.on():
        return []
    from temporalio.contrib.opentelemetry import TracingInterceptor  # not at the top: it needs the extra otel

    return [TracingInterceptor(tracing.tracer)]
