"""Batches without the API: recordings on a shelf, rows as it would have written them, the workflow."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHandle
from ulid import ULID

from activities.batches import Batch, Batches
from activities.database import now
from activities.index import Index
from activities.options import JobOptions
from api import batch_runs
from tests.conftest import AUDIO
from workflows.batch import BatchWorkflow
from workflows.request import TranscriptionRequest
from workflows.selection import Choice

Handle = WorkflowHandle[BatchWorkflow, str]


def shelf(folder: Path, count: int, *, broken: tuple[int, ...] = ()) -> list[str]:
    """URLs of recordings in a folder; the `broken` ones, counted from 1, are none."""
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        path = folder / f"talk-{number:03}.wav"
        if number in broken:
            path.write_bytes(b"this is no recording")
        else:
            shutil.copy(AUDIO / "jfk.wav", path)
    return [path.as_uri() for path in sorted(folder.iterdir())]


def insert(index: Index, sources: list[str], model: str = "steady", **columns: Any) -> Batch:
    request = TranscriptionRequest(
        job_id="",
        tenant="default",
        folder="",
        upload_sha256="",
        prepare=Choice("prepare", "audio-prepare", "cpu"),
        transcribe=Choice("transcribe", "fake", "cpu", model),
        language="en",
        fetch=True,
    )
    job = {"timestamps_granularity": "word", "language": "en", "priority": 3, "retention": 30}
    prototype = {
        "request": asdict(request),
        "job": job,
        "options": JobOptions(language="en").model_dump(mode="json"),
        "asked_sha256": f"model {model}",
        "most_unfinished": 0,
    }
    columns = {"most_running": 2, "on_failure": "continue", "skip_done": False} | columns
    batch = Batch(
        id=f"batch_{ULID()}",
        tenant="default",
        name="a test",
        status="running",
        options={},
        prototype=prototype,
        created_at=now(),
        **columns,
    )
    Batches(index.engine).add(batch, [(source, source.rpartition("/")[2]) for source in sources])
    return batch


async def start(temporal: Client, batch: Batch) -> Handle:
    await batch_runs.look(temporal, batch)
    return temporal.get_workflow_handle_for(BatchWorkflow.run, batch.id)
