"""Whose work comes first where work waits: the urgent, then every tenant in turn."""

import asyncio
from dataclasses import replace
from datetime import datetime

from temporalio.client import Client

from activities.index import Index, Job
from api import jobs
from api.jobs import Handle, stored
from tests.http_jobs import AUDIO
from tests.jobs import insert, place
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.selection import Choice

PREPARE = Choice("prepare", "audio-prepare", "gpu")  # nobody serves it until the test does


async def queued(
    temporal: Client, index: Index, settings: WorkerSettings, tenant: str, priority: int = 3
) -> Handle:
    """A job that waits for somebody to prepare it."""
    request = place(settings, (AUDIO / "jfk.wav").read_bytes(), engine="fake", model="steady")
    request = replace(request, tenant=tenant, prepare=PREPARE)
    insert(index, request)
    row = Job(id=request.job_id, tenant=tenant, name="a test", request=stored(request), priority=priority)
    handle = await jobs.start(temporal, row)
    while not (await handle.describe()).raw_description.pending_activities:
        await asyncio.sleep(0.05)
    return handle


async def prepared_at(handle: Handle) -> datetime:
    """When its recording began to be prepared."""
    names = {}
    async for event in handle.fetch_history_events():
        if event.HasField("activity_task_scheduled_event_attributes"):
            names[event.event_id] = event.activity_task_scheduled_event_attributes.activity_type.name
        started = event.activity_task_started_event_attributes
        if names.get(started.scheduled_event_id) == "prepare":
            return event.event_time.ToDatetime()
    raise AssertionError("was not prepared")


async def test_the_urgent_comes_first_and_a_second_tenant_does_not_wait_for_all_of_the_first(
    temporal: Client, workers: None, index: Index, settings: WorkerSettings
) -> None:
    crowd = [await queued(temporal, index, settings, "crowd") for _ in range(8)]
    single = await queued(temporal, index, settings, "single")
    urgent = await queued(temporal, index, settings, "crowd", priority=1)
    stop = asyncio.Event()
    one_at_a_time = settings.model_copy(update={"device": "gpu", "engines": "audio-prepare", "slots": 1})
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(temporal, one_at_a_time, stop, hosts_workflows=False))
        await asyncio.gather(*(handle.result() for handle in (*crowd, single, urgent)))
        stop.set()
    began = {handle.id: await prepared_at(handle) for handle in (*crowd, single, urgent)}
    order = sorted(began, key=lambda id: began[id])
    assert order.index(urgent.id) <= 1  # one may have been handed out while the worker started
    assert order.index(single.id) <= 4
