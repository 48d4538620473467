"""Events of a job: each once, in order, taken up again where they broke off."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from temporalio.client import Client

from activities.database import later, now
from activities.keys import Key, NewKey
from tests.http_jobs import JOBS, SLOW, ended, long_talk, submit
from tests.keyed import bearer, keyed
from tests.test_index import a_job


@dataclass(frozen=True)
class Event:
    kind: str
    data: dict[str, Any]
    id: str | None


@asynccontextmanager
async def watching(
    api: httpx.AsyncClient, job_id: str, after: str | None = None, headers: dict[str, str] | None = None
) -> AsyncIterator[AsyncIterator[Event]]:
    sent = {"Last-Event-ID": after} if after else headers
    async with api.stream("GET", f"{JOBS}/{job_id}/events", headers=sent, timeout=60) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        yield parse(response.aiter_lines())


async def parse(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    fields: dict[str, str] = {}
    async for line in lines:
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield Event(fields["event"], json.loads(fields["data"]), fields.get("id"))
            fields = {}


async def all_events(api: httpx.AsyncClient, job_id: str, after: str | None = None) -> list[Event]:
    async with watching(api, job_id, after) as events:
        return [event async for event in events]


def segments(events: list[Event]) -> list[Event]:
    return [event for event in events if event.kind == "segment"]


@pytest.fixture(scope="session")
async def talk(api: httpx.AsyncClient) -> tuple[str, list[Event]]:
    """A job of several chunks and its events, watched from its beginning to its end."""
    id = await submit(api, long_talk(4), model=SLOW, model_align="none")
    return id, await all_events(api, id)


def test_events_tell_the_story_of_a_job(talk: tuple[str, list[Event]]) -> None:
    events = talk[1]
    stages = [event.data["stage"] for event in events if event.kind == "stage"]
    assert "transcribe" in stages
    assert stages == sorted(set(stages), key=["prepare", "transcribe", "merge", "record"].index)
    percent = [event.data["progress"] for event in events if event.kind == "progress"]
    assert percent == sorted(percent)
    assert (events[-1].kind, events[-1].data) == ("done", {"status": "completed", "error": None})
    assert [event.kind for event in events].count("done") == 1


async def test_the_segments_are_those_of_the_result(
    api: httpx.AsyncClient, talk: tuple[str, list[Event]]
) -> None:
    id, events = talk
    heard = segments(events)
    assert len(heard) >= 2
    result = await ended(api, id)
    assert [event.data["text"] for event in heard] == [segment["text"] for segment in result["segments"]]
    assert [event.data["start"] for event in heard] == [segment["start"] for segment in result["segments"]]


async def test_a_stream_resumes_after_the_last_segment_seen_even_when_the_job_has_ended(
    api: httpx.AsyncClient, talk: tuple[str, list[Event]]
) -> None:
    id, events = talk
    heard = segments(events)
    for number, event in enumerate(heard):
        assert segments(await all_events(api, id, after=event.id)) == heard[number + 1 :]
    assert segments(await all_events(api, id)) == heard


async def test_a_stream_that_broke_off_is_taken_up_without_loss_or_repetition(api: httpx.AsyncClient) -> None:
    id = await submit(api, long_talk(4), model=SLOW, model_align="none")
    heard: list[Event] = []
    async with watching(api, id) as events:
        async for event in events:
            if event.kind == "segment":
                heard.append(event)
                break
    heard += segments(await all_events(api, id, after=heard[-1].id))
    assert heard == segments(await all_events(api, id))


async def test_segments_come_while_the_job_runs_and_cancelling_it_ends_the_stream(
    api: httpx.AsyncClient,
) -> None:
    id = await submit(api, long_talk(160), model=SLOW, model_align="none")
    async with watching(api, id) as events:
        async for event in events:
            if event.kind == "segment" and event.id == "0.0":
                assert (await api.post(f"{JOBS}/{id}/cancel")).status_code == 202
            last = event
    assert (last.kind, last.data) == ("done", {"status": "cancelled", "error": None})


async def test_a_deleted_job_ends_its_streams(api: httpx.AsyncClient) -> None:
    id = await submit(api, long_talk(), model=SLOW, model_align="none")
    async with watching(api, id) as events:
        async for event in events:
            if event.kind == "stage" and event.data["stage"] == "transcribe":
                assert (await api.delete(f"{JOBS}/{id}", params={"cancel": True})).status_code == 204
            last = event
    assert last.kind == "done"
    assert last.data["status"] in ("cancelled", "deleted")


async def test_a_stream_ends_soon_after_the_key_that_opened_it(tmp_path: Path, temporal: Client) -> None:
    async with keyed(tmp_path, temporal) as server:
        server.state.index.add(a_job("job_1", created_at=later(600)))  # nobody starts it
        maker, _ = server.key(["jobs:read"])
        wanted = NewKey("default", "test", ["jobs:read"], expires_at=later(600))
        token, secret = server.state.keys.create_token(wanted, maker.id, single_use=False)
        revoked, theirs = server.key(["jobs:read"])
        for headers, why in (bearer(secret), "expired"), (theirs, "revoked"):
            async with watching(server.api, "job_1", headers=headers) as events:
                if why == "revoked":
                    server.state.keys.revoke(revoked.id)
                else:
                    with Session(server.state.index.engine) as session, session.begin():
                        session.execute(update(Key).where(Key.id == token.id).values(expires_at=now()))
                last = [event async for event in events][-1]
            assert (last.kind, last.data["code"]) == ("error", "unauthorized")
            assert f"is {why}" in last.data["message"]


@pytest.mark.parametrize("after", ["x", "1", "1.2.3", "-1.0", "1.99999999999"])
async def test_an_event_id_that_was_never_given_is_refused(
    api: httpx.AsyncClient, talk: tuple[str, list[Event]], after: str
) -> None:
    response = await api.get(f"{JOBS}/{talk[0]}/events", headers={"Last-Event-ID": after})
    assert (response.status_code, response.json()["error"]["code"]) == (400, "invalid_request")
