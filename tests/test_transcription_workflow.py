"""The batch story on a real Temporal server, with a real model where the words matter."""

import asyncio
import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from temporalio.client import Client, WorkflowFailureError

from activities import folder, storage
from activities.chunks import Chunk, InputFacts, Preparation, Region
from activities.index import Index, Job
from activities.prepare import Plan
from activities.timing import Ran
from tests import jobs
from tests.conftest import AUDIO
from workers.settings import WorkerSettings
from workflows.request import TranscriptionRequest

pytestmark = pytest.mark.usefixtures("workers")

SPEECH = (AUDIO / "jfk.wav").read_bytes()
TWO_CHUNKS = (AUDIO / "two_speakers.flac").read_bytes()


def row_of(index: Index, request: TranscriptionRequest) -> Job:
    row = index.get(request.job_id)
    assert row
    return row


def planned(settings: WorkerSettings, chunks: int, model: str) -> TranscriptionRequest:
    """A job that is prepared already, with as many chunks of one second as are wanted."""
    request = jobs.place(settings, b"", engine="fake", model=model)
    seconds = [Region(start=float(at), end=float(at + 1)) for at in range(chunks)]
    facts = InputFacts(container="wav", codec="pcm", channels=1, sample_rate=16000, duration=chunks)
    preparation = Preparation(
        facts=facts, chunks=[Chunk(start=one.start, end=one.end, speech=[one]) for one in seconds]
    )
    jobs.write_wav(folder.audio(request.folder), seconds=chunks)
    ran = Ran(waited=0, ran=0, attempt=1, wasted=0)
    storage.write_model(folder.plan(request.folder), Plan(preparation=preparation, engine="x", ran=ran))
    return request


async def test_an_upload_becomes_a_transcript(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, SPEECH)
    transcript = await jobs.transcribe(temporal, index, request)
    assert "ask not what your country can do for you" in transcript.text.lower()
    row = row_of(index, request)
    assert (row.status, row.language, row.duration) == ("completed", "en", 11.0)
    assert row.started_at
    assert row.completed_at
    assert row.started_at <= row.completed_at
    assert [stage.stage for stage in transcript.stages] == ["prepare", "transcribe", "merge"]


async def test_a_file_that_is_no_audio_fails_the_job_at_once(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, b"this is not audio" * 100)
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, request)
    row = row_of(index, request)
    assert (row.status, row.error_code) == ("failed", "audio_unreadable")
    assert "not an audio or video file" in (row.error_message or "")
    history = await temporal.get_workflow_handle(request.job_id).fetch_history()
    tries = [e for e in history.events if e.HasField("activity_task_started_event_attributes")]
    assert all(event.activity_task_started_event_attributes.attempt == 1 for event in tries)


async def test_silence_gives_an_empty_transcript(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, (AUDIO / "odd" / "s_silence_30s.flac").read_bytes())
    transcript = await jobs.transcribe(temporal, index, request)
    assert (transcript.text, transcript.segments, transcript.duration) == ("", [], 30.0)


async def test_a_chunk_that_fails_is_tried_again(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, TWO_CHUNKS, engine="fake", model="flaky")
    transcript = await jobs.transcribe(temporal, index, request)
    transcribe = transcript.stages[1]
    assert transcribe.attempts == 2 * transcribe.chunks
    assert transcript.cost.wasted_seconds > 0


async def test_a_suspect_chunk_is_decoded_again_and_the_better_one_is_used(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, TWO_CHUNKS, engine="fake", model="deaf")
    transcript = await jobs.transcribe(temporal, index, request)
    assert transcript.quality.redecoded_chunks == transcript.stages[1].chunks == 2
    assert transcript.quality.suspect == []
    assert transcript.quality.transcribed_seconds == pytest.approx(transcript.quality.speech_seconds, abs=1)


async def test_finished_chunks_are_not_transcribed_again(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, TWO_CHUNKS, engine="fake")
    first = await jobs.transcribe(temporal, index, request)
    names = [name for name in storage.list_names(request.folder) if name.startswith("chunks/")]
    before = {name: storage.read(storage.join(request.folder, name)) for name in names}
    handle = await jobs.start(temporal, jobs.renamed(request))  # as if all of it had been lost but the files
    await handle.result()
    assert len(before) == first.stages[1].chunks > 1
    assert before == {name: storage.read(storage.join(request.folder, name)) for name in names}


async def test_a_cancelled_job_stops_a_running_chunk(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = planned(settings, chunks=4, model="slow")
    stretched = replace_chunk_length(request, seconds=300.0)  # a minute of work each
    jobs.insert(index, stretched)
    handle = await jobs.start(temporal, stretched)
    await jobs.until_running(handle, "transcribe")
    await handle.cancel()
    async with asyncio.timeout(10):
        with pytest.raises(WorkflowFailureError):
            await handle.result()
    assert row_of(index, request).status == "cancelled"
    assert not [name for name in storage.list_names(request.folder) if name.startswith("chunks/")]


def replace_chunk_length(request: TranscriptionRequest, seconds: float) -> TranscriptionRequest:
    plan = storage.read_model(folder.plan(request.folder), Plan)
    chunks = [
        Chunk(start=number * seconds, end=(number + 1) * seconds, speech=[])
        for number in range(len(plan.preparation.chunks))
    ]
    jobs.write_wav(folder.audio(request.folder), seconds=seconds * len(chunks))
    longer = plan.preparation.model_copy(update={"chunks": chunks})
    storage.write_model(folder.plan(request.folder), plan.model_copy(update={"preparation": longer}))
    return request


async def test_a_job_that_nobody_can_serve_fails_with_a_sentence(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, SPEECH, engine="nobody")
    request.patience = 1.0
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, request)
    row = row_of(index, request)
    assert (row.status, row.error_code) == ("failed", "engine_unavailable")
    assert "no worker took the work" in (row.error_message or "")


async def test_weights_that_cannot_be_had_fail_the_job_without_retry(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, SPEECH, model="no-such-model")
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, request)
    row = row_of(index, request)
    assert row.error_code == "engine_unavailable"
    assert "'no-such-model'" in (row.error_message or "")


async def test_a_long_job_goes_on_in_new_runs_and_does_no_chunk_twice(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = planned(settings, chunks=150, model="steady")
    transcript = await jobs.transcribe(temporal, index, request)
    assert len(transcript.segments) == 150
    assert transcript.stages[1].attempts == 150
    runs = [run async for run in temporal.list_workflows(f"WorkflowId = '{request.job_id}'")]
    assert len(runs) > 1
    assert max([run.history_length for run in runs]) < 300


async def test_temporal_shows_the_job_in_words_and_holds_no_transcript(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, SPEECH, prompt="A secret prompt")
    await jobs.transcribe(temporal, index, request)
    handle = temporal.get_workflow_handle(request.job_id)
    attributes = (await handle.describe()).typed_search_attributes
    shown = {pair.key.name: pair.value for pair in attributes.search_attributes}
    assert shown == shown | {"DalstonStatus": "completed", "DalstonStage": "record"}
    history = (await handle.fetch_history()).to_json()
    assert "chunk 1/1" in decoded(history)
    for secret in ("country", "secret prompt"):
        assert secret not in decoded(history).lower()


def decoded(history: str) -> str:
    """A history's JSON with its base64 payloads made readable."""

    def strings(item: Any) -> Iterator[str]:
        if isinstance(item, dict):
            for key, value in item.items():
                if key == "data" and isinstance(value, str):
                    yield base64.b64decode(value).decode("utf-8", "replace")
                else:
                    yield from strings(value)
        elif isinstance(item, list):
            for value in item:
                yield from strings(value)
        else:
            yield str(item)

    return "\n".join(strings(json.loads(history)))
