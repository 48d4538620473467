"""One Idempotency-Key, one job."""

import asyncio
from uuid import uuid4

import httpx
import pytest

from activities import storage
from activities.index import Index
from tests.http_jobs import AUDIO, JOBS, ended
from workers.settings import WorkerSettings

SPEECH = (AUDIO / "jfk.wav").read_bytes()


async def post(api: httpx.AsyncClient, key: str, content: bytes = SPEECH, **fields: str) -> httpx.Response:
    return await api.post(
        JOBS,
        data={"model": "fake:steady", **fields},
        files={"file": ("speech.wav", content)},
        headers={"Idempotency-Key": key},
    )


def folders(root: str) -> set[str]:
    """Those with something in them."""
    return {name.partition("/")[0] for name in storage.list_names(root)}


async def test_the_same_request_sent_at_the_same_time_makes_one_job(
    api: httpx.AsyncClient, index: Index, settings: WorkerSettings
) -> None:
    before = folders(settings.storage_url)
    key = uuid4().hex
    answers = await asyncio.gather(*(post(api, key) for _ in range(6)))
    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len({answer.headers["Location"] for answer in answers}) == 1
    made = index.first("default", key)
    assert made
    assert made.id == answers[0].json()["id"]
    await ended(api, made.id)
    assert folders(settings.storage_url) - before == {made.id}


async def test_a_request_sent_again_later_finds_its_job(api: httpx.AsyncClient) -> None:
    first = await post(api, key := uuid4().hex)
    await ended(api, first.json()["id"])
    again = await post(api, key)
    assert again.json() == {**first.json(), "status": "completed"}


@pytest.mark.parametrize(
    ("content", "fields"), [(SPEECH, {"name": "another"}), ((AUDIO / "two_speakers.flac").read_bytes(), {})]
)
async def test_a_key_used_for_something_else_is_a_conflict(
    api: httpx.AsyncClient, content: bytes, fields: dict[str, str]
) -> None:
    first = await post(api, key := uuid4().hex)
    other = await post(api, key, content, **fields)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "conflict")
    assert other.json()["error"]["details"] == {"job_id": first.json()["id"]}


@pytest.mark.parametrize("key", ["", "two words", "x" * 256])
async def test_a_key_that_is_none_is_refused(api: httpx.AsyncClient, key: str) -> None:
    answer = await post(api, key)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")


async def test_a_key_that_was_deleted_with_its_job_is_free_again(api: httpx.AsyncClient) -> None:
    first = (await post(api, key := uuid4().hex)).json()["id"]
    await ended(api, first)
    assert (await api.delete(f"{JOBS}/{first}")).status_code == 204
    assert (await post(api, key)).json()["id"] != first
