"""A worker process: what it serves, what it says of itself, how it stops."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from temporalio.client import Client

from activities.engines import UnknownEngine
from activities.engines.loaded import LoadedEngines
from activities.index import Index
from api.live import Live
from tests.conftest import MODEL, free_port
from workers.queues import engine_queues
from workers.settings import WorkerSettings


def settings_for(tmp_path: Path, engines: str, slots: int = 0) -> WorkerSettings:
    return WorkerSettings(data=tmp_path, engines=engines, slots=slots, _env_file=None)


def test_each_stage_of_an_engine_has_its_own_queue(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, "audio-prepare, faster-whisper:tiny.en,faster-whisper:base", slots=3)
    queues = engine_queues(settings, LoadedEngines(tmp_path))
    assert [(queue.name, queue.slots, queue.models) for queue in queues] == [
        ("cpu.prepare.audio-prepare", 3, []),
        ("cpu.transcribe.faster-whisper", 3, ["tiny.en", "base"]),
    ]


def test_slots_follow_the_cores_that_the_process_may_use(tmp_path: Path) -> None:
    assert settings_for(tmp_path, "faster-whisper").slot_count == len(os.sched_getaffinity(0))
    assert settings_for(tmp_path, "faster-whisper", slots=5).slot_count == 5


def test_an_engine_that_does_not_exist_is_named_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(UnknownEngine, match=r"no engine 'nonesuch'; the catalogue has .*faster-whisper"):
        engine_queues(settings_for(tmp_path, "nonesuch"), LoadedEngines(tmp_path))


@pytest.fixture
def process(
    temporal_address: str, index: Index, settings: WorkerSettings, free: int
) -> Iterator[subprocess.Popen[str]]:
    """A worker that serves real speech recognition on a queue of its own: a GPU's, in name."""
    environment = os.environ | {
        "TEMPORAL_ADDRESS": temporal_address,
        "DALSTON_DATA": str(settings.data),
        "DALSTON_METRICS_PORT": str(free),
    }
    argv = [sys.executable, "-m", "workers", "--engines", f"audio-prepare,faster-whisper:{MODEL}"]
    started = subprocess.Popen([*argv, "--no-workflows"], env=environment, stderr=subprocess.PIPE, text=True)
    yield started
    started.kill()
    started.wait()


@pytest.fixture
def free() -> int:
    return free_port()


async def until_served(process: subprocess.Popen[str]) -> None:
    assert process.stderr
    while "serving cpu.prepare" not in await asyncio.to_thread(process.stderr.readline):
        assert process.poll() is None


async def test_a_worker_announces_engines_models_and_slots(
    temporal: Client, process: subprocess.Popen[str], free: int
) -> None:
    await until_served(process)
    live = Live()
    live.temporal = temporal
    while str(process.pid) not in {worker.process for worker in (await live.census()).workers}:
        await asyncio.sleep(0.1)
    [engine] = [e for e in (await live.census()).engines if e.engine == "faster-whisper"]
    assert MODEL in engine.models
    assert engine.slots >= engine.free_slots > 0
    async with httpx.AsyncClient() as client:
        metrics = (await client.get(f"http://127.0.0.1:{free}/metrics")).text
    assert "temporal_worker_task_slots_available" in metrics
