"""Messages of a real stack: told once the job has ended, also when processes are killed in between."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from tests.conftest import AUDIO, MODEL, free_ports
from tests.https_server import Asked, Authority
from tests.processes import Stack, running_stack
from tests.receiver import Message, Receiver, receiving, well
from workflows.client import connect

SPEECH = (AUDIO / "jfk.wav").read_bytes()
JOBS, HOOKS = "/v1/audio/transcriptions", "/v1/webhooks"


def slow_once(receiver: Receiver, asked: Asked, message: Message) -> None:
    """The first message to /slow is not answered."""
    if message.path == "/slow" and len(receiver.to("/slow")) == 1:
        receiver.closing.wait(60)
    else:
        well(receiver, asked, message)


@pytest.fixture(scope="module")
def receiver(authority: Authority) -> Iterator[Receiver]:
    with receiving(authority, slow_once) as receiver:
        yield receiver


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> AsyncIterator[Stack]:
    data = tmp_path_factory.mktemp("stack")
    trusted = str(authority.write(data / "authority.pem"))
    told = {"DALSTON_FETCH_ALLOW": "localhost", "SSL_CERT_FILE": trusted}
    async with running_stack(data, free_ports(), MODEL, **told) as stack:
        yield stack


async def submit(stack: Stack, content: bytes | None = SPEECH, **fields: str) -> str:
    form: dict[str, Any] = {name: (None, value) for name, value in {"language": "en", **fields}.items()}
    if content is not None:
        form["file"] = ("jfk.wav", content)
    answer = await stack.api.post(JOBS, files=form)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def create(stack: Stack, url: str, **fields: Any) -> dict[str, Any]:
    answer = await stack.api.post(HOOKS, json={"url": url, "all_jobs": False, **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def arrived(receiver: Receiver, path: str, many: int = 1, seconds: float = 120) -> list[Message]:
    return await asyncio.to_thread(receiver.wait_for, path, many, seconds)


async def deliveries(stack: Stack, webhook: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await stack.api.get(f"{HOOKS}/{webhook}/deliveries")).json()["deliveries"]
    return found


async def until_settled(stack: Stack, webhook: str) -> list[dict[str, Any]]:
    while any(one["status"] == "pending" for one in await deliveries(stack, webhook)):
        await asyncio.sleep(0.1)
    return await deliveries(stack, webhook)


async def test_a_job_that_completes_is_told_to_the_url_it_brought(stack: Stack, receiver: Receiver) -> None:
    job_id = await submit(
        stack, webhook_url=receiver.url("/own"), webhook_metadata='{"episode": 17}', name="speech"
    )
    [message] = await arrived(receiver, "/own")
    signer = (await stack.api.get(f"{HOOKS}/signing-secret")).json()
    content = message.verified(signer["secret"])
    job = await stack.finished(job_id)
    assert content["type"] == "transcription.completed"
    assert content["timestamp"] == job["completed_at"]
    assert content["data"] == {
        "id": job_id,
        "status": "completed",
        "name": "speech",
        "created_at": job["created_at"],
        "completed_at": job["completed_at"],
        "duration": job["duration"],
        "language": "en",
        "error": None,
        "metadata": {"episode": 17},
        "links": {"self": f"{JOBS}/{job_id}"},
    }
    assert "country" in job["text"]
    assert b"country" not in message.body
    assert (await stack.api.get(content["data"]["links"]["self"])).json()["id"] == job_id
    [told] = await until_settled(stack, signer["id"])
    assert (told["id"], told["status"], told["attempts"]) == (message.id, "delivered", 1)


async def test_a_job_that_fails_is_told_to_the_webhook_it_names(stack: Stack, receiver: Receiver) -> None:
    webhook = await create(stack, receiver.url("/failures"), types=["transcription.failed"])
    await submit(stack, webhook_id=webhook["id"])  # completes, which this one does not want to hear
    job_id = await submit(stack, None, webhook_id=webhook["id"], audio_url=receiver.url("/404"))
    job = await stack.finished(job_id)
    [message] = await arrived(receiver, "/failures")
    assert message.verified(webhook["secret"])["data"]["error"] == job["error"]
    assert message.content["data"]["id"] == job_id


async def test_a_job_that_is_cancelled_is_told_and_told_again_by_hand(
    stack: Stack, receiver: Receiver
) -> None:
    webhook = await create(stack, receiver.url("/cancelled"))
    await stack.known("workers")
    stack.kill("workers")
    job_id = await submit(stack, webhook_id=webhook["id"])
    assert (await stack.api.post(f"{JOBS}/{job_id}/cancel")).status_code == 202
    stack.start("workers")
    [message] = await arrived(receiver, "/cancelled")
    assert message.verified(webhook["secret"])["type"] == "transcription.cancelled"
    await until_settled(stack, webhook["id"])
    again = await stack.api.post(f"{HOOKS}/{webhook['id']}/deliveries/{message.id}/retry")
    assert again.status_code == 202
    first, second = await arrived(receiver, "/cancelled", 2)
    assert (first.id, first.body) == (second.id, second.body)


async def test_a_worker_killed_between_the_record_and_the_message_loses_nothing(
    stack: Stack, receiver: Receiver
) -> None:
    webhook = await create(stack, receiver.url("/later"))
    await stack.known("workers")
    stack.kill("workers")
    job_id = await submit(stack, webhook_id=webhook["id"])
    temporal = await connect(target_host=f"127.0.0.1:{stack.temporal_port}")
    await temporal.get_workflow_handle(job_id).terminate("by an operator")
    job = await stack.finished(job_id)  # the API records it; nobody is there to tell it
    assert job["status"] == "failed"
    [pending] = await deliveries(stack, webhook["id"])
    assert (pending["status"], receiver.to("/later")) == ("pending", [])
    stack.kill("api")
    stack.start("workers", "api")
    await stack.ready()
    [message] = await arrived(receiver, "/later")
    assert message.id == pending["id"]
    assert message.verified(webhook["secret"])["data"]["error"] == job["error"]


async def test_a_worker_killed_while_it_tells_has_its_message_told_by_another(
    stack: Stack, receiver: Receiver
) -> None:
    webhook = await create(stack, receiver.url("/slow"))
    await submit(stack, webhook_id=webhook["id"])
    await arrived(receiver, "/slow")
    stack.kill("workers")
    stack.start("workers")
    first, second = await arrived(receiver, "/slow", 2)
    assert (first.id, first.body) == (second.id, second.body)
    assert second.verified(webhook["secret"])
    [told] = await until_settled(stack, webhook["id"])
    assert told["status"] == "delivered"


async def test_deleting_a_job_removes_its_messages(stack: Stack, receiver: Receiver) -> None:
    webhook = await create(stack, receiver.url("/500/forgotten"))
    job_id = await submit(stack, webhook_id=webhook["id"])
    await stack.finished(job_id)
    [message] = await arrived(receiver, "/500/forgotten")
    assert (await stack.api.delete(f"{JOBS}/{job_id}")).status_code == 204
    assert await deliveries(stack, webhook["id"]) == []
    assert len(receiver.to("/500/forgotten")) <= 2
    answer = await stack.api.get(f"{HOOKS}/{webhook['id']}/deliveries/{message.id}")
    assert answer.status_code == 404


async def test_a_webhook_that_is_not_there_or_private_is_refused_with_the_job(stack: Stack) -> None:
    for field, value in (("webhook_id", "wh_nonesuch"), ("webhook_url", "https://10.0.0.1/")):
        answer = await stack.api.post(JOBS, files={"file": ("a.wav", SPEECH)}, data={field: value})
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


def test_no_process_logs_where_messages_go(stack: Stack, receiver: Receiver) -> None:
    logs = "".join(path.read_text(errors="replace") for path in stack.data.glob("*.log"))
    assert logs
    assert f"localhost:{receiver.port}" not in logs
    assert "whsec_" not in logs
