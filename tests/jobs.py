"""Jobs without the API: put an upload in its folder, start the workflow as the API would."""

import hashlib
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHandle
from ulid import ULID

from activities import folder, storage
from activities.engines import TranscribeOptions
from activities.index import Index, Job, now
from activities.transcript import Transcript
from workers.settings import WorkerSettings
from workflows.progress import Progress
from workflows.selection import LIGHT_QUEUE, Choice
from workflows.transcription import TranscriptionRequest, TranscriptionWorkflow

Handle = WorkflowHandle[Any, str]


def place(settings: WorkerSettings, content: bytes, **options: Any) -> TranscriptionRequest:
    """A job's folder with its upload and options, and the request to start it with."""
    job_id = f"job_{ULID()}"
    job = storage.join(settings.storage_url, job_id)
    storage.write(folder.upload(job), content)
    model = options.pop("model", "tiny.en")
    engine = options.pop("engine", "faster-whisper")
    storage.write_model(folder.options(job), TranscribeOptions(**options))
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
            request={},
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


async def progress(handle: Handle) -> Progress:
    return await handle.query(TranscriptionWorkflow.progress)


def upload(path: Path) -> bytes:
    return path.read_bytes()
