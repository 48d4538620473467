"""Record one history of each shape a workflow can take: pytest tests/record_histories.py.

Named so that a plain test run leaves it alone. Set RELEASE before recording what a new release does.
"""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from temporalio.client import Client

from activities.audit import Receipt
from activities.batches import Batches
from activities.database import later, now
from activities.deliveries import Deliveries
from activities.index import Index, Job
from activities.purge import PurgeInput
from activities.retention import Retention, retention_id
from activities.signature import new_secret
from activities.webhooks import ABOUT_JOBS, Webhook, Webhooks
from api import batch_runs, outgoing
from api.deliveries import a_test
from tests import batches, jobs
from tests.conftest import AUDIO
from tests.kept import kept_worker
from tests.live import calling, session, silence, speech
from tests.test_memory import on_a_gpu
from tests.test_optional_stages import BESIDE, asking
from tests.test_poison import poisoned
from tests.test_transcription_workflow import planned
from workers.settings import WorkerSettings
from workflows.forget import forget_id
from workflows.purge import PurgeWorkflow, purge_id
from workflows.request import TranscriptionRequest
from workflows.retention import RetentionWorkflow
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
    "fetched",
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
    if shape == "fetched":  # by an earlier attempt: the upload is there
        placed = jobs.place(settings, speech, engine="fake", model="steady")
        return replace(placed, upload_sha256="", fetch=True)
    return jobs.place(settings, speech, engine="fake", model="steady" if shape == "completed" else shape)


async def test_record_misfortunes(
    temporal: Client,
    temporal_address: str,
    workers: None,
    settings: WorkerSettings,
    index: Index,
    tmp_path: Path,
) -> None:
    """Chunks that break their worker, one of many and the only one; chunks that fit on no GPU."""
    told = ("--engines", "fake:poison,fake:cramped", "--device", "gpu")
    wanted = {
        "poisoned": poisoned(settings, 12, 5),
        "poisoned-all": poisoned(settings, 1, 0),
        "displaced": on_a_gpu(settings, "cramped", spare="cpu"),
    }
    async with kept_worker(temporal_address, settings.data, tmp_path, *told, DALSTON_SLOTS="2"):
        for shape, request in wanted.items():
            jobs.insert(index, request)
            handle = await jobs.start(temporal, request)
            await asyncio.gather(handle.result(), return_exceptions=True)
            (FOLDER / f"{RELEASE}-{shape}.json").write_text((await handle.fetch_history()).to_json())


async def test_record_messages(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    """A job that is told to a webhook; a message that is told no more, and one that is given up."""
    webhook = Webhook(
        id="wh_recorded",
        tenant="recorded",
        url="https://10.0.0.1/",  # where no message may go
        types=list(ABOUT_JOBS),
        secret=new_secret(),
        created_at=now(),
    )
    Webhooks(index.engine).add(webhook, 50)
    given_up = a_test(webhook)
    Deliveries(index.engine).add(given_up)
    request = replace(shaped("completed", settings), tenant="recorded")
    jobs.insert(index, request)
    await (handle := await jobs.start(temporal, request)).result()
    [delivery_id] = Deliveries(index.engine).of_job(request.job_id)
    await outgoing.start(temporal, given_up.id)
    failing = temporal.get_workflow_handle(given_up.id)
    await failing.cancel()
    await failing.result()
    Webhooks(index.engine).change(webhook.id, disabled_at=now(), disabled_reason="recorded")
    telling = temporal.get_workflow_handle(delivery_id)
    await telling.result()
    for shape, told in (("told", handle), ("delivery", telling), ("delivery-given-up", failing)):
        (FOLDER / f"{RELEASE}-{shape}.json").write_text((await told.fetch_history()).to_json())


async def test_record_batches(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index, data: Path
) -> None:
    """A batch with a failure that is forgotten with its jobs, a cancelled one, one of several runs."""
    shapes = {"batch": 4, "batch-cancelled": 3, "batch-continued": 24}
    for shape, many in shapes.items():
        sources = batches.shelf(data / "shelf" / shape, many, broken=(2,))
        model = "slow" if shape == "batch-cancelled" else "steady"
        batch = batches.insert(index, sources, model)
        handle = await batches.start(temporal, batch)
        if shape == "batch-cancelled":
            while not Batches(index.engine).items(batch.id, limit=1, status="running"):
                await asyncio.sleep(0.05)
            Batches(index.engine).change(batch.id, "cancelling", of=("running",))
            await batch_runs.look(temporal, batch)
        runs = [run async for run in temporal.list_workflows(f"WorkflowId = '{batch.id}'")]
        await handle.result()
        first = temporal.get_workflow_handle(batch.id, run_id=runs[-1].run_id if runs else None)
        (FOLDER / f"{RELEASE}-{shape}.json").write_text((await first.fetch_history()).to_json())
    (FOLDER / f"{RELEASE}-batch-continued-last.json").write_text((await handle.fetch_history()).to_json())
    await batch_runs.forget(temporal, batch, Receipt("default"), jobs=True)
    forgetting = temporal.get_workflow_handle(forget_id(batch.id))
    (FOLDER / f"{RELEASE}-batch-forgotten.json").write_text((await forgetting.fetch_history()).to_json())


async def test_record_retention(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    """A job's timer, told to look again, until it forgets the job."""
    request = shaped("completed", settings)
    jobs.insert(index, request)
    await (await jobs.start(temporal, request)).result()
    timer = temporal.get_workflow_handle(retention_id(request.job_id))
    Retention(index.engine).change(request.job_id, 0)
    await timer.signal(RetentionWorkflow.look_again)
    with Session(index.engine) as session, session.begin():
        session.execute(update(Job).where(Job.id == request.job_id).values(expires_at=later(1)))
    await timer.signal(RetentionWorkflow.look_again)
    await timer.result()
    (FOLDER / f"{RELEASE}-retention.json").write_text((await timer.fetch_history()).to_json())


async def test_record_sessions(temporal: Client, live_url: str, api: httpx.AsyncClient) -> None:
    """One that becomes a job at its end, one that its owner ends, one that nobody comes back to."""
    enhanced: dict[str, Any] = {"enhance_on_end": True, "enhance_options": '{"model": "fake:steady"}'}
    enhanced["language"] = "en"
    for shape in ("session", "session-deleted", "session-left"):
        query = enhanced if shape == "session" else {}
        async with calling(live_url, **query) as caller:
            id = (await caller.heard("session.begin"))["session_id"]
            await caller.say(speech() + silence(1))
            await caller.heard("transcript.final")
            if shape == "session":
                await caller.tell("end")
                await caller.heard("session.end")
            elif shape == "session-deleted":
                await api.delete(f"/v1/realtime/sessions/{id}")
            else:
                caller.socket.transport.abort()
                await caller.closed()
        while (await session(api, id))["status"] == "active":
            await asyncio.sleep(0.1)
        handle = temporal.get_workflow_handle(id)
        await handle.result()
        (FOLDER / f"{RELEASE}-{shape}.json").write_text((await handle.fetch_history()).to_json())
