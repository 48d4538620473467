"""A batch on a real Temporal server: so many at once, paused, cancelled, killed, and nothing done twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from temporalio.client import Client, WorkflowFailureError

from activities.batches import Batch, Batches, BatchItem
from activities.index import ENDED, Index, Job
from api import batch_runs
from tests import batches
from tests.api_server import until
from tests.conftest import MODEL, free_ports
from tests.processes import Stack, running_stack
from workflows.batch import BatchWorkflow

pytestmark = pytest.mark.usefixtures("workers")


@pytest.fixture
def shelf(data: Path, request: pytest.FixtureRequest) -> Path:
    return data / "shelf" / str(request.node.name)


def items(index: Index, batch: Batch) -> list[BatchItem]:
    return list(Batches(index.engine).items(batch.id, limit=1000))


def statuses(index: Index, batch: Batch) -> list[str]:
    return [item.status for item in items(index, batch)]


def jobs(index: Index, batch: Batch) -> list[Job]:
    with Session(index.engine) as session:
        return list(session.scalars(select(Job).where(Job.batch_id == batch.id).order_by(Job.created_at)))


def status(index: Index, batch: Batch) -> str:
    found = Batches(index.engine).get(batch.id, "default")
    assert found
    return found.status


def most_at_once(found: list[Job]) -> int:
    """How many jobs were unfinished at the same time, by what their rows say."""
    moments = [(job.created_at, 1) for job in found] + [(job.completed_at or "", -1) for job in found]
    running = most = 0
    for _, change in sorted(moments):
        running += change
        most = max(most, running)
    return most


async def until_some(index: Index, batch: Batch, wanted: str) -> None:
    """Wait until an item has a status."""

    async def look() -> list[str]:
        return statuses(index, batch)

    await until(look, lambda found: wanted in found)


async def test_every_recording_becomes_one_job_and_no_more_run_than_may(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 7), most_running=2)
    handle = await batches.start(temporal, batch)
    assert await handle.result() == "completed"
    assert statuses(index, batch) == ["completed"] * 7
    found = jobs(index, batch)
    assert len(found) == 7
    assert most_at_once(found) == 2
    assert {job.name for job in found} == {f"talk-{number:03}.wav" for number in range(1, 8)}
    assert all(job.upload_bytes for job in found)
    assert status(index, batch) == "completed"


async def test_what_it_took_is_added_up(temporal: Client, index: Index, shelf: Path) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 2))
    await (await batches.start(temporal, batch)).result()
    summary = Batches(index.engine).summaries([batch.id])[batch.id]
    assert summary.audio_seconds == pytest.approx(2 * 11, abs=0.1)
    assert summary.engine_seconds > 0


async def test_the_workflow_says_how_many_there_are_of_each(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 3))
    handle = await batches.start(temporal, batch)
    await handle.result()
    tally = await handle.query(BatchWorkflow.counts)
    assert (tally.status, tally.counts) == ("completed", {"completed": 3})


async def test_failures_are_told_and_the_others_go_on(temporal: Client, index: Index, shelf: Path) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 4, broken=(2,)))
    assert await (await batches.start(temporal, batch)).result() == "completed"
    assert statuses(index, batch) == ["completed", "failed", "completed", "completed"]
    failed = items(index, batch)[1]
    assert failed.error_code == "audio_unreadable"
    assert failed.error_message


async def test_a_file_that_has_gone_fails_without_a_job(temporal: Client, index: Index, shelf: Path) -> None:
    sources = batches.shelf(shelf, 2)
    (shelf / "talk-001.wav").unlink()
    batch = batches.insert(index, sources)
    await (await batches.start(temporal, batch)).result()
    assert statuses(index, batch) == ["failed", "completed"]
    assert items(index, batch)[0].job_id is None


async def test_a_batch_can_stop_at_the_first_failure_and_go_on_later(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 4, broken=(1,)), most_running=1, on_failure="stop")
    handle = await batches.start(temporal, batch)
    await until_some(index, batch, "failed")
    store = Batches(index.engine)
    assert status(index, batch) == "paused"
    assert statuses(index, batch) == ["failed", "pending", "pending", "pending"]
    assert store.change(batch.id, "running", of=("paused",))
    await batch_runs.look(temporal, batch)
    assert await handle.result() == "completed"
    assert statuses(index, batch) == ["failed", "completed", "completed", "completed"]


async def test_what_failed_is_tried_again_as_a_new_job(temporal: Client, index: Index, shelf: Path) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 3, broken=(2,)))
    await (await batches.start(temporal, batch)).result()
    first = items(index, batch)[1].job_id
    (shelf / "talk-002.wav").write_bytes((shelf / "talk-001.wav").read_bytes())
    assert Batches(index.engine).retry_failed(batch.id) == 1
    handle = await batches.start(temporal, batch)
    assert await handle.result() == "completed"
    assert statuses(index, batch) == ["completed"] * 3
    assert items(index, batch)[1].job_id != first
    assert len(jobs(index, batch)) == 4


async def test_a_paused_batch_starts_nothing_and_goes_on_when_resumed(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 4), model="slow", most_running=1)
    handle = await batches.start(temporal, batch)
    await until_some(index, batch, "running")
    store = Batches(index.engine)
    assert store.change(batch.id, "paused", of=("running",))
    await batch_runs.look(temporal, batch)
    await until_some(index, batch, "completed")
    assert statuses(index, batch) == ["completed", "pending", "pending", "pending"]
    assert (await handle.query(BatchWorkflow.counts)).status == "paused"
    assert store.change(batch.id, "running", of=("paused",))
    await batch_runs.look(temporal, batch)
    assert await handle.result() == "completed"
    assert statuses(index, batch) == ["completed"] * 4
    assert len(jobs(index, batch)) == 4


async def test_cancelling_stops_what_runs_and_starts_nothing_more(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 5), model="slow", most_running=2)
    handle = await batches.start(temporal, batch)
    await until_some(index, batch, "running")
    assert Batches(index.engine).change(batch.id, "cancelling", of=("running",))
    await batch_runs.look(temporal, batch)
    assert await handle.result() == "cancelled"
    assert set(statuses(index, batch)) == {"cancelled"}
    assert all(job.status == "cancelled" for job in jobs(index, batch))
    assert len(jobs(index, batch)) <= 2


async def test_cancelling_the_workflow_in_temporal_cancels_the_batch(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 4), model="slow", most_running=1)
    handle = await batches.start(temporal, batch)
    await until_some(index, batch, "running")
    await handle.cancel()
    with pytest.raises(WorkflowFailureError):
        await handle.result()
    assert status(index, batch) == "cancelled"
    assert set(statuses(index, batch)) == {"cancelled"}


async def test_a_long_batch_goes_on_in_a_new_run_and_loses_nothing(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 24), most_running=3)
    handle = await batches.start(temporal, batch)
    assert await handle.result() == "completed"
    first = temporal.get_workflow_handle(batch.id, run_id=handle.first_execution_run_id)
    runs = [run async for run in temporal.list_workflows(f"WorkflowId = '{batch.id}'")]
    assert first
    assert len(runs) > 1
    assert statuses(index, batch) == ["completed"] * 24
    found = jobs(index, batch)
    assert len(found) == 24
    assert most_at_once(found) <= 3


async def test_a_terminated_batch_is_taken_up_where_it_was(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 4), model="slow", most_running=2)
    await (await batches.start(temporal, batch)).terminate()
    await batch_runs.look_after(temporal, Batches(index.engine), "9999")
    handle = temporal.get_workflow_handle_for(BatchWorkflow.run, batch.id)
    assert await handle.result() == "completed"
    assert len(jobs(index, batch)) == 4


async def test_what_an_earlier_batch_has_done_is_skipped_unless_it_has_changed(
    temporal: Client, index: Index, shelf: Path
) -> None:
    sources = batches.shelf(shelf, 3)
    first = batches.insert(index, sources)
    await (await batches.start(temporal, first)).result()
    (shelf / "talk-002.wav").write_bytes((shelf / "talk-002.wav").read_bytes() + b"\0\0")
    again = batches.insert(index, sources, skip_done=True)
    await (await batches.start(temporal, again)).result()
    assert statuses(index, again) == ["skipped", "completed", "skipped"]
    assert items(index, again)[0].job_id == items(index, first)[0].job_id
    otherwise = batches.insert(index, sources, model="deaf", skip_done=True)
    await (await batches.start(temporal, otherwise)).result()
    assert statuses(index, otherwise) == ["completed"] * 3


async def test_nothing_in_temporal_says_where_a_recording_is(
    temporal: Client, index: Index, shelf: Path
) -> None:
    batch = batches.insert(index, batches.shelf(shelf, 2, broken=(2,)))
    handle = await batches.start(temporal, batch)
    await handle.result()
    for workflow_id in (batch.id, *(job.id for job in jobs(index, batch))):
        history = (await temporal.get_workflow_handle(workflow_id).fetch_history()).to_json()
        assert shelf.name not in history


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    shelf = (tmp_path / "shelf").as_uri()
    async with running_stack(tmp_path, free_ports(), MODEL, DALSTON_BATCH_FOLDERS=shelf) as stack:
        yield stack


async def counts(stack: Stack, batch_id: str) -> dict[str, Any]:
    """Asked until it is answered."""
    found: dict[str, Any] = (await stack.api.get(f"/v1/batches/{batch_id}")).json()
    return found


@pytest.mark.timeout(400)  # a worker killed while it records a job is missed after a minute
async def test_killed_workers_and_servers_make_every_recording_one_job(stack: Stack, tmp_path: Path) -> None:
    batches.shelf(tmp_path / "shelf", 8)
    asked = {"folder": (tmp_path / "shelf").as_uri(), "most_running": 3, "options": {"language": "en"}}
    answer = await stack.api.post("/v1/batches", json=asked)
    assert answer.status_code == 201, answer.text
    batch_id = answer.json()["id"]
    for done, name in ((1, "workers"), (3, "temporal"), (5, "workers")):
        while (await counts(stack, batch_id))["counts"]["completed"] < done:
            await asyncio.sleep(0.1)
        stack.kill(name)
        stack.start(name)
    found = await until(lambda: counts(stack, batch_id), lambda found: found["status"] == "completed", 300)
    assert found["counts"]["completed"] == 8
    rows = jobs(Index(stack.settings.database_url), Batch(id=batch_id))
    assert len(rows) == 8
    assert all(row.status in ENDED for row in rows)
    assert len({row.fingerprint for row in rows}) == 8
    assert most_at_once(rows) <= 3


def test_a_job_id_follows_from_its_item() -> None:
    from activities.batch_job import job_id_of

    item = BatchItem(batch_id="batch_01JA8Z0000000000000000000A", number=1, attempt=1)
    again = BatchItem(batch_id="batch_01JA8Z0000000000000000000A", number=1, attempt=2)
    assert job_id_of(item) == job_id_of(item) != job_id_of(again)
    assert job_id_of(item).startswith("job_01JA8Z0000")
