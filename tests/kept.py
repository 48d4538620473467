"""A worker process that is kept alive as `dalston up` keeps its own, and whose end a test may wait for."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from api.command.stack import python
from api.command.supervisor import Child, Death, Supervisor
from tests.load import plugins


@dataclass
class Kept:
    deaths: list[Death]
    log: Path


@asynccontextmanager
async def kept_worker(
    temporal_address: str, data: Path, place: Path, *arguments: str, **environment: str
) -> AsyncIterator[Kept]:
    """It knows the fake engine. `place`: a folder of its own."""
    env = os.environ | plugins.environment(place, plugins.FAKE) | {"PYTHONUNBUFFERED": "1"}
    env |= {"TEMPORAL_ADDRESS": temporal_address, "DALSTON_DATA": str(data)} | environment
    kept = Kept([], place / "worker.log")
    supervisor = Supervisor(kept.deaths.append)
    argv = python("workers", "--no-workflows", *arguments)
    supervisor.start(Child("worker", argv, env, kept.log, grace=30))
    try:
        yield kept
    finally:
        await supervisor.stop()
