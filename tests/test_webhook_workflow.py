"""The end of a job is told to webhooks, for a day if it must be, whatever dies meanwhile."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker
from ulid import ULID

from activities.database import later, now
from activities.deliver import Deliver
from activities.deliveries import Deliveries, Delivery
from activities.index import Index
from activities.outbound import Outbound
from activities.outbox import Outbox
from activities.public_address import Rules
from activities.purge import PurgeInput
from activities.signature import new_secret
from activities.webhooks import ABOUT_JOBS, Webhook, Webhooks
from api import outgoing, reconciler
from api.deliveries import a_test
from tests import jobs
from tests.conftest import AUDIO
from tests.https_server import Authority
from tests.receiver import Receiver, receiving
from tests.test_index import a_job
from workers.settings import WorkerSettings
from workflows.delivery import DeliveryWorkflow
from workflows.purge import PurgeWorkflow, purge_id
from workflows.selection import DELIVERY_QUEUE, LIGHT_QUEUE

TEST_SERVER = str(Path(sys.executable).with_name("temporal-test-server"))


@pytest.fixture
def own(own_database: str) -> Index:
    """A database of the test's own."""
    return Index(own_database)


@pytest.fixture
def receiver(authority: Authority) -> Iterator[Receiver]:
    """One that has heard of nothing yet."""
    with receiving(authority) as receiver:
        yield receiver


def a_webhook(index: Index, url: str, **columns: Any) -> Webhook:
    about = {"tenant": "default", "types": list(ABOUT_JOBS), "created_at": now(), **columns}
    webhook = Webhook(id=f"wh_{ULID()}", url=url, secret=new_secret(), **about)
    assert Webhooks(index.engine).add(webhook, 50)
    return webhook


def message(index: Index, id: str) -> Delivery:
    found = Deliveries(index.engine).get(id)
    assert found
    return found


@asynccontextmanager
async def quick_days(index: Index, authority: Authority) -> AsyncIterator[Client]:
    """A Temporal server on which nobody waits for time to pass, and a worker that tells webhooks."""
    deliver = Deliver(
        index.engine, Outbound(Rules.allowing("localhost"), trusted=authority.trusted), disable_days=3
    )
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=TEST_SERVER, data_converter=pydantic_data_converter
    ) as environment:
        told = Worker(
            environment.client,
            task_queue=DELIVERY_QUEUE,
            activities=[deliver.deliver, deliver.give_up],
            activity_executor=ThreadPoolExecutor(4),
        )
        async with told, Worker(environment.client, task_queue=LIGHT_QUEUE, workflows=[DeliveryWorkflow]):
            yield environment.client


async def test_a_message_that_nobody_takes_is_given_up_after_a_day(
    own: Index, authority: Authority, receiver: Receiver
) -> None:
    webhook = a_webhook(own, receiver.url("/500"))
    Deliveries(own.engine).add(delivery := a_test(webhook))
    async with quick_days(own, authority) as temporal:
        begun = await temporal.start_workflow(
            DeliveryWorkflow.run, delivery.id, id=delivery.id, task_queue=LIGHT_QUEUE
        )
        assert await begun.result() == "failed"
        told = await begun.describe()
    assert told.close_time
    hours = (told.close_time - told.start_time).total_seconds() / 3600
    found = message(own, delivery.id)
    assert (found.status, found.response_status, found.error) == (
        "failed",
        500,
        "answered 500 Internal Server Error",
    )
    assert 22 < hours <= 24.1
    assert 25 <= found.attempts == len(receiver.to("/500")) <= 45
    assert {one.id for one in receiver.to("/500")} == {delivery.id}
    assert webhook.secret not in str(told)


async def test_a_receiver_that_comes_back_hears_of_it(
    own: Index, authority: Authority, receiver: Receiver
) -> None:
    path = "/500/500/500/204"
    webhook = a_webhook(own, receiver.url(path))
    Deliveries(own.engine).add(delivery := a_test(webhook))
    async with quick_days(own, authority) as temporal:
        result = await temporal.execute_workflow(
            DeliveryWorkflow.run, delivery.id, id=delivery.id, task_queue=LIGHT_QUEUE
        )
    assert result == "delivered"
    assert len(receiver.to(path)) == 4
    assert receiver.to(path)[-1].verified(webhook.secret)


async def test_the_row_of_a_job_and_its_messages_are_written_together_and_once(own: Index) -> None:
    everything = a_webhook(own, "https://example.com/all")
    failures = a_webhook(own, "https://example.com/failures", types=["transcription.failed"])
    named = a_webhook(own, "https://example.com/named", all_jobs=False)
    a_webhook(own, "https://example.com/not-named", all_jobs=False)
    a_webhook(own, "https://example.com/off", disabled_at=now())
    a_webhook(own, "https://example.com/theirs", tenant="theirs")
    own.add(a_job("job_1", webhook_id=named.id, webhook_metadata={"episode": 17}))
    outbox = Outbox(own.engine)
    first = outbox.end("job_1", "completed", language="en", duration=1.5)
    assert first == outbox.end("job_1", "failed", error_code="processing_failed")
    found = [message(own, id) for id in first]
    assert {one.webhook_id for one in found} == {everything.id, named.id}
    assert failures.id not in {one.webhook_id for one in found}
    assert {one.type for one in found} == {"transcription.completed"}
    assert len({one.id for one in found}) == 2
    assert sorted(Deliveries(own.engine).of_job("job_1")) == sorted(first)


def test_what_could_not_be_written_as_a_whole_is_not_written_at_all(own: Index) -> None:
    a_webhook(own, "https://example.com/", types=None)  # a row that breaks whoever reads it
    own.add(a_job("job_1"))
    with pytest.raises(TypeError):
        Outbox(own.engine).end("job_1", "completed")
    job = own.get("job_1")
    assert job
    assert job.status == "pending"


def test_a_job_with_a_url_of_its_own_is_signed_with_the_tenants_secret(own: Index) -> None:
    own.add(a_job("job_1", webhook_url="https://example.com/hook"))
    own.add(a_job("job_2", webhook_url="https://example.com/hook"))
    ids = [id for job in ("job_1", "job_2") for id in Outbox(own.engine).end(job, "failed")]
    signer = Webhooks(own.engine).signer("default")
    assert {message(own, id).webhook_id for id in ids} == {signer.id}
    assert {message(own, id).url for id in ids} == {"https://example.com/hook"}
    assert Webhooks(own.engine).signer("theirs").secret != signer.secret


def test_a_job_that_nobody_wants_to_hear_of_makes_no_message(own: Index) -> None:
    own.add(a_job("job_1"))
    assert Outbox(own.engine).end("job_1", "completed") == []
    assert Outbox(own.engine).end("job_nonesuch", "completed") == []


def test_only_messages_that_nobody_is_about_to_tell_are_overdue(own: Index) -> None:
    webhook = a_webhook(own, "https://example.com/")
    deliveries = Deliveries(own.engine)
    ages = {
        "never tried": {"created_at": later(-100)},
        "forgotten": {"created_at": later(-9000), "last_attempt_at": later(-8000)},
        "fresh": {"created_at": later(-10)},
        "between two attempts": {"created_at": later(-9000), "last_attempt_at": later(-3000)},
        "delivered": {"created_at": later(-9000), "status": "delivered"},
    }
    for name, columns in ages.items():
        delivery = a_test(webhook)
        for column, value in {"id": name, **columns}.items():
            setattr(delivery, column, value)
        deliveries.add(delivery)
    overdue = deliveries.overdue(later(-outgoing.GRACE), later(-outgoing.IDLE), 10)
    assert set(overdue) == {"never tried", "forgotten"}


async def test_a_message_without_a_workflow_gets_one(temporal: Client, workers: None, index: Index) -> None:
    webhook = a_webhook(index, "https://10.0.0.1/", tenant="overdue", disabled_at=now())
    delivery = a_test(webhook)
    delivery.created_at = later(-100)
    deliveries = Deliveries(index.engine)
    deliveries.add(delivery)
    await outgoing.start_overdue(temporal, deliveries)
    await outgoing.start_overdue(temporal, deliveries)
    result = await temporal.get_workflow_handle_for(DeliveryWorkflow.run, delivery.id).result()
    assert (result, message(index, delivery.id).status) == ("failed", "failed")


async def test_temporal_knows_no_more_of_a_message_than_its_id_and_deleting_the_job_removes_it(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    webhook = a_webhook(index, "https://10.0.0.1/hunter2", tenant="private")
    request = jobs.place(settings, (AUDIO / "jfk.wav").read_bytes(), engine="fake", model="steady")
    request.tenant = "private"
    await jobs.transcribe(temporal, index, request)
    [delivery_id] = Deliveries(index.engine).of_job(request.job_id)
    history = await temporal.get_workflow_handle(request.job_id).fetch_history()
    telling = temporal.get_workflow_handle(delivery_id)
    recorded = history.to_json() + (await telling.fetch_history()).to_json()
    assert delivery_id in recorded
    for secret in ("hunter2", webhook.secret, webhook.id):
        assert secret not in recorded
    await temporal.execute_workflow(
        PurgeWorkflow.run,
        PurgeInput(request.job_id, request.folder),
        id=purge_id(request.job_id),
        task_queue=LIGHT_QUEUE,
    )
    assert Deliveries(index.engine).get(delivery_id) is None
    await until_unknown(temporal, delivery_id)


async def until_unknown(temporal: Client, workflow_id: str) -> None:
    async with asyncio.timeout(60):
        while [one async for one in temporal.list_workflows(f"WorkflowId = '{workflow_id}'")]:
            await asyncio.sleep(0.1)


async def test_a_job_ended_from_outside_is_told_too(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    webhook = a_webhook(index, "https://10.0.0.1/", tenant="outside")
    request = jobs.place(settings, b"", engine="fake", model="steady")
    request.tenant = "outside"
    jobs.insert(index, request)
    handle = await jobs.start(temporal, request)
    await handle.terminate("by an operator")
    job = index.get(request.job_id, "outside")
    assert job
    await reconciler.settle(temporal, index, job)
    [delivery] = Deliveries(index.engine).page(webhook.id, limit=10)
    assert delivery.type == "transcription.failed"
    assert '"code":"processing_failed"' in delivery.body
    found = await temporal.get_workflow_handle(delivery.id).describe()
    assert found.status == WorkflowExecutionStatus.RUNNING
    Webhooks(index.engine).delete(webhook.id)
