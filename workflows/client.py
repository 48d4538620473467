"""How every process reaches Temporal: address from TEMPORAL_ADDRESS and friends, one data converter."""

import asyncio
import logging
from typing import Any

from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.envconfig import ClientConfig

log = logging.getLogger(__name__)


async def connect(**overrides: Any) -> Client:
    """Wait for Temporal as long as it takes: whoever starts first waits for the other."""
    config: dict[str, Any] = {**ClientConfig.load_client_connect_config(), **overrides}
    config.setdefault("target_host", "localhost:7233")
    delay = 0.1
    while True:
        try:
            return await Client.connect(**config, data_converter=pydantic_data_converter)
        except RuntimeError as error:
            log.warning("Temporal at %s does not answer (%s); trying again", config["target_host"], error)
            await asyncio.sleep(delay)
            delay = min(5.0, delay * 1.5)
