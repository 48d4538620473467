"""What processes tell of themselves, where it needs no whole stack to see it."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from opentelemetry import trace
from prometheus_client import REGISTRY

from activities import tracing
from activities.index import Job
from activities.logs import request_id
from activities.metrics import known
from api.app import create_app
from api.metrics import count_request
from api.settings import ApiSettings
from api.starting import AT_ONCE, Starter

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


def run(code: str, **environment: str) -> str:
    """What another Python writes to standard error."""
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return done.stderr


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, False),
        ({ENDPOINT: "http://collector:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://collector:4318/v1/traces"}, True),
        ({ENDPOINT: "http://collector:4318", "OTEL_SDK_DISABLED": "true"}, False),
        ({ENDPOINT: "http://collector:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
    ],
)
def test_traces_are_off_unless_there_is_an_endpoint(
    told: dict[str, str], wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.startswith("OTEL_"):
            monkeypatch.delenv(name)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert tracing.wanted() == wanted


def test_this_process_traces_nothing() -> None:
    assert not tracing.on()
    assert not trace.get_current_span().get_span_context().is_valid


def test_without_the_extra_a_process_says_so_and_goes_on() -> None:
    code = "import sys; sys.modules['opentelemetry.exporter'] = None; from activities import tracing; "
    said = run(code + "tracing.configure('api'); assert not tracing.on()", **{ENDPOINT: "http://127.0.0.1:9"})
    assert "pip install 'dalston[otel]'" in said


def test_a_port_of_metrics_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = {"DALSTON_METRICS_PORT": str(port), "DALSTON_DATA": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-m", "workers"], env=os.environ | told, capture_output=True, text=True
        )
    assert done.returncode == 1
    assert f"worker: metrics cannot be served at 127.0.0.1:{port}: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_method_that_a_client_makes_up_is_no_label_of_its_own() -> None:
    labels = {"method": "other", "route": "none", "status": "405"}
    before = REGISTRY.get_sample_value("dalston_http_requests_total", labels) or 0
    count_request("BREW", "none", 405, 0.1)
    assert REGISTRY.get_sample_value("dalston_http_requests_total", labels) == before + 1


def test_a_model_from_anywhere_is_no_label_of_its_own() -> None:
    assert known("faster-whisper", "base") == "base"
    assert known("faster-whisper", "somebody/whisper-of-mine") == "other"
    assert known("faster-whisper", None) == ""
    assert known("nonesuch", "base") == "other"


async def test_the_metrics_say_what_is_away(tmp_path: Path) -> None:
    app = create_app(ApiSettings(data=tmp_path, auth="off", _env_file=None))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost", timeout=30)
    async with app.router.lifespan_context(app), client:
        written = (await client.get("/metrics")).text
    assert 'dalston_part_ok{part="temporal"} 0.0' in written
    assert 'dalston_part_ok{part="pipeline"} 0.0' in written
    assert 'dalston_part_ok{part="database"} 1.0' in written


async def test_a_job_that_had_to_wait_is_started_for_its_own_request() -> None:
    room, started = asyncio.Event(), dict[str, str]()

    async def start(job: Job) -> None:
        await room.wait()
        started[job.id] = request_id.get()

    async def asked(number: int) -> None:
        request_id.set(f"req_{number}")
        await starter.take(Job(id=f"job_{number}", tenant="somebody", priority=3))

    starter = Starter(start)
    asking = [asyncio.create_task(asked(number)) for number in range(AT_ONCE + 3)]
    await asyncio.sleep(0)
    room.set()
    await asyncio.gather(*asking)
    while len(started) < AT_ONCE + 3:
        await asyncio.sleep(0.01)
    assert started == {f"job_{number}": f"req_{number}" for number in range(AT_ONCE + 3)}
    await starter.close()
