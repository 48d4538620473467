"""What clients send that they should not: an error or a close code, and nobody else notices."""

import asyncio
import json
import random
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from temporalio.client import Client

from activities.live import LEAD_IN
from api.realtime.journal import Journal
from api.realtime.line import MISTAKES
from api.realtime.pace import BURST, SPEED, Pace
from api.realtime.query import HEARD, Wish
from api.realtime.refusals import BAD, IDLE, NORMAL
from realtime.options import SessionOptions
from realtime.settings import RealtimeSettings
from tests.api_server import until
from tests.keyed import keyed
from tests.live import calling, silence, speech, times_said

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "query",
    [
        {"encoding": "mp3"},
        {"sample_rate": 7999},
        {"sample_rate": "fast"},
        {"channels": 3},
        {"vad_threshold": "nan"},
        {"language": "???"},
        {"model": "gpt-9"},
        {"language": "de", "model": "tiny.en"},
        {"retention": 4000},
        {"enhance_options": "{"},
        {"enhance_on_end": True, "enhance_options": '{"model": "nobody"}'},
        {"surprise": 1},
        {"session_id": "sess_nobody"},
        {"keyterms": "x" * 51},
    ],
    ids=json.dumps,
)
async def test_bad_parameters(live_url: str, query: dict[str, Any]) -> None:
    async with calling(live_url, **query) as caller:
        error = await caller.heard("error")
        assert not error["recoverable"]
        assert await caller.closed() == BAD


@pytest.mark.parametrize(
    "text", ["", "hello", "[]", '{"type": 1}', '{"type": "dance"}', '{"type": "config", "x": 1}']
)
async def test_a_message_that_is_nonsense_is_forgiven(live_url: str, text: str) -> None:
    async with calling(live_url) as caller:
        await caller.heard("session.begin")
        await caller.socket.send(text)
        assert (await caller.heard("error"))["recoverable"]
        await caller.say(speech())
        await caller.tell("end")
        assert times_said((await caller.heard("session.end"))["transcript"]) == 1
        assert await caller.closed() == NORMAL


async def test_nothing_but_nonsense_is_not(live_url: str) -> None:
    async with calling(live_url) as caller:
        await caller.heard("session.begin")
        for _ in range(MISTAKES + 1):
            await caller.socket.send("{")
        assert await caller.closed() == BAD


async def test_a_frame_of_ten_megabytes_ends_the_session(live_url: str) -> None:
    async with calling(live_url) as caller:
        await caller.heard("session.begin")
        await caller.socket.send(bytes(10_000_000))
        await caller.until(lambda event: event["type"] == "error" and not event["recoverable"])
        assert await caller.closed() == BAD


async def test_frames_may_be_cut_anywhere(live_url: str) -> None:
    pcm = speech()
    async with calling(live_url) as caller:
        await caller.heard("session.begin")
        await caller.say(pcm[at : at + 3333] for at in range(0, len(pcm), 3333))
        await caller.tell("end")
        assert times_said((await caller.heard("session.end"))["transcript"]) == 1


@pytest.mark.parametrize("encoding", ["pcm_s16le", "pcm_f32le", "mulaw", "alaw"])
async def test_audio_in_another_encoding_than_it_says_harms_nobody(live_url: str, encoding: str) -> None:
    noise = random.Random(1).randbytes(2 * 16_001)
    async with calling(live_url, encoding=encoding, channels=2, language="en") as caller:
        await caller.heard("session.begin")
        await caller.say([noise, speech()[:65_537], b"", b"\xff" * 4096, b"\x00"])
        await caller.tell("end")
        end = await caller.heard("session.end")
        assert end["duration"] > 0
        assert await caller.closed() == NORMAL


async def test_silence_for_too_long_ends_a_session(temporal: Client, live_url: str, data: Path) -> None:
    async with keyed(data, temporal, auth="off", live_idle_seconds=1) as server:
        async with calling(str(server.api.base_url)) as caller:
            await caller.heard("session.begin")
            await caller.say(speech())
            error = await caller.heard("error")
            assert error["code"] == "timeout"
            assert await caller.closed() == IDLE
        assert "country" in caller.text


async def test_a_tenant_has_so_many_sessions_and_no_more(temporal: Client, live_url: str, data: Path) -> None:
    async with keyed(data, temporal, live_sessions=1) as server:
        _, headers = server.key(["realtime"], "busy")
        _, others = server.key(["realtime"], "calm")
        url = str(server.api.base_url)
        async with calling(url, headers) as one:
            await one.heard("session.begin")
            async with calling(url, headers) as two:
                assert (await two.heard("error"))["code"] == "too_many_sessions"
                assert await two.closed() == 4429
            async with calling(url, others) as three:
                await three.heard("session.begin")


async def test_who_may_not_listen_hears_why(temporal: Client, data: Path) -> None:
    async with keyed(data, temporal) as server:
        url = str(server.api.base_url)
        _, reader = server.key(["jobs:read"])
        for headers, code in ((None, 4401), ({"Authorization": "Bearer dk_x"}, 4401), (reader, 4403)):
            async with calling(url, headers) as caller:
                assert (await caller.heard("error"))["message"]
                assert await caller.closed() == code


async def test_what_vanishes_leaves_nothing(live_url: str, api: httpx.AsyncClient) -> None:
    async def active() -> int:
        listed = await api.get("/v1/realtime/sessions", params={"status": "active"})
        return len(listed.json()["sessions"])

    async with asyncio.timeout(60):
        while await active():
            await asyncio.sleep(0.2)
    async with calling(live_url) as caller:
        await caller.heard("session.begin")
    files = psutil.Process().num_fds()
    for _ in range(3):
        async with calling(live_url) as caller:
            await caller.heard("session.begin")
            await caller.say(silence(1))
    await until(active, lambda many: many == 0)
    assert psutil.Process().num_fds() <= files + 2


def test_the_worker_understands_what_the_api_tells_it() -> None:
    assert set(SessionOptions.model_fields) == HEARD
    assert SessionOptions.model_validate(Wish().heard) == SessionOptions()


def test_a_burst_is_taken_at_once_and_more_at_a_moderate_pace() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.take(BURST) == 0
    assert pace.take(3.0) == pytest.approx(3.0 / SPEED)
    now[0] = 100.0
    assert pace.take(BURST) == 0


async def test_the_journal_remembers_the_options_of_where_it_begins_and_plays_what_came_since() -> None:
    wish = Wish(sample_rate=8000, max_utterance_seconds=60)
    journal = Journal(wish)
    said: list[bytes | dict[str, Any]] = [
        bytes(wish.rate * 20),
        {"type": "config", "language": "de"},
        bytes(wish.rate * 20),
        {"type": "flush"},
        {"type": "config", "keyterms": ["Dalston"]},
        bytes(wish.rate),
    ]
    for one in said:
        await journal.add(**({"audio": one} if isinstance(one, bytes) else {"command": one}))
    while True:
        journal.sent(entry := await journal.next())
        if entry.end == wish.rate * 41 and entry.audio:
            break
    journal.settle(20 + LEAD_IN)
    assert (journal.options["language"], journal.options["keyterms"]) == ("de", [])
    journal.rewind()
    again = []
    for _ in range(4):
        journal.sent(entry := await journal.next())
        again.append(entry.command or entry.audio)
    assert again == said[2:]


async def test_the_journal_keeps_what_is_not_settled_and_a_little_before_it() -> None:
    wish = Wish(sample_rate=8000)
    journal = Journal(wish)
    for _ in range(30):
        await journal.add(audio=bytes(wish.rate))
        journal.sent(await journal.next())
    await journal.add(command={"type": "flush"})
    journal.settle(25.5)
    assert journal.position == (25.5 - LEAD_IN) * 8000
    journal.rewind()
    first = await journal.next()
    assert len(first.audio) == wish.rate / 2


def test_realtime_settings_have_sane_defaults() -> None:
    assert RealtimeSettings(_env_file=None).slot_count >= 1
