"""A recording that breaks the process that transcribes it takes nothing else with it."""

import asyncio
import wave
from collections.abc import AsyncIterator
from dataclasses import replace

import numpy as np
import pytest
from temporalio.client import Client, WorkflowFailureError

from activities import folder, storage
from activities.apart import Ended, run
from activities.audio import SAMPLE_RATE
from activities.engines import EngineCrashed, ModelUnavailable
from activities.index import Index
from tests import ending, jobs
from tests.kept import Kept, kept_worker
from tests.test_transcription_workflow import planned, row_of
from workers.settings import WorkerSettings
from workflows.fan_out import most_gaps
from workflows.request import TranscriptionRequest
from workflows.selection import Choice

POISONED = Choice("transcribe", "fake", "gpu", "poison")
LONG, BAD = 12, 5  # chunks, and which of them


def poisoned(settings: WorkerSettings, chunks: int, bad: int | None) -> TranscriptionRequest:
    """A prepared job; the chunk number `bad` begins with a bang."""
    request = planned(settings, chunks, "poison")
    samples = np.zeros(chunks * SAMPLE_RATE, np.int16)
    if bad is not None:
        samples[bad * SAMPLE_RATE] = 32767
    with storage.open_write(folder.audio(request.folder)) as file, wave.open(file, "wb") as wav:
        wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        wav.writeframes(samples.tobytes())
    return replace(request, transcribe=POISONED, language="en")


@pytest.fixture(scope="module")
async def worker(
    temporal_address: str, workers: None, settings: WorkerSettings, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Kept]:
    place = tmp_path_factory.mktemp("poison")
    told = ("--engines", "fake:poison", "--device", "gpu")
    async with kept_worker(temporal_address, settings.data, place, *told, DALSTON_SLOTS="2") as kept:
        yield kept


async def test_poison_costs_its_job_a_part_and_the_jobs_beside_it_nothing(
    temporal: Client, index: Index, settings: WorkerSettings, worker: Kept
) -> None:
    long, healthy = poisoned(settings, LONG, BAD), poisoned(settings, LONG, None)
    transcript, other = await asyncio.gather(
        *(jobs.transcribe(temporal, index, request) for request in (long, healthy))
    )
    assert [segment.start for segment in other.segments] == list(range(LONG))
    assert not other.warnings
    assert not other.quality.suspect
    assert [segment.start for segment in transcript.segments] == [at for at in range(LONG) if at != BAD]
    assert [(gap.start, gap.end, gap.reasons) for gap in transcript.quality.suspect] == [
        (BAD, BAD + 1, ["not_transcribed"])
    ]
    [warning] = transcript.warnings
    assert (warning.stage, warning.code, warning.fallback) == ("transcribe", "engine_crashed", "a gap")
    assert "fake:poison crashes on the recording from 5.0 to 6.0 s" in warning.message
    assert [death.cause for death in worker.deaths] == ["killed by SIGABRT"] * 2


async def test_a_recording_that_is_all_poison_fails_with_a_sentence_and_can_be_tried_again(
    temporal: Client, index: Index, settings: WorkerSettings, worker: Kept
) -> None:
    request = poisoned(settings, 1, 0)
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, request)
    row = row_of(index, request)
    assert (row.status, row.error_code, row.failed_stage) == ("failed", "engine_crashed", "transcribe")
    assert row.error_message == (
        "fake:poison crashes on the recording from 0.0 to 1.0 s (chunk 1/1): its process was ended by SIGABRT"
    )
    jobs.write_wav(folder.audio(request.folder), 1)  # as if the engine had been mended
    transcript = await jobs.transcribe(temporal, index, jobs.renamed(request))
    assert len(transcript.segments) == 1
    assert transcript.warnings == []


@pytest.mark.parametrize(("chunks", "gaps"), [(1, 0), (9, 0), (10, 1), (39, 3), (1000, 3)])
def test_a_tenth_of_a_recording_may_be_missing_and_no_more_than_three_parts(chunks: int, gaps: int) -> None:
    assert most_gaps(chunks) == gaps


def test_work_in_a_process_of_its_own_gives_its_result() -> None:
    assert run(ending.add, 2, 3) == 5


@pytest.mark.parametrize(
    ("how", "error", "says"),
    [
        ("abort", EngineCrashed, "ended by SIGABRT"),
        ("segfault", EngineCrashed, "ended by SIGSEGV"),
        ("exit", EngineCrashed, "ended with status 3"),
        ("kill", Ended, "ended by SIGKILL; the kernel does so when memory runs out"),
        ("raise", RuntimeError, "ValueError: it is odd"),
        ("refuse", ModelUnavailable, "no weights"),
    ],
)
def test_how_a_process_of_its_own_ended_is_told(how: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        run(ending.end, how)
