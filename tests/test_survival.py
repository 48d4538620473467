"""Any process may be killed in the middle of a job: nothing is lost and nothing is done twice."""

import asyncio
import io
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, to_pcm
from activities.decode import open_upload
from tests.conftest import AUDIO, MODEL, free_ports
from tests.processes import Stack, running_stack

LENGTH = 150  # seconds of audio: enough chunks for a kill in the middle


@pytest.fixture(scope="module")
def speech() -> bytes:
    """Real utterances one after the other."""
    pieces: list[Any] = []
    while sum(len(piece) for piece in pieces) < LENGTH * SAMPLE_RATE:
        for path in sorted(AUDIO.glob("ls_*.flac")):
            with path.open("rb") as file, open_upload(file) as decoder:
                pieces += [*decoder.blocks(), np.zeros(SAMPLE_RATE // 2, np.float32)]
    with wave.open(content := io.BytesIO(), "wb") as wav:
        wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        wav.writeframes(to_pcm(np.concatenate(pieces)))
    return content.getvalue()


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("stack"), free_ports(), MODEL) as stack:
        yield stack


@pytest.fixture(scope="module")
async def undisturbed(stack: Stack, speech: bytes) -> list[dict[str, Any]]:
    """The segments of a run in which nothing happened."""
    job = await stack.finished(await stack.submit(speech))
    assert job["status"] == "completed"
    segments: list[dict[str, Any]] = job["segments"]
    return segments


async def started(stack: Stack, speech: bytes) -> str:
    """A job in the middle of its chunks."""
    job_id = await stack.submit(speech)
    while not stack.chunks(job_id):
        await asyncio.sleep(0.02)
    assert (await stack.job(job_id))["status"] == "running"
    return job_id


async def test_a_killed_worker_loses_nothing_and_repeats_no_finished_chunk(
    stack: Stack, speech: bytes, undisturbed: list[dict[str, Any]]
) -> None:
    job_id = await started(stack, speech)
    stack.kill("workers")
    before = stack.chunks(job_id)
    stack.start("workers")
    job = await stack.finished(job_id)
    assert job["status"] == "completed"
    assert job["segments"] == undisturbed
    after = stack.chunks(job_id)
    assert len(after) > len(before)
    assert {name: after[name] for name in before} == before
    transcribe = job["stages"][1]  # accounts of what was done twice
    assert transcribe["attempts"] > transcribe["chunks"] + job["quality"]["redecoded_chunks"]
    assert job["cost"]["wasted_seconds"] > 0


async def test_a_worker_asked_to_stop_finishes_what_it_does_and_leaves_the_rest(
    stack: Stack, speech: bytes, undisturbed: list[dict[str, Any]]
) -> None:
    job_id = await started(stack, speech)
    assert await stack.ask_to_stop("workers") == 0
    stack.start("workers")
    job = await stack.finished(job_id)
    assert job["segments"] == undisturbed
    transcribe = job["stages"][1]
    assert transcribe["attempts"] == transcribe["chunks"] + job["quality"]["redecoded_chunks"]
    assert job["cost"]["wasted_seconds"] == 0


async def test_a_killed_api_loses_no_job(
    stack: Stack, speech: bytes, undisturbed: list[dict[str, Any]]
) -> None:
    job_id = await started(stack, speech)
    stack.kill("api")
    stack.start("api")
    assert (await stack.finished(job_id))["segments"] == undisturbed


async def test_a_killed_temporal_server_goes_on_where_it_was(
    stack: Stack, speech: bytes, undisturbed: list[dict[str, Any]]
) -> None:
    job_id = await started(stack, speech)
    stack.kill("temporal")
    before = stack.chunks(job_id)
    stack.start("temporal")
    job = await stack.finished(job_id)
    assert job["segments"] == undisturbed
    assert {name: stack.chunks(job_id)[name] for name in before} == before


async def test_a_job_accepted_while_temporal_is_away_is_done_when_it_is_back(
    stack: Stack, undisturbed: list[dict[str, Any]]
) -> None:
    stack.kill("temporal")
    job_id = await stack.submit((AUDIO / "jfk.wav").read_bytes())
    stack.start("temporal")
    job = await stack.finished(job_id)
    assert job["status"] == "completed"
    assert "your country" in job["text"]


def test_no_process_logs_what_was_said(stack: Stack, undisturbed: list[dict[str, Any]]) -> None:
    logs = "".join(path.read_text(errors="replace") for path in Path(stack.data).glob("*.log")).lower()
    assert logs
    for segment in undisturbed:
        assert segment["text"].lower() not in logs
