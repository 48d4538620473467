"""Who is live is judged by when a worker was last heard of."""

import pytest
from temporalio.api.enums.v1 import WorkerStatus
from temporalio.api.worker.v1 import PluginInfo, WorkerHeartbeat, WorkerSlotsInfo
from temporalio.client import Client

from api.errors import TemporalUnavailable
from api.live import Census, Live, live
from api.realtime.choosing import choose
from api.realtime.query import Wish
from tests.api_server import until

NOW = 1_800_000_000.0
TRANSCRIBE = "cpu.transcribe.faster-whisper"


def heartbeat(
    queue: str = TRANSCRIBE,
    *,
    age: float = 1.0,
    status: WorkerStatus.ValueType = WorkerStatus.WORKER_STATUS_RUNNING,
    models: tuple[str, ...] = (),
    device: str | None = None,
    free: int = 2,
    used: int = 0,
) -> WorkerHeartbeat:
    heard = WorkerHeartbeat(
        task_queue=queue,
        status=status,
        plugins=[
            *(PluginInfo(name=f"dalston.model.{at:02}/{model}") for at, model in enumerate(models)),
            *([PluginInfo(name=f"dalston.device/{device}")] if device else []),
            PluginInfo(name="other"),
        ],
        activity_task_slots_info=WorkerSlotsInfo(current_available_slots=free, current_used_slots=used),
    )
    heard.heartbeat_time.FromMilliseconds(int((NOW - age) * 1000))
    return heard


def census(*heartbeats: WorkerHeartbeat) -> Census:
    return Census(list(live(heartbeats, NOW)))


def test_a_worker_that_was_not_heard_of_lately_is_not_live() -> None:
    assert len(census(heartbeat(age=5.9)).workers) == 1
    assert census(heartbeat(age=6.1)).engines == []


def test_a_worker_whose_clock_is_ahead_is_live() -> None:
    assert census(heartbeat(age=-30)).workers[0].heartbeat_age == 0


@pytest.mark.parametrize(
    "status", [WorkerStatus.WORKER_STATUS_SHUTTING_DOWN, WorkerStatus.WORKER_STATUS_SHUTDOWN]
)
def test_a_worker_that_is_leaving_is_not_live(status: WorkerStatus.ValueType) -> None:
    assert census(heartbeat(status=status)).workers == []


def test_workers_on_the_same_queue_are_one_engine() -> None:
    [engine] = census(
        heartbeat(models=("base", "tiny"), free=1, used=1), heartbeat(models=("tiny", "small"), free=4)
    ).engines
    assert (engine.stage, engine.engine, engine.device) == ("transcribe", "faster-whisper", "cpu")
    assert engine.models == ["base", "tiny", "small"]
    assert (engine.workers, engine.slots, engine.free_slots) == (2, 6, 5)


def test_the_same_engine_on_another_device_is_another_entry() -> None:
    engines = census(heartbeat(), heartbeat("gpu.transcribe.faster-whisper")).engines
    assert [engine.device for engine in engines] == ["cpu", "gpu"]


def test_engines_of_live_speech_are_live_on_the_devices_of_their_workers() -> None:
    queue = "realtime.whisper-streaming"
    found = census(
        heartbeat(queue, device="gpu", models=("base",), free=16),
        heartbeat(queue, device="cpu", models=("tiny.en",), used=1),
        heartbeat(queue, device="gpu", models=("base",), free=16),
        heartbeat(f"{queue}@worker", device="gpu", free=16),
        heartbeat(queue, device="gpu", status=WorkerStatus.WORKER_STATUS_SHUTTING_DOWN),
    )
    assert found.engines == []
    assert [(one.stage, one.engine, one.device) for one in found.streaming] == [
        ("stream", "whisper-streaming", "cpu"),
        ("stream", "whisper-streaming", "gpu"),
    ]
    assert [(one.workers, one.slots, one.models) for one in found.streaming] == [
        (1, 3, ["tiny.en"]),
        (2, 32, ["base"]),
    ]
    first = choose(Wish(), found)
    assert (first.engine, first.device, first.model) == ("whisper-streaming", "gpu", "base")


def test_only_the_light_queue_runs_workflows_and_merges() -> None:
    assert census(heartbeat("cpu")).runs_workflows
    [merger] = census(heartbeat("cpu")).engines
    assert (merger.stage, merger.engine) == ("merge", "final-merger")
    assert not census(heartbeat()).runs_workflows


async def test_temporal_tells_who_is_live(temporal: Client, workers: None) -> None:
    asked = Live()
    asked.temporal = temporal
    found = await until(asked.census, lambda census: census.runs_workflows)
    assert TRANSCRIBE in {worker.queue for worker in found.workers}


async def test_without_temporal_nobody_can_be_asked() -> None:
    with pytest.raises(TemporalUnavailable, match="not been reached"):
        await Live().last_census()


def test_an_engine_may_have_a_dot_in_its_name() -> None:
    [engine] = census(heartbeat("cpu.diarize.pyannote-4.0")).engines
    assert (engine.device, engine.stage, engine.engine) == ("cpu", "diarize", "pyannote-4.0")
