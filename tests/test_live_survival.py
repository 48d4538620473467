"""What dies in the middle of a session, and what its client notices."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from activities import storage
from tests.conftest import free_port, until_ready
from tests.live import FRAME, Caller, calling, frames, session, silence, speech, times_said
from tests.live_stack import capacity, live_stack, url
from tests.processes import Stack

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with live_stack(tmp_path) as stack:
        yield stack


def moves(caller: Caller) -> int:
    return [event["code"] for event in caller.all("warning")].count("worker_replaced")


async def talk(caller: Caller, pcm: bytes) -> None:
    """At twice the pace of speech."""
    await caller.say(pcm, pace=0.05)


async def finished(caller: Caller) -> str:
    await talk(caller, silence(1))
    await caller.tell("end")
    return str((await caller.heard("session.end"))["transcript"])


async def test_when_a_worker_is_killed_another_goes_on_and_no_word_is_lost_or_doubled(stack: Stack) -> None:
    async with calling(url(stack), language="en", retention=1) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await talk(caller, speech() + silence(1))
        await caller.heard("transcript.final")
        stack.start("realtime-2")
        await capacity(stack, workers=2)
        said = frames(speech())
        await caller.say(said[:50], pace=0.05)  # in the middle of it
        stack.kill("realtime-1")
        await caller.say(said[50:], pace=0.05)
        end = await finished(caller)
        assert times_said(end) == 2
        assert moves(caller) == 1
        ids = [final["id"] for final in caller.finals]
        assert ids == sorted(set(ids))
    row = await session(stack.api, id)
    assert row["duration"] == pytest.approx(24, abs=0.1)
    said_then = (await stack.api.get(row["transcript_url"])).json()
    assert times_said(said_then["text"]) == 2
    audio = (await stack.api.get(row["audio_url"])).content
    assert speech() + silence(1) + speech() + silence(1) in audio


async def test_a_worker_that_hangs_as_it_takes_a_session_does_not_end_it(stack: Stack) -> None:
    async with calling(url(stack), language="en") as caller:
        await caller.heard("session.begin")
        said = frames(speech())
        await caller.say(said[:50], pace=0.05)
        stack.start("realtime-2")
        await capacity(stack, workers=2)
        stack.send("realtime-2", signal.SIGSTOP)
        stack.kill("realtime-1")
        await caller.say(said[50:], pace=0.05)
        stack.start("realtime-3")
        assert times_said(await finished(caller)) == 1
        assert moves(caller) == 1


async def test_what_was_told_to_a_worker_that_is_killed_is_told_to_the_next(stack: Stack) -> None:
    async with calling(url(stack), enable_vad=False, retention=1) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await caller.tell("config", language="en")
        await talk(caller, speech())
        await caller.tell("flush")
        await caller.heard("transcript.final")
        stack.start("realtime-2")
        await capacity(stack, workers=2)
        await talk(caller, silence(1) + speech())
        await caller.tell("flush")
        stack.kill("realtime-1")
        await caller.say(speech()[:32_000], pace=0.05)
        await caller.tell("clear")
        await caller.until(lambda event: event["type"] == "transcript.final" and event["start"] > 10)
        await caller.tell("end")
        end = await caller.heard("session.end")
    assert times_said(end["transcript"]) == 2
    assert [final["language"] for final in end["segments"]] == ["en", "en"]
    assert moves(caller) == 1
    assert (await session(stack.api, id))["status"] == "completed"


async def test_a_worker_that_is_asked_to_stop_hands_its_session_over(stack: Stack) -> None:
    stack.environment["DALSTON_REALTIME_DRAIN_SECONDS"] = "1"
    stack.start("realtime-2")
    await capacity(stack, workers=2)
    stack.kill("realtime-1")
    await capacity(stack, workers=1)
    async with calling(url(stack), language="en") as caller:
        await caller.heard("session.begin")
        stack.start("realtime-3")
        await capacity(stack, workers=2)
        said = frames(speech())
        await caller.say(said[:50], pace=0.05)
        assert await stack.ask_to_stop("realtime-2") == 0
        await caller.say(said[50:], pace=0.05)
        assert times_said(await finished(caller)) == 1
        assert moves(caller) == 1


async def test_a_session_does_not_notice_that_temporal_restarts(stack: Stack) -> None:
    async with calling(url(stack), language="en", retention=1) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        said = frames(speech())
        await caller.say(said[:50], pace=0.05)
        stack.kill("temporal")
        await caller.say(silence(6), pace=0.1)  # longer than a sign of life may take
        stack.start("temporal")
        await caller.say(silence(4), pace=0.1)
        await caller.say(said[50:], pace=0.05)
        end = await finished(caller)
    assert "for your country" in end
    assert moves(caller) == 0
    row = await session(stack.api, id)
    assert row["status"] == "completed"


async def test_a_client_comes_back_after_the_api_was_killed(stack: Stack) -> None:
    async with calling(url(stack), language="en") as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await talk(caller, speech() + silence(1))
        first = await caller.heard("transcript.final")
        await caller.say(speech(), pace=0.05)
        stack.kill("api")
        await caller.closed()
    stack.start("api")
    await stack.ready()
    async with calling(url(stack), session_id=id, after=first["id"]) as again:
        begin = await again.heard("session.begin")
        assert begin["resumed"]
        end = await finished(again)
    assert again.finals[0]["id"] > first["id"]
    assert times_said(end) == 2


async def test_when_the_api_and_then_the_worker_are_killed_within_one_sentence_no_word_is_lost(
    stack: Stack,
) -> None:
    stack.environment["DALSTON_REALTIME_RETURN_SECONDS"] = "60"
    said = frames(speech())
    async with calling(url(stack), language="en") as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await talk(caller, speech() + silence(1))
        await caller.until(lambda event: event["type"] == "transcript.final" and event["end"] > 10)
        await caller.say(said[:50], pace=0.05)
        stack.kill("api")
        await caller.closed()
    stack.start("api", "realtime-2")
    await stack.ready()
    await capacity(stack, workers=2)
    async with calling(url(stack), session_id=id, after=caller.finals[-1]["id"]) as again:
        begin = await again.heard("session.begin")
        there = round((begin["audio_seconds"] - 12) / FRAME)
        await again.say(said[there : there + 10], pace=0.05)
        stack.kill("realtime-1")
        await again.say(said[there + 10 :], pace=0.05)
        end = await finished(again)
        assert moves(again) == 1
    assert times_said(end) == 2


async def test_after_the_api_and_the_worker_were_killed_a_session_goes_on_from_its_last_final(
    stack: Stack,
) -> None:
    stack.environment["DALSTON_REALTIME_RETURN_SECONDS"] = "60"
    async with calling(url(stack), language="en", retention=1) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await talk(caller, speech() + silence(1))
        await caller.until(lambda event: event["type"] == "transcript.final" and event["end"] > 10)
        kept = storage.join(stack.settings.storage_url, id, "finals")
        while sum("seg_" in name for name in storage.list_names(kept)) < len(caller.finals):
            await asyncio.sleep(0.1)
        stack.kill("api")
        stack.kill("realtime-1")
        await caller.closed()
    stack.start("api", "realtime-2")
    await stack.ready()
    async with calling(url(stack), session_id=id, after=caller.finals[-1]["id"]) as again:
        begin = await again.heard("session.begin")
        assert begin["audio_seconds"] == pytest.approx(caller.finals[-1]["end"], abs=0.01)
        await talk(again, speech())
        end = await finished(again)
    assert times_said(end) == 2
    assert not {final["id"] for final in again.finals} & {final["id"] for final in caller.finals}


async def test_a_client_may_come_back_through_another_api_while_the_first_still_holds_its_socket(
    stack: Stack,
) -> None:
    first = url(stack)
    async with calling(first, language="en") as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await talk(caller, speech() + silence(1))
        known = await caller.heard("transcript.final")
        port = free_port()
        stack.environment["DALSTON_PORT"] = str(port)
        stack.start("api-2")
        second = first.rpartition(":")[0] + f":{port}"
        await until_ready(second)
        async with calling(second, session_id=id, after=known["id"]) as again:
            begin = await again.heard("session.begin")
            assert begin["audio_seconds"] == pytest.approx(12, abs=0.1)
            assert (await caller.heard("error"))["code"] == "conflict"
            await talk(again, speech())
            end = await finished(again)
        assert times_said(end) == 2
        assert not again.all("warning")
    assert (await session(stack.api, id))["status"] == "completed"


async def test_a_worker_on_another_address_is_reached_there(stack: Stack) -> None:
    port = free_port()
    stack.environment |= {
        "DALSTON_REALTIME_HOST": "127.0.0.2",
        "DALSTON_REALTIME_PORT": str(port),
        "DALSTON_REALTIME_ADDRESS": f"ws://127.0.0.2:{port}",
    }
    stack.start("realtime-2")
    await capacity(stack, workers=2)
    stack.kill("realtime-1")
    await capacity(stack, workers=1)
    async with calling(url(stack), language="en") as caller:
        await caller.heard("session.begin")
        await talk(caller, speech())
        assert times_said(await finished(caller)) == 1
