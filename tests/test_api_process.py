"""The API as a process: where it listens, how it starts and stops."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.api_server import until
from tests.conftest import free_port


def api_process(data: Path, **environment: str) -> subprocess.Popen[str]:
    told = {"DALSTON_DATA": str(data), "TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}", **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "api"],
        env={**os.environ, **told},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.10", "example.org"])
def test_without_keys_the_api_does_not_listen_where_strangers_could_reach_it(
    tmp_path: Path, host: str
) -> None:
    process = api_process(tmp_path, DALSTON_HOST=host, DALSTON_AUTH="off")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert host in said
    assert "loopback" in said


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
async def test_the_api_starts_without_temporal_and_stops_when_asked_to(
    tmp_path: Path, ending: signal.Signals
) -> None:
    port = free_port()
    process = api_process(tmp_path, DALSTON_PORT=str(port))

    async def healthy() -> bool:
        async with httpx.AsyncClient() as client:
            try:
                return (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200
            except httpx.TransportError:
                return False

    try:
        await until(healthy, bool, 60)
        process.send_signal(ending)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "GET /healthz 200" in said
