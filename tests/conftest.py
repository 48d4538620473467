"""What tests stand on: a real Temporal server, real workers with a real model, real audio."""

import asyncio
import os
import random
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import uvicorn
from temporalio.client import Client

from activities import exposition, migrations, storage
from activities.engines import catalogue
from activities.engines.loaded import LoadedEngines
from activities.index import Index
from api.app import create_app
from api.command import temporal_server
from api.http_server import config
from api.namespace import bootstrap
from api.settings import ApiSettings
from realtime.process import serve as listen
from realtime.settings import RealtimeSettings
from tests import postgresql
from tests.elsewhere import elsewhere, make_databases
from tests.https_server import Authority
from tests.receiver import Receiver, receiving
from tests.s3_server import S3Server, s3_server
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.client import connect

IN_S3 = os.environ.get("DALSTON_TEST_STORAGE") == "s3"
pytest_plugins = ["tests.browser", "tests.console", "tests.node_ids"]

AUDIO = Path(__file__).parent / "audio"
MODEL = "tiny.en"


def free_port() -> int:
    """Below those that the kernel gives to clients, so that it stays free while its server is restarted."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def free_ports() -> tuple[int, int, int]:
    return free_port(), free_port(), free_port()


@pytest.fixture(scope="session", autouse=True)
def nobodys_temporal() -> Iterator[None]:
    """Whoever is not told where Temporal is finds none, not one that runs on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{free_port()}")
        yield


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """A real S3 server, and every s3:// URL leads to it."""
    with s3_server(tmp_path_factory.mktemp("s3")) as server, pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        storage.forget_settings()
        yield server


@pytest.fixture(scope="session", autouse=True)
def stored_in(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything goes to S3 where DALSTON_TEST_STORAGE=s3; else into the data folder."""
    with pytest.MonkeyPatch.context() as patch:
        if IN_S3:
            server: S3Server = request.getfixturevalue("s3")
            patch.setenv("DALSTON_STORAGE", f"s3://{server.bucket()}/jobs")
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if IN_S3 and item.get_closest_marker("file_only"):
            item.add_marker(pytest.mark.skip(reason="looks at files on this machine"))
        if (IN_S3 or on_postgresql()) and item.get_closest_marker("folder_only"):
            item.add_marker(pytest.mark.skip(reason="everything is to lie in the data folder"))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def temporal_address(data: Path) -> Iterator[str]:
    """The Temporal server as `dalston up` starts it."""
    port = free_port()
    log = (data / "temporal.log").open("wb")
    argv = temporal_server.argv(data / "temporal.sqlite", port, free_port())
    # Histories count as long early, so that a job of 150 chunks does what one of 2,000 does.
    argv += ["--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=200"]
    # Temporal deletes a history once it has noted that its last tasks are done: here every second.
    for queue in ("transfer", "visibility"):
        argv += ["--dynamic-config-value", f'history.{queue}ProcessorUpdateAckInterval="1s"']
    server = subprocess.Popen(argv, stdout=log, stderr=log)
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.fixture(scope="session")
def settings(data: Path) -> WorkerSettings:
    engines = f"audio-prepare,faster-whisper:{MODEL},fake:steady"
    folders = (data / "shelf").as_uri()
    return WorkerSettings(data=data, engines=engines, slots=2, batch_folders=folders, _env_file=None)


@pytest.fixture(scope="session")
def index(settings: WorkerSettings) -> Index:
    migrations.upgrade(settings.database_url)
    return Index(settings.database_url)


@pytest.fixture(scope="session")
async def temporal(temporal_address: str) -> Client:
    client = await connect(target_host=temporal_address, runtime=exposition.serve("tests", "", 0))
    await bootstrap(client)
    return client


@pytest.fixture(scope="session", autouse=True)
def fake_engine() -> Iterator[None]:
    """The catalogue knows the fake as it knows the real ones."""
    catalogue.BUILT_IN["fake"] = "tests.fakes:FakeEngine"
    yield
    del catalogue.BUILT_IN["fake"]


@pytest.fixture(scope="session")
async def workers(temporal: Client, settings: WorkerSettings, index: Index) -> AsyncIterator[None]:
    """A worker that serves the whole pipeline, in this process."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(temporal, settings, stop))
        yield
        stop.set()


@pytest.fixture(scope="session")
async def listener(temporal: Client, data: Path, fake_engine: None) -> AsyncIterator[RealtimeSettings]:
    """A realtime worker with a real model, in this process."""
    settings = RealtimeSettings(
        data=data,
        realtime_engine=f"whisper-streaming:{MODEL}",
        realtime_slots=8,  # some stay taken for seconds after a test that broke a session off
        realtime_drain_seconds=2,
        _env_file=None,
    )
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(listen(temporal, settings, stop))
        yield settings
        stop.set()


@pytest.fixture(scope="session")
async def api_url(temporal: Client, workers: None, index: Index, data: Path) -> AsyncIterator[str]:
    """The API, ready: it has heard of the worker."""
    port = free_port()
    folders = (data / "shelf").as_uri()
    settings = ApiSettings(
        data=data,
        port=port,
        batch_folders=folders,
        live_seat_seconds=20,  # the tests beside this one keep the machine busy
        _env_file=None,
    )
    app = create_app(settings, temporal)
    server = uvicorn.Server(config(app, port=port))
    url = f"http://127.0.0.1:{port}"
    async with asyncio.TaskGroup() as group:
        group.create_task(server.serve())
        await until_ready(url)
        yield url
        server.should_exit = True


@pytest.fixture(scope="session")
async def live_url(api_url: str, listener: RealtimeSettings) -> str:
    """The API, once it has heard of the realtime worker."""
    async with httpx.AsyncClient(base_url=api_url) as client:
        while not (await client.get("/v1/realtime/status")).json()["capacity"]:
            await asyncio.sleep(0.1)
    return api_url


@pytest.fixture(scope="session")
async def api(api_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=api_url, timeout=30) as client:
        yield client


async def until_ready(url: str) -> None:
    async with httpx.AsyncClient(base_url=url) as client:
        while True:
            try:
                if (await client.get("/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)


@pytest.fixture(scope="session")
def engines(settings: WorkerSettings) -> LoadedEngines:
    """Real models, each loaded once, without a worker around them."""
    return LoadedEngines(settings.models_path)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """Started for the first test that asks for it."""
    with postgresql.serving(free_port()) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with all its tables, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "index.sqlite"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> str:
    """The URL of a database that no other test sees, with all its tables; of either kind in turn."""
    if request.param == "sqlite":
        copied = shutil.copy(migrated_file, tmp_path / "index.sqlite")
        return f"sqlite:///{copied}"
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    return server.migrated()


@pytest.fixture(scope="session", autouse=True)
def shared_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """With DALSTON_TEST_DATABASE=postgresql, what is not told of a database uses PostgreSQL."""
    with pytest.MonkeyPatch.context() as patch:
        if on_postgresql():
            server: postgresql.Server = request.getfixturevalue("postgresql_server")
            make_databases(server.migrated)
            patch.setenv("DALSTON_DATABASE", server.migrated())
        yield


@pytest.fixture(autouse=True)
def database_of_a_folder(request: pytest.FixtureRequest, shared_database: None) -> Iterator[None]:
    """A test with a data folder of its own has the database of its own that would lie in it."""
    with pytest.MonkeyPatch.context() as patch:
        names = set(request.fixturenames)
        if on_postgresql() and "tmp_path" in names and not names & {"api_url", "workers"}:
            folder = request.getfixturevalue("tmp_path")
            patch.setenv("DALSTON_DATABASE", elsewhere(folder)["DALSTON_DATABASE"])
        yield


def on_postgresql() -> bool:
    return os.environ.get("DALSTON_TEST_DATABASE") == "postgresql"


@pytest.fixture(scope="session")
def authority() -> Authority:
    """Vouches for HTTPS servers on this machine."""
    return Authority()


@pytest.fixture(scope="module")
def receiver(authority: Authority) -> Iterator[Receiver]:
    """Takes webhook messages, and says yes."""
    with receiving(authority) as receiver:
        yield receiver
