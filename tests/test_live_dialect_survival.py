"""A realtime worker dies in mid-session: the official clients of others do not notice."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from elevenlabs.realtime.scribe import CommitStrategy

from tests.live import silence, speech, times_said
from tests.live_stack import capacity, live_stack, url
from tests.openai_clients import caller
from tests.openai_realtime import RATE, TRANSCRIPTION, Talk, fits, speech_at_24k, talking
from tests.processes import Stack
from tests.scribe import Scribe, listening

pytestmark = pytest.mark.timeout(180)

COMPLETED = f"{TRANSCRIPTION}.completed"
PAUSE = bytes(2 * RATE)  # a second
HALF = 5 * 2 * RATE  # bytes, in the middle of what jfk.wav says


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with live_stack(tmp_path) as stack:
        yield stack


async def replaced(stack: Stack) -> None:
    """The only worker dies; another one is there."""
    stack.start("realtime-2")
    await capacity(stack, workers=2)
    stack.kill("realtime-1")


def check(talk: Talk) -> None:
    """Items are committed in a row, each completed once with what its deltas say; nothing else."""
    assert not talk.all("error")
    committed = talk.all("input_audio_buffer.committed")
    ids = [one.item_id for one in committed]
    assert [one.previous_item_id for one in committed] == [None, *ids[:-1]]
    assert [one.item_id for one in talk.all(COMPLETED)] == ids
    for kind in ("added", "done"):
        assert [one.item.id for one in talk.all(f"conversation.item.{kind}")] == ids
    for one in talk.all(COMPLETED):
        assert talk.joined(one.item_id) == one.transcript
    for event in talk.events:
        fits(event)


def said(talk: Talk) -> str:
    return " ".join(one.transcript for one in talk.all(COMPLETED))


async def ends(scribe: Scribe, times: int) -> None:
    """All that jfk.wav says has been committed so many times."""
    await scribe.until(lambda _: scribe.text.count("for your country") == times)


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_a_client_of_openai_that_commits_loses_no_word_and_no_event(stack: Stack, kind: str) -> None:
    async with talking(caller(kind, f"{url(stack)}/v1")) as talk:
        await talk.update(transcription={"language": "en"}, turn_detection=None)
        await talk.say(speech_at_24k())
        await talk.commit()
        await talk.until(COMPLETED)
        spoken = speech_at_24k()
        await talk.say(spoken[:HALF], pace=0.05)
        await replaced(stack)
        await talk.say(spoken[HALF:], pace=0.05)
        await talk.commit()
        await talk.until(COMPLETED)
    assert times_said(said(talk)) == 2
    check(talk)


async def test_a_turn_that_a_dead_worker_heard_begin_is_finished_by_the_next(stack: Stack) -> None:
    async with talking(caller("async", f"{url(stack)}/v1")) as talk:
        turns = {"type": "server_vad", "silence_duration_ms": 900}
        await talk.update(transcription={"language": "en"}, turn_detection=turns)
        spoken = PAUSE + speech_at_24k() + PAUSE
        await talk.say(spoken[:HALF], pace=0.05)
        await talk.until("input_audio_buffer.speech_started")
        await replaced(stack)
        await talk.say(spoken[HALF:], pace=0.05)
        end = 0
        while end < 11_000:
            item_id = (await talk.until(COMPLETED)).item_id
            stopped = talk.all("input_audio_buffer.speech_stopped")
            [end] = [one.audio_end_ms for one in stopped if one.item_id == item_id]
    assert times_said(said(talk)) == 1
    check(talk)
    started, stopped = (talk.all(f"input_audio_buffer.speech_{kind}") for kind in ("started", "stopped"))
    assert [one.item_id for one in started] == [one.item_id for one in stopped]


async def test_an_operator_finds_the_session_of_an_openai_client(stack: Stack) -> None:
    async with talking(caller("async", f"{url(stack)}/v1")) as talk:
        id = (await talk.hear()).session.id
        assert (await talk.update(turn_detection=None)).session.id == id
        await talk.say(PAUSE)
        await talk.commit()
        await talk.until(COMPLETED)
        listed = (await stack.api.get("/v1/realtime/sessions")).json()["sessions"]
        assert [(one["id"], one["status"]) for one in listed] == [(id, "active")]
        assert (await stack.api.delete(f"/v1/realtime/sessions/{id}")).status_code == 204
        assert await talk.closed() == 1000


@pytest.mark.parametrize(
    "options",
    [{}, {"commit_strategy": CommitStrategy.VAD, "vad_silence_threshold_secs": 1.5}],
    ids=["manual", "vad"],
)
async def test_a_client_of_elevenlabs_loses_no_word_and_stays_connected(
    stack: Stack, options: dict[str, Any]
) -> None:
    spoken, half = speech() + silence(2), HALF // RATE * 16_000
    async with listening(url(stack), language_code="eng", include_timestamps=True, **options) as scribe:
        id = (await scribe.heard("session_started"))["session_id"]
        for times in (1, 2):
            await scribe.say(spoken[:half], pace=0.05)
            if times == 2:
                await replaced(stack)
            await scribe.say(spoken[half:], pace=0.05)
            if not options:
                await scribe.connection.commit()
            await ends(scribe, times)
        assert not scribe.closed
        assert not scribe.errors
        assert times_said(scribe.text) == 2
        assert (await stack.api.get(f"/v1/realtime/sessions/{id}")).json()["status"] == "active"
    words = [word for told in scribe.all("committed_transcript_with_timestamps") for word in told["words"]]
    starts = [word["start"] for word in words]
    assert starts == sorted(starts)
