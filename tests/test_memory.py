"""Memory runs out: a worker that grows starts afresh, and an engine that does not fit makes do with less."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from temporalio.client import Client

from activities.engines import OutOfMemory, catalogue
from activities.engines.catalogue import BUILT_IN
from activities.engines.loaded import LoadedEngines
from activities.fitting import described, fitted, ran_out
from activities.index import Index
from tests import jobs
from tests.kept import kept_worker
from tests.test_transcription_workflow import planned
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.request import TranscriptionRequest
from workflows.selection import Choice, LiveEngine, Wanted, select

CHUNKS = 12
PREPARE = LiveEngine("prepare", "audio-prepare", "cpu")


def on_a_gpu(settings: WorkerSettings, model: str, spare: str | None = None) -> TranscriptionRequest:
    request = planned(settings, CHUNKS, model)
    return replace(request, transcribe=Choice("transcribe", "fake", "gpu", model, spare=spare))


def taken_by_a_worker() -> int:
    """Megabytes, before it has done anything."""
    asked = "import workers.process as p; print(p.used() // p.MB)"
    return int(subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True).stdout)


async def test_a_worker_that_outgrows_its_memory_finishes_its_work_and_is_started_afresh(
    temporal: Client,
    temporal_address: str,
    workers: None,
    index: Index,
    settings: WorkerSettings,
    tmp_path: Path,
) -> None:
    limit = str(taken_by_a_worker() + 150)
    told = ("--engines", "fake:growing", "--device", "gpu")
    limits = {"DALSTON_SLOTS": "2", "DALSTON_MEMORY_LIMIT_MB": limit}
    async with kept_worker(temporal_address, settings.data, tmp_path, *told, **limits) as kept:
        transcript = await jobs.transcribe(temporal, index, on_a_gpu(settings, "growing"))
        while not kept.deaths:
            await asyncio.sleep(0.1)
    assert len(transcript.segments) == CHUNKS
    assert {death.code for death in kept.deaths} == {os.EX_TEMPFAIL}
    assert transcript.stages[1].attempts == CHUNKS  # nothing was done twice
    assert f"DALSTON_MEMORY_LIMIT_MB allows {limit}" in kept.log.read_text()


def test_a_worker_whose_models_alone_are_too_large_says_so(temporal_address: str, data: Path) -> None:
    told = {"TEMPORAL_ADDRESS": temporal_address, "DALSTON_DATA": str(data), "DALSTON_MEMORY_LIMIT_MB": "1"}
    argv = [sys.executable, "-m", "workers", "--engines", "audio-prepare", "--no-workflows"]
    done = subprocess.run(argv, env=os.environ | told, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "MB before any work; DALSTON_MEMORY_LIMIT_MB must allow more" in done.stderr


@pytest.fixture(scope="module")
async def gpu(temporal: Client, workers: None, settings: WorkerSettings) -> AsyncIterator[None]:
    """A worker that says it has a GPU."""
    stop = asyncio.Event()
    told = settings.model_copy(update={"device": "gpu", "engines": "fake", "slots": 1})
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(temporal, told, stop, hosts_workflows=False))
        yield
        stop.set()


async def test_an_engine_that_does_not_fit_is_loaded_with_less_and_the_transcript_says_so(
    temporal: Client, index: Index, settings: WorkerSettings, gpu: None
) -> None:
    transcript = await jobs.transcribe(temporal, index, on_a_gpu(settings, "tight"))
    assert len(transcript.segments) == CHUNKS
    assert transcript.stages[1].device == "gpu"
    [warning] = transcript.warnings
    assert (warning.stage, warning.code) == ("transcribe", "out_of_memory")
    assert warning.message == "memory ran out for 12 of 12 chunks"
    assert warning.fallback == "decoded with batch 1, compute int8"


async def test_what_fits_in_no_way_goes_to_the_cpu(
    temporal: Client, index: Index, settings: WorkerSettings, gpu: None
) -> None:
    transcript = await jobs.transcribe(temporal, index, on_a_gpu(settings, "cramped", spare="cpu"))
    assert len(transcript.segments) == CHUNKS
    assert transcript.stages[1].device == "cpu"
    assert [warning.fallback for warning in transcript.warnings] == ["decoded on the CPU"]


def loaded(tmp_path: Path, device: str = "gpu", compute: str = "auto") -> LoadedEngines:
    return LoadedEngines(tmp_path, device=device, compute=compute)


def test_each_step_down_is_taken_once_and_kept(tmp_path: Path) -> None:
    engines, tried = loaded(tmp_path), list[tuple[object, ...]]()

    def work(engine: object) -> str:
        tried.append((engine, engines.with_less("fake", "tight")))
        if len(tried) < 3:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return "done"

    assert fitted(engines, "fake", "tight", work) == "done"
    assert [less for _, less in tried] == [{}, {"batch": 1}, {"batch": 1, "compute": "int8"}]
    assert len({id(engine) for engine, _ in tried}) == 3
    assert described(engines, "fake", "tight") == "batch 1, compute int8"
    assert described(engines, "fake", "steady") is None
    assert described(LoadedEngines(**engines.alike()), "fake", "tight") == "batch 1, compute int8"


def test_two_threads_that_run_out_of_memory_at_once_go_down_one_step(tmp_path: Path) -> None:
    engines = loaded(tmp_path)
    assert engines.lower("fake", "tight", 0)
    assert engines.lower("fake", "tight", 0)
    assert engines.step("fake", "tight") == 1


@pytest.mark.parametrize("device", ["gpu", "cpu"])
def test_who_has_gone_all_the_way_down_says_that_it_does_not_fit(tmp_path: Path, device: str) -> None:
    def work(engine: object) -> None:
        raise MemoryError

    with pytest.raises(OutOfMemory, match=f"fake:tight does not fit into the memory of the {device.upper()}"):
        fitted(loaded(tmp_path, device), "fake", "tight", work)


def test_a_step_to_what_is_asked_for_anyway_is_none(tmp_path: Path) -> None:
    engines = loaded(tmp_path, compute="int8_float16")
    assert engines.lower("faster-whisper", "base", 0)
    assert engines.with_less("faster-whisper", "base") == {"compute": "int8"}


class OutOfMemoryError(RuntimeError):
    """torch.cuda.OutOfMemoryError has this name."""


@pytest.mark.parametrize(
    "error",
    [
        OutOfMemoryError("of PyTorch"),
        RuntimeError("CUDA failed with error out of memory"),  # CTranslate2
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("[ONNXRuntimeError] : 1 : FAIL : Failed to allocate memory for requested buffer"),
        MemoryError(),
    ],
)
def test_how_libraries_say_that_memory_ran_out(error: Exception) -> None:
    assert ran_out(error)
    wrapped = ValueError("no model")
    wrapped.__cause__ = error
    assert ran_out(wrapped)


@pytest.mark.parametrize(
    "error", [RuntimeError("CUDA error: an illegal memory access"), ValueError("out of memory")]
)
def test_what_is_no_lack_of_memory(error: Exception) -> None:
    assert not ran_out(error)


def test_every_engine_can_be_loaded_with_less_only_in_ways_it_knows() -> None:
    for engine in BUILT_IN:
        for ladder in catalogue.card(engine).less_memory.values():
            assert all(set(less) <= {"batch", "compute"} for less in ladder), engine


@pytest.mark.parametrize(
    ("live", "spare"),
    [
        ([("gpu", ["base"]), ("cpu", ["base"])], "cpu"),
        ([("gpu", ["base"]), ("cpu", ["tiny"])], None),
        ([("gpu", ["base"])], None),
        ([("cpu", ["base"])], None),
    ],
)
def test_work_for_a_gpu_may_go_to_a_cpu_that_has_the_model(
    live: list[tuple[str, list[str]]], spare: str | None
) -> None:
    serving = [LiveEngine("transcribe", "faster-whisper", device, models) for device, models in live]
    chosen = select(Wanted(model="base"), catalogue.cards(), [PREPARE, *serving])["transcribe"]
    assert chosen.spare == spare
