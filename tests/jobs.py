"""Jobs without the API: put an upload in its folder, start the workflow as the API would."""

import asyncio
import hashlib
import wave
from dataclasses import replace
from typing import Any

from temporalio.client import Client, WorkflowHandle
from ulid import ULID

from activities import folder, storage
from activities.audio import SAMPLE_RATE
from activities.database import now
from activities.index import Index, Job
from activities.options import JobOptions
from activities.settings import SharedSettings
from activities.transcript import Transcript
from api.jobs import stored
from workflows.request import TranscriptionRequest
from workflows.selection import LIGHT_QUEUE, Choice
from workflows.transcription import TranscriptionWorkflow

Handle = WorkflowHandle[Any, str]


def place(settings: SharedSettings, content: bytes, **options: Any) -> TranscriptionRequest:
    """A job's folder with its upload and options, and the request to start it with."""
    job_id = f"job_{ULID()}"
    job = storage.join(settings.storage_url, job_id)
    storage.write(folder.upload(job), content)
    model = options.pop("model", "tiny.en")
    engine = options.pop("engine", "faster-whisper")
    storage.write_model(folder.options(job), JobOptions(**options))
    return TranscriptionRequest(
        job_id=job_id,
        tenant="default",
        folder=job,
        upload_sha256=hashlib.sha256(content).hexdigest(),
        prepare=Choice("prepare", "audio-prepare", "cpu"),
        transcribe=Choice("transcribe", engine, "cpu", model),
        language=options.get("language"),
    )


def insert(index: Index, request: TranscriptionRequest) -> None:
    """The row that the API would have written."""
    index.add(
        Job(
            id=request.job_id,
            tenant=request.tenant,
            name="a test",
            created_at=now(),
            folder=request.folder,
            upload_bytes=storage.size(folder.upload(request.folder)),
            upload_sha256=request.upload_sha256,
            request=stored(request),
        )
    )


async def start(temporal: Client, request: TranscriptionRequest) -> Handle:
    return await temporal.start_workflow(
        TranscriptionWorkflow.run, request, id=request.job_id, task_queue=LIGHT_QUEUE
    )


async def transcribe(temporal: Client, index: Index, request: TranscriptionRequest) -> Transcript:
    insert(index, request)
    handle = await start(temporal, request)
    return storage.read_model(await handle.result(), Transcript)


async def until_running(handle: Handle, stage: str) -> None:
    """Wait until work of a stage has begun on a worker."""
    while True:
        pending = (await handle.describe()).raw_description.pending_activities
        if any(
            work.activity_type.name == stage and work.attempt and work.HasField("last_started_time")
            for work in pending
        ):
            return
        await asyncio.sleep(0.05)


def renamed(request: TranscriptionRequest) -> TranscriptionRequest:
    """The same work on the same folder under another id."""
    return replace(request, job_id=f"job_{ULID()}")


def write_wav(url: str, seconds: float) -> None:
    """Digital silence as prepare would have left it."""
    with storage.open_write(url) as file, wave.open(file, "wb") as wav:
        wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        for _ in range(int(seconds)):
            wav.writeframesraw(bytes(2 * SAMPLE_RATE))
