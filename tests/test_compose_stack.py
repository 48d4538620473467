"""The stack of docker-compose.yml, without containers, transcribes a recording and live speech."""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from urllib.parse import quote

import boto3
import httpx
import pytest
from botocore.config import Config

from tests import dockerfiles
from tests.compose_machine import PATIENCE, Machine, connected, database
from tests.conftest import AUDIO, MODEL
from tests.http_jobs import JOBS, ended, submit
from tests.keyed import bearer
from tests.live import calling, speech

KEY = re.compile(rb"^dk_\S+$", re.MULTILINE)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """All of it, as profile cpu has it."""
    chosen = {"DALSTON_ENGINES": f"installed,faster-whisper:{MODEL}"}
    chosen |= {"DALSTON_REALTIME_ENGINE": f"whisper-streaming:{MODEL}", "DALSTON_SLOTS": "2"}
    found = Machine(tmp_path_factory.mktemp("stack"), chosen)
    try:
        found.start_s3()
        found.start_temporal()
        with database(found):
            eventually(lambda: found.run("temporal-namespace"))
            eventually(lambda: found.run("s3-bucket"))
            found.run("s3-bucket")
            found.start_process("worker-cpu", DALSTON_METRICS_PORT=str(found.port["worker-cpu"]))
            found.start_process(
                "realtime",
                DALSTON_REALTIME_PORT=str(found.port["live"]),
                DALSTON_REALTIME_METRICS_PORT=str(found.port["realtime"]),
            )
            ports = {"DALSTON_PORT": "api", "DALSTON_API_METRICS_PORT": "api's metrics"}
            found.start_process("api", **{name: str(found.port[port]) for name, port in ports.items()})
            yield found
            found.stop()
    finally:
        found.stop()


def eventually(attempt: Callable[[], None]) -> None:
    """Compose waits for health, and tries what fails again."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except subprocess.CalledProcessError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
async def api(machine: Machine) -> AsyncIterator[httpx.AsyncClient]:
    """With the key that it printed as it started, once it has heard of the workers."""
    url = f"http://127.0.0.1:{machine.port['api']}"
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient(base_url=url, timeout=30) as client:
        while not (shown := KEY.search(machine.log("api").read_bytes())):
            await asyncio.sleep(0.1)
        client.headers.update(bearer(shown[0].decode()))
        for path in ("/readyz", "/v1/realtime/status"):
            while not await good(client, path):
                await asyncio.sleep(0.1)
    async with httpx.AsyncClient(base_url=url, timeout=30, headers=client.headers) as client:
        yield client


async def good(client: httpx.AsyncClient, path: str) -> bool:
    try:
        answer = await client.get(path)
    except httpx.TransportError:
        return False
    return answer.is_success and answer.json().get("workers") != []


@pytest.mark.timeout(300)
async def test_a_recording_becomes_a_transcript_in_s3_and_in_postgresql(
    machine: Machine, api: httpx.AsyncClient
) -> None:
    job = await ended(api, await submit(api, AUDIO / "jfk.wav", model=f"faster-whisper:{MODEL}"))
    assert "ask not what your country" in job["text"].lower()
    own = machine.environment(machine.services["api"])
    with connected(
        own["DALSTON_DATABASE"].replace("dalston@", f"dalston:{quote(own['PGPASSWORD'], '')}@")
    ) as ask:
        assert ask(f"SELECT status FROM jobs WHERE id = '{job['id']}'") == [("completed",)]
    assert f"jobs/{job['id']}/transcript.json" in stored(own)


async def test_live_speech_is_written_down(machine: Machine, api: httpx.AsyncClient) -> None:
    async with calling(
        str(api.base_url).rstrip("/"), headers={"Authorization": api.headers["Authorization"]}
    ) as caller:
        await caller.say(speech())
        await caller.tell("end")
        await caller.heard("session.end")
    assert "country" in caller.text.lower()


@pytest.mark.parametrize("name", ["api", "worker-cpu", "realtime"])
async def test_a_process_is_healthy_as_its_image_asks(
    machine: Machine, api: httpx.AsyncClient, name: str
) -> None:
    python, *rest = dockerfiles.command(machine.services[name].what["build"]["dockerfile"], "HEALTHCHECK")
    assert python == "python"
    told = [re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{machine.port[name]}", part) for part in rest]
    asked = await asyncio.to_thread(subprocess.run, [sys.executable, *told], timeout=PATIENCE, check=False)
    assert asked.returncode == 0


@pytest.mark.parametrize("name", ["api's metrics", "worker-cpu", "realtime"])
async def test_prometheus_reads_every_process_without_a_key(
    machine: Machine, api: httpx.AsyncClient, name: str
) -> None:
    async with httpx.AsyncClient() as prometheus:
        told = await prometheus.get(f"http://127.0.0.1:{machine.port[name]}/metrics")
    assert "dalston_build_info{" in told.text


async def test_nobody_else_gets_in(machine: Machine, api: httpx.AsyncClient) -> None:
    async with httpx.AsyncClient(base_url=api.base_url) as stranger:
        assert (await stranger.get(JOBS)).status_code == 401
    answer = await asyncio.to_thread(httpx.get, machine.here("http://s3:8333/dalston"))
    assert answer.status_code == 403


def stored(environment: Mapping[str, str]) -> set[str]:
    """Keys of the bucket, below the folder of the jobs."""
    client = boto3.client(
        "s3",
        endpoint_url=environment["DALSTON_S3_ENDPOINT"],
        region_name="us-east-1",
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(s3={"addressing_style": "path"}),
    )
    return {found["Key"] for found in client.list_objects_v2(Bucket="dalston").get("Contents", [])}
