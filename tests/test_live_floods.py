"""Clients that send or take at a pace of their own: they harm themselves, and nobody else."""

import asyncio
import gc
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import psutil
import pytest
from temporalio.client import Client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.realtime.journal import Journal
from api.realtime.line import TOO_BIG
from api.realtime.pace import BURST, SPEED
from api.realtime.relay import COMMAND, Relay
from tests.api_server import until
from tests.keyed import keyed
from tests.live import Caller, calling, frames, session, silence, speech, times_said

BURST_OF_CALLS = 1000
AT_ONCE = 50

pytestmark = pytest.mark.timeout(240)


def descriptors() -> int:
    """Without those of the index: its pool opens some when much is asked at once, and keeps them."""
    process = psutil.Process()
    return process.num_fds() - sum("index.sqlite" in file.path for file in process.open_files())


def kept() -> int:
    """What sessions are made of, still in memory."""
    gc.collect()
    return sum(type(one) in (Relay, Journal) for one in gc.get_objects())


async def back_to(files: int) -> None:
    async def open_files() -> int:
        return descriptors()

    await until(open_files, lambda many: many <= files + 2)


async def warm(url: str) -> int:
    """Descriptors that are open once everything that is opened only once has been."""
    async with calling(url) as caller:
        await caller.heard("session.begin")
        await caller.say(speech())
        await caller.tell("end")
        await caller.heard("session.end")
    return descriptors()


@asynccontextmanager
async def deaf(url: str) -> AsyncIterator[Caller]:
    """A client that hears how its session begins, then reads nothing any more."""
    address = f"{url.replace('http', 'ws', 1)}/v1/audio/transcriptions/stream"
    async with connect(
        address, compression=None, proxy=None, ping_interval=None, close_timeout=1, max_queue=1
    ) as socket:
        caller = Caller(socket)
        caller.events.append(json.loads(await socket.recv()))
        socket.transport.pause_reading()
        yield caller
        socket.transport.abort()


async def test_a_client_that_never_reads_is_let_go_and_others_do_not_notice(
    live_url: str, api: httpx.AsyncClient
) -> None:
    files = await warm(live_url)
    nonsense = json.dumps({"type": "config", "x" * 900_000: 1})  # the answer is as long
    async with calling(live_url, language="en") as other, deaf(live_url) as caller:
        await other.heard("session.begin")
        id = caller.events[0]["session_id"]
        sending = asyncio.gather(*(caller.socket.send(nonsense) for _ in range(20)), return_exceptions=True)
        await other.say(speech())
        await other.tell("end")
        assert times_said((await other.heard("session.end"))["transcript"]) == 1
        await until(lambda: asyncio.to_thread(kept), lambda many: many == 0)
        sending.cancel()
    await api.delete(f"/v1/realtime/sessions/{id}")
    assert (await session(api, id))["status"] == "interrupted"
    await back_to(files)


async def test_a_client_that_vanishes_without_closing_is_noticed(
    temporal: Client, live_url: str, data: Path
) -> None:
    async with keyed(data, temporal, auth="off", live_idle_seconds=1) as server:
        files = await warm(str(server.api.base_url))
        async with deaf(str(server.api.base_url)) as caller:
            await caller.socket.send(silence(0.5))
            id = caller.events[0]["session_id"]

            async def status() -> str:
                return str((await session(server.api, id))["status"])

            await until(status, lambda found: found == "completed")
        await back_to(files)


async def test_audio_at_many_times_the_pace_of_speech_is_slowed_and_none_of_it_is_dropped(
    live_url: str, api: httpx.AsyncClient
) -> None:
    said = (speech() + silence(1)) * 3
    seconds = len(said) / 32_000
    async with calling(live_url, language="en", retention=1) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        began = time.monotonic()
        await caller.say(frames(said, 1.0))
        await caller.tell("end")
        end = await caller.heard("session.end", seconds=120)
        assert time.monotonic() - began > (seconds - BURST - 1) / SPEED
    assert end["transcript"].count("your country") == 3 * 2
    assert end["duration"] == pytest.approx(seconds, abs=0.1)
    assert said in (await api.get(f"/v1/realtime/sessions/{id}/audio")).content


async def test_a_flood_of_commands_is_slowed_too(live_url: str) -> None:
    many = 130
    async with calling(live_url, enable_vad=False) as caller:
        await caller.heard("session.begin")
        began = time.monotonic()
        for _ in range(many):
            await caller.tell("flush")
        await caller.say(speech())
        await caller.tell("flush")
        await caller.tell("end")
        end = await caller.heard("session.end")
        assert time.monotonic() - began > (many * COMMAND - BURST) / SPEED
    assert times_said(end["transcript"]) == 1


async def test_a_message_of_more_than_16_mebibytes_ends_the_session(
    live_url: str, api: httpx.AsyncClient
) -> None:
    async with calling(live_url) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await caller.say(speech())
        with suppress(ConnectionClosed):
            await caller.socket.send(bytes(16 * 2**20 + 1))
        assert await caller.closed() == TOO_BIG

    async def status() -> str:
        return str((await session(api, id))["status"])

    await until(status, lambda found: found == "completed")


async def test_a_thousand_calls_of_one_key_are_refused_and_leave_nothing(
    temporal: Client, live_url: str, data: Path
) -> None:
    async with keyed(data, temporal, live_sessions=1, live_idle_seconds=600) as server:
        _, busy = server.key(["realtime"], "flood")
        _, calm = server.key(["realtime"], "calm")
        url = str(server.api.base_url)
        async with calling(url, busy) as one, calling(url, calm, language="en") as other:
            await one.heard("session.begin")
            await other.heard("session.begin")
            files, objects = descriptors(), kept()
            talking = asyncio.create_task(other.say(speech(), pace=0.02))
            codes = await refused(url, busy)
            await talking
            assert codes == {4429: BURST_OF_CALLS}
            await back_to(files)
            assert kept() == objects
            await other.tell("end")
            assert times_said((await other.heard("session.end"))["transcript"]) == 1
        page = server.state.sessions.page("flood", limit=100)
        assert len(page) == 1
    assert (await temporal.count_workflows('DalstonTenant = "flood"')).count <= 1


async def refused(url: str, headers: dict[str, str]) -> Counter[int]:
    """Close codes of many calls."""
    some = asyncio.Semaphore(AT_ONCE)

    async def call() -> int:
        async with some, calling(url, headers) as caller:
            return await caller.closed(seconds=200)

    return Counter(await asyncio.gather(*(call() for _ in range(BURST_OF_CALLS))))
