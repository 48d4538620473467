"""What tests stand on: a real Temporal server, real workers with a real model, real audio."""

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from temporalio.client import Client

from activities import migrations
from activities.index import Index
from api.command import temporal_server
from api.namespace import bootstrap
from workers.metrics import runtime
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.client import connect

AUDIO = Path(__file__).parent / "audio"
MODEL = "tiny.en"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def temporal_address(data: Path) -> Iterator[str]:
    """The Temporal server as `dalston up` starts it."""
    port = free_port()
    log = (data / "temporal.log").open("wb")
    server = subprocess.Popen(
        temporal_server.argv(data / "temporal.sqlite", port, free_port()), stdout=log, stderr=log
    )
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.fixture(scope="session")
def settings(data: Path) -> WorkerSettings:
    return WorkerSettings(data=data, engines=f"audio-prepare,faster-whisper:{MODEL}", _env_file=None)


@pytest.fixture(scope="session")
def index(settings: WorkerSettings) -> Index:
    migrations.upgrade(settings.database_url)
    return Index(settings.database_url)


@pytest.fixture(scope="session")
async def temporal(temporal_address: str) -> Client:
    client = await connect(target_host=temporal_address, runtime=runtime())
    await bootstrap(client)
    return client


@pytest.fixture(scope="session")
async def workers(temporal: Client, settings: WorkerSettings, index: Index) -> AsyncIterator[None]:
    """A worker that serves the whole pipeline, in this process."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(temporal, settings, stop))
        yield
        stop.set()
