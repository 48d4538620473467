"""How sessions begin and are come back to when something goes wrong just then."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.client import Client
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from activities import storage
from activities.live import Seat
from api.errors import Conflict
from api.realtime import seats, worker
from api.realtime.refusals import BAD, NORMAL
from tests.api_server import until
from tests.keyed import Keyed, keyed
from tests.live import RATE, calling, seats_taken, session, silence, speech, times_said
from workflows.attributes import LANGUAGE, STATUS, TENANT
from workflows.session import SessionRequest

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
async def server(temporal: Client, live_url: str, data: Path) -> AsyncIterator[Keyed]:
    async with keyed(data, temporal, auth="off") as server:
        while not (await server.state.live.last_census()).listeners:
            await asyncio.sleep(0.1)
        yield server


async def test_of_two_that_come_back_the_later_one_has_the_session(
    live_url: str, api: httpx.AsyncClient
) -> None:
    async with calling(live_url, language="en") as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await caller.say(speech() + silence(1), pace=0.05)
        caller.socket.transport.abort()
        await caller.closed()
    async with calling(live_url, session_id=id) as one, calling(live_url, session_id=id) as two:
        ousted = await either(one, two)
        other = two if ousted is one else one
        assert await ousted.closed() == BAD
        assert ousted.all("error")[0]["code"] == "conflict"
        begin = await other.heard("session.begin")
        await other.say((speech() + silence(1))[2 * round(begin["audio_seconds"] * RATE) :])
        await other.say(speech(), pace=0.05)
        await other.tell("end")
        end = await other.heard("session.end")
        assert await other.closed() == NORMAL
    assert times_said(end["transcript"]) == 2
    assert (await session(api, id))["status"] == "completed"


async def either(*callers: Any) -> Any:
    """The first that is closed."""
    waiting = {asyncio.create_task(caller.closed()): caller for caller in callers}
    done, rest = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    return waiting[done.pop()]


async def test_who_takes_a_session_over_hears_what_its_old_socket_does_not(live_url: str) -> None:
    async with calling(live_url, language="en") as old:
        id = (await old.heard("session.begin"))["session_id"]
        await old.say(speech() + silence(1), pace=0.05)
        first = await old.heard("transcript.final")
        async with calling(live_url, session_id=id) as new:
            begin = await new.heard("session.begin")
            assert begin["resumed"]
            assert await old.closed() == BAD
            assert new.finals[0] == first
            await new.say(speech(), pace=0.05)
            await new.tell("end")
            assert times_said((await new.heard("session.end"))["transcript"]) == 2


async def test_a_client_that_vanishes_before_it_has_heard_anything_leaves_its_seat(
    live_url: str, api: httpx.AsyncClient
) -> None:
    async def newest() -> dict[str, Any]:
        found: dict[str, Any] = (await api.get("/v1/realtime/sessions", params={"limit": 1})).json()
        return dict(found["sessions"][0])

    async with seats_taken(live_url) as seated:
        before = await newest()
        async with calling(live_url) as more:
            row = await until(newest, lambda found: found["id"] != before["id"])
            more.socket.transport.abort()
            await more.closed()
        await seated[0].tell("end")
        await seated[0].heard("session.end")
        assert (await until(lambda: session(api, row["id"]), ended))["status"] in ("completed", "failed")
        async with calling(live_url) as then:
            await then.heard("session.begin")


def ended(row: dict[str, Any]) -> bool:
    return bool(row["status"] != "active")


async def test_a_seat_that_nobody_wants_is_given_back(server: Keyed, temporal: Client) -> None:
    folder = storage.join(server.state.settings.storage_url, "sess_unwanted")
    request = SessionRequest("sess_unwanted", "returns", folder, "whisper-streaming")
    await seats.first(server.state, request)
    await seats.give_up(server.state, request.session_id)
    found = await temporal.get_workflow_handle(request.session_id).result()
    assert found["status"] == "interrupted"


async def test_giving_up_what_temporal_does_not_know_is_nothing(server: Keyed) -> None:
    await seats.give_up(server.state, "sess_nobody")


async def test_a_session_whose_workflow_is_terminated_by_hand_ends_for_its_client_with_what_was_heard(
    live_url: str, temporal: Client
) -> None:
    async with calling(live_url, language="en") as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await caller.say(speech())
        first = await caller.heard("transcript.final")
        await temporal.get_workflow_handle(id).terminate()
        end = await caller.heard("session.end")
        assert end["transcript"].startswith(first["text"])
        assert await caller.closed() == NORMAL


async def test_a_worker_that_takes_a_socket_and_says_nothing_is_not_waited_for() -> None:
    gone = asyncio.Event()

    async def silent(socket: ServerConnection) -> None:
        await socket.wait_closed()
        gone.set()

    async with serve(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        seat = Seat(1, "silent", f"ws://127.0.0.1:{port}", "token", None)
        with pytest.raises(worker.Unreached):
            await worker.reach(seat, "sess_silent", {"type": "begin"})
        await gone.wait()


async def test_who_is_ousted_while_it_comes_back_does_not_look_for_another_worker() -> None:
    """Else the worker would lose the session, which goes on there over the other connection."""

    async def ousting(socket: ServerConnection) -> None:
        await socket.recv()
        await socket.send(json.dumps({"type": "began", "begun": True, "bytes": 4}))
        await socket.close(worker.OUSTED)

    async with serve(ousting, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        seat = Seat(1, "ousting", f"ws://127.0.0.1:{port}", "token", None)
        with pytest.raises(Conflict):
            await worker.reach(seat, "sess_ousted", {"type": "attach", "audio": True})


DEEP = 20_000


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "config", "language": ' + "[" * 900 + "]" * 900 + "}",
        '{"type": "config", "language": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"type": "config", "keyterms": ["\\ud800"]}',
        '{"type": "config", "\\ud800": 1}',
    ],
    ids=["nested", "nested deep", "half a letter", "half a name"],
)
async def test_text_that_no_program_writes_is_forgiven(live_url: str, text: str) -> None:
    async with calling(live_url) as caller:
        await caller.heard("session.begin")
        await caller.socket.send(text)
        assert (await caller.heard("error"))["recoverable"]
        await caller.tell("end")
        await caller.heard("session.end")
        assert await caller.closed() == NORMAL


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "dance", "event_id": "\\ud800"}',
        '{"type": "\\ud800"}',
        '{"type": "session.update", "session": {"\\ud800": "\\ud800", "type": "\\ud800"}}',
        '{"type": "session.update", "session": ' + "[" * 900 + "]" * 900 + "}",
        '{"type": ' + "[" * 900 + "]" * 900 + "}",
        "[" * DEEP,
    ],
    ids=["id", "type", "session", "nested", "nested type", "nested deep"],
)
async def test_text_that_no_client_of_openai_writes_is_an_error_and_no_more(live_url: str, text: str) -> None:
    address = f"{live_url.replace('http', 'ws', 1)}/v1/realtime?intent=transcription"
    async with connect(address, proxy=None) as socket:
        assert json.loads(await socket.recv())["type"] == "session.created"
        await socket.send(text)
        assert json.loads(await socket.recv())["type"] == "error"
        await socket.send('{"type": "session.update", "session": {}}')
        assert json.loads(await socket.recv())["type"] == "session.updated"


async def test_people_who_look_into_temporal_find_a_session(live_url: str, temporal: Client) -> None:
    async with calling(live_url) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        workflow = temporal.get_workflow_handle(id)
        described = await workflow.describe()
        found = described.typed_search_attributes
        assert (found.get(STATUS), found.get(TENANT)) == ("active", "default")
        assert await described.static_summary() == "live speech, whisper-streaming"
        await caller.say(speech())
        await caller.tell("end")
        await caller.heard("session.end")
    found = (await workflow.describe()).typed_search_attributes
    assert (found.get(STATUS), found.get(LANGUAGE)) == ("completed", "en")
    summaries = (await workflow.fetch_history()).to_json()
    assert all(part in summaries for part in ("userMetadata", "summary"))
