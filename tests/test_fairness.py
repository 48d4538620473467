"""Whose work comes first where work waits: the urgent, then every tenant in turn."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from temporalio.client import Client

from activities.index import Index, Job
from api import jobs
from api.jobs import Handle, stored
from tests.http_jobs import AUDIO, long_talk
from tests.jobs import insert, place
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.dispatch import lane
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
    return (await began(handle, "prepare"))[0]


async def began(handle: Handle, activity: str) -> list[datetime]:
    """When workers began with an activity of a job."""
    names, times = {}, []
    async for event in handle.fetch_history_events():
        if event.HasField("activity_task_scheduled_event_attributes"):
            names[event.event_id] = event.activity_task_scheduled_event_attributes.activity_type.name
        started = event.activity_task_started_event_attributes
        if names.get(started.scheduled_event_id) == activity:
            times.append(event.event_time.ToDatetime())
    return times


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
    times = {handle.id: await prepared_at(handle) for handle in (*crowd, single, urgent)}
    order = sorted(times, key=lambda id: times[id])
    assert order.index(urgent.id) <= 1  # one may have been handed out while the worker started
    assert order.index(single.id) <= 4


async def test_a_short_recording_does_not_wait_for_the_chunks_of_a_long_one(
    temporal: Client, workers: None, index: Index, settings: WorkerSettings
) -> None:
    long, short = [
        await heard(temporal, index, settings, content)
        for content in (long_talk(30), (AUDIO / "jfk.wav").read_bytes())
    ]
    stop = asyncio.Event()
    one_at_a_time = settings.model_copy(update={"device": "gpu", "engines": "fake:steady", "slots": 1})
    async with asyncio.TaskGroup() as group:
        group.create_task(serve(temporal, one_at_a_time, stop, hosts_workflows=False))
        await asyncio.gather(long.result(), short.result())
        stop.set()
    chunks = await began(long, "transcribe")
    assert len(chunks) > 8
    before = [time for time in chunks if time < (await began(short, "transcribe"))[0]]
    assert len(before) <= 2  # as above


async def heard(temporal: Client, index: Index, settings: WorkerSettings, content: bytes) -> Handle:
    """A job of one tenant whose chunks wait for somebody to transcribe them."""
    request = place(settings, content, engine="fake", model="steady", language="en")
    request = replace(request, tenant="patient", transcribe=replace(request.transcribe, device="gpu"))
    insert(index, request)
    row = Job(id=request.job_id, tenant="patient", name="a test", request=stored(request), priority=3)
    handle = await jobs.start(temporal, row)
    while "transcribe" not in {
        work.activity_type.name for work in (await handle.describe()).raw_description.pending_activities
    }:
        await asyncio.sleep(0.05)
    return handle


@pytest.mark.parametrize("tenant", ["newsroom", "n" * 64])
def test_long_recordings_take_their_turn_as_somebody_else(tenant: str) -> None:
    assert lane(tenant, 60) is None
    assert (key := lane(tenant, 36_000))
    assert key != tenant
    assert len(key) <= 64
