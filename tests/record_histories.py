"""Record one history of each shape a workflow can take: pytest tests/record_histories.py.

Named so that a plain test run leaves it alone. Set RELEASE before recording what a new release does.
"""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from temporalio.client import Client

from activities.index import Index
from activities.purge import PurgeInput
from tests import jobs
from tests.conftest import AUDIO
from tests.test_optional_stages import BESIDE, asking
from tests.test_transcription_workflow import planned
from workers.settings import WorkerSettings
from workflows.purge import PurgeWorkflow, purge_id
from workflows.request import TranscriptionRequest
from workflows.selection import LIGHT_QUEUE

FOLDER = Path(__file__).parent / "histories"
RELEASE = "0.1"
SHAPES = [
    "completed",
    "flaky",
    "deaf",
    "failed",
    "cancelled",
    "continued",
    "everything",
    "warned",
    "redacted",
]


@pytest.mark.parametrize("shape", SHAPES)
async def test_record(
    shape: str, temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    request = shaped(shape, settings)
    jobs.insert(index, request)
    handle = await jobs.start(temporal, request)
    if shape == "cancelled":
        await jobs.until_running(handle, "transcribe")
        await handle.cancel()
    first = temporal.get_workflow_handle(request.job_id, run_id=handle.first_execution_run_id)
    await asyncio.gather(handle.result(), return_exceptions=True)
    (FOLDER / f"{RELEASE}-{shape}.json").write_text((await first.fetch_history()).to_json())
    if shape == "continued":
        (FOLDER / f"{RELEASE}-{shape}-last.json").write_text((await handle.fetch_history()).to_json())
    if shape == "completed":
        purging = await temporal.start_workflow(
            PurgeWorkflow.run,
            PurgeInput(request.job_id, request.folder),
            id=purge_id(request.job_id),
            task_queue=LIGHT_QUEUE,
        )
        await purging.result()
        (FOLDER / f"{RELEASE}-purge.json").write_text((await purging.fetch_history()).to_json())


def shaped(shape: str, settings: WorkerSettings) -> TranscriptionRequest:
    speech = (AUDIO / "two_speakers.flac").read_bytes()
    if shape == "failed":
        return jobs.place(settings, b"not audio")
    if shape == "continued":
        return planned(settings, chunks=60, model="steady")
    if shape == "cancelled":
        return planned(settings, chunks=3, model="slow")
    if shape in ("everything", "warned"):
        model = "steady" if shape == "everything" else "absent"
        return asking(jobs.place(settings, speech, engine="fake"), *BESIDE, model=model)
    if shape == "redacted":
        asked = asking(jobs.place(settings, speech, engine="fake"), "redact", "diarize")
        return replace(asked, redact_text=True, redact_audio=True, split=True)
    return jobs.place(settings, speech, engine="fake", model="steady" if shape == "completed" else shape)
