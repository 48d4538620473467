"""A job that waits says its place; one that is worked on does not."""

import asyncio
from dataclasses import replace

import httpx
from temporalio.client import Client

from activities.index import Index
from api import jobs
from tests.http_jobs import AUDIO, JOBS, SLOW, job, long_talk, running, submit
from tests.jobs import insert, place
from tests.test_fairness import PREPARE
from workers.settings import WorkerSettings


async def test_a_job_that_nobody_works_for_says_how_many_come_before_it(
    api: httpx.AsyncClient, temporal: Client, index: Index, settings: WorkerSettings
) -> None:
    request = place(settings, (AUDIO / "jfk.wav").read_bytes(), engine="fake", model="steady")
    request = replace(request, prepare=PREPARE)
    insert(index, request)
    accepted = await job(api, request.job_id)
    assert accepted["status"] in ("pending", "running")
    assert accepted["queue_position"] >= 0
    row = index.get(request.job_id)
    assert row
    handle = await jobs.start(temporal, row)
    while not (await handle.describe()).raw_description.pending_activities:
        await asyncio.sleep(0.05)
    while (waiting := await job(api, request.job_id))["queue_position"] is None:
        await asyncio.sleep(0.05)  # a workflow on a busy machine was not asked in time
    assert waiting["queue_position"] >= 0
    assert (waiting["stage"], waiting["audio_seconds_done"]) == ("prepare", 0)
    await handle.cancel()


async def test_a_job_that_is_worked_on_has_no_place_in_the_queue(api: httpx.AsyncClient) -> None:
    id = await submit(api, long_talk(), model=SLOW)
    assert (await running(api, id))["queue_position"] is None
    await api.delete(f"{JOBS}/{id}?cancel=true")
