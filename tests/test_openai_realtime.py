"""OpenAI's client of live speech against a running server with a real model."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import openai
import pytest
from temporalio.client import Client
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.openai.realtime.commands import LARGEST
from api.realtime.line import MISTAKES
from realtime.encodings import Unpacker
from tests.keyed import Keyed, keyed
from tests.live import speech, times_said
from tests.openai_clients import Caller, caller, exact
from tests.openai_realtime import RATE, TRANSCRIPTION, fits, speech_at_24k, talking

pytestmark = pytest.mark.timeout(120)

COMPLETED, DELTA = f"{TRANSCRIPTION}.completed", f"{TRANSCRIPTION}.delta"
PAUSE = bytes(2 * RATE)  # a second


@pytest.fixture(params=["sync", "async"])
def client(request: pytest.FixtureRequest, live_url: str) -> Caller:
    return caller(request.param, f"{live_url}/v1")


@pytest.fixture
def one(live_url: str) -> Caller:
    return caller("async", f"{live_url}/v1")


async def test_what_is_committed_is_transcribed(client: Caller) -> None:
    async with talking(client) as talk:
        created = await talk.hear()
        assert created.type == "session.created"
        assert created.session.type == "transcription"
        assert created.session.audio.input.format.rate == RATE
        transcription = {"model": "gpt-4o-transcribe", "language": "en"}
        updated = await talk.update(
            format={"type": "audio/pcm", "rate": RATE}, transcription=transcription, turn_detection=None
        )
        assert updated.session.audio.input.transcription.model == "gpt-4o-transcribe"
        assert updated.session.audio.input.turn_detection is None
        await talk.say(speech_at_24k())
        await talk.commit()
        completed = await talk.until(COMPLETED)
    assert times_said(completed.transcript) == 1
    assert talk.joined(completed.item_id) == completed.transcript
    assert completed.usage.seconds == pytest.approx(11, abs=0.1)
    assert completed.languages[0].code == "en"
    assert talk.types() == [
        "session.created",
        "session.updated",
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        DELTA,
        COMPLETED,
    ]
    [committed] = talk.all("input_audio_buffer.committed")
    assert committed.item_id == completed.item_id
    for event in talk.events:
        fits(event)


async def test_server_vad_finds_where_somebody_speaks(client: Caller) -> None:
    async with talking(client) as talk:
        turns = {"type": "server_vad", "threshold": 0.5, "silence_duration_ms": 900}
        await talk.update(transcription={"language": "en"}, turn_detection=turns)
        await talk.say(PAUSE + speech_at_24k() + PAUSE)
        end = 0
        while end < 11_000:
            item_id = (await talk.until(COMPLETED)).item_id
            stopped = talk.all("input_audio_buffer.speech_stopped")
            [end] = [one.audio_end_ms for one in stopped if one.item_id == item_id]
    assert all(talk.joined(one.item_id) == one.transcript for one in talk.all(COMPLETED))
    assert times_said(" ".join(one.transcript for one in talk.all(COMPLETED))) == 1
    started = talk.all("input_audio_buffer.speech_started")
    stopped = talk.all("input_audio_buffer.speech_stopped")
    committed = talk.all("input_audio_buffer.committed")
    assert 800 <= started[0].audio_start_ms <= 1500
    for begun, ended in zip(started, stopped, strict=False):
        assert begun.item_id == ended.item_id
        assert begun.audio_start_ms < ended.audio_end_ms
    assert [one.item_id for one in committed] == [one.item_id for one in stopped]
    assert [one.previous_item_id for one in committed] == [None, *(one.item_id for one in committed[:-1])]
    for event in talk.events:
        fits(event)


async def test_each_commit_is_answered_once_also_of_silence(one: Caller) -> None:
    async with talking(one) as talk:
        await talk.update(turn_detection=None)
        for audio in (PAUSE, speech_at_24k(), PAUSE):
            await talk.say(audio)
            await talk.commit()
        for _ in range(3):
            await talk.until(COMPLETED)
    texts = [said.transcript for said in talk.all(COMPLETED)]
    assert (texts[0], times_said(texts[1]), texts[2]) == ("", 1, "")
    ids = [said.item_id for said in talk.all(COMPLETED)]
    assert ids == [said.item_id for said in talk.all("input_audio_buffer.committed")]


async def test_what_is_cleared_was_never_said(one: Caller) -> None:
    async with talking(one) as talk:
        await talk.update(turn_detection=None)
        await talk.say(speech_at_24k())
        await talk.clear()
        await talk.until("input_audio_buffer.cleared")
        await talk.commit()
        error = await talk.until("error")
        assert error.error.code == "input_audio_buffer_commit_empty"
        await talk.say(PAUSE)
        await talk.commit()
        assert (await talk.until(COMPLETED)).transcript == ""


async def test_telephone_audio(one: Caller) -> None:
    pcm = np.frombuffer(speech(), np.int16)[::2] / 32768
    levels = Unpacker("mulaw", 1).push(bytes(range(256)))[0]
    order = np.argsort(levels)
    ulaw = order[np.searchsorted(levels[order], pcm).clip(max=255)].astype(np.uint8)
    async with talking(one) as talk:
        await talk.update(format={"type": "audio/pcmu"}, turn_detection=None)
        await talk.say(ulaw.tobytes())
        await talk.commit()
        completed = await talk.until(COMPLETED)
    assert "country" in completed.transcript
    assert completed.usage.seconds == pytest.approx(11, abs=0.1)


async def test_all_audio_in_one_event_with_probabilities(one: Caller) -> None:
    async with talking(one, model="gpt-4o-transcribe") as talk:
        session = {
            "type": "transcription",
            "include": ["item.input_audio_transcription.logprobs"],
            "audio": {"input": {"turn_detection": None}},
        }
        await talk.send({"type": "session.update", "session": session})
        audio = speech_at_24k()
        await talk.say(audio, len(audio))
        await talk.commit()
        completed = await talk.until(COMPLETED)
    assert times_said(completed.transcript) == 1
    assert "".join(one.token for one in completed.logprobs).split() == completed.transcript.split()


MISTAKEN = {
    "{": None,
    "[]": None,
    '{"type": "dance", "event_id": "mine"}': "type",
    '{"type": "response.create"}': "type",
    '{"type": "input_audio_buffer.append"}': "audio",
    '{"type": "input_audio_buffer.append", "audio": "***"}': "audio",
    '{"type": "input_audio_buffer.append", "audio": "AAAA"}': "audio",
    '{"type": "input_audio_buffer.append", "audio": 7}': "audio",
    '{"type": "input_audio_buffer.append", "audio": "é"}': "audio",
    '{"type": "input_audio_buffer.commit"}': None,
    '{"type": "session.update"}': "session",
    '{"type": "session.update", "session": {"type": "realtime"}}': "session.type",
    '{"type": "session.update", "session": {"audio": {"input": {"format": {"type": "audio/mp3"}}}}}': (
        "session.audio.input.format"
    ),
    '{"type": "session.update", "session": {"audio": {"input": {"turn_detection": {"threshold": 2}}}}}': (
        "session.audio.input.turn_detection.threshold"
    ),
    '{"type": "session.update", "session": {"audio": {"input": {"transcription": {"language": "?"}}}}}': (
        "session.audio.input.transcription.language"
    ),
    '{"type": "session.update", "session": {"audio": {"input": {"transcription": {"model": "gpt-9"}}}}}': (
        "model"
    ),
    '{"type": "transcription_session.update", "session": {"input_audio_format": "mp3"}}': (
        "session.input_audio_format"
    ),
}


async def test_mistakes_are_told_and_forgiven(one: Caller, live_url: str) -> None:
    async with connect(
        f"{live_url.replace('http', 'ws', 1)}/openai/v1/realtime?intent=transcription"
    ) as socket:
        assert json.loads(await socket.recv())["type"] == "session.created"
        for text, param in MISTAKEN.items():
            await socket.send(text)
            told = json.loads(await socket.recv())
            assert (told["type"], told["error"]["param"]) == ("error", param), told
            assert told["error"]["message"]
        await socket.send(b"\0\0")
        assert json.loads(await socket.recv())["type"] == "error"
        await socket.send("x" * (LARGEST + 1))
        assert str(LARGEST) in json.loads(await socket.recv())["error"]["message"]
        await socket.send('{"type": "dance", "event_id": "mine"}')
        assert json.loads(await socket.recv())["error"]["event_id"] == "mine"
        await socket.send('{"type": "session.update", "session": {}}')
        assert json.loads(await socket.recv())["type"] == "session.updated"
        for _ in range(MISTAKES):
            await socket.send("{")
        with suppress(ConnectionClosed):
            async for message in socket:
                assert json.loads(message)["type"] == "error"
    assert socket.close_code == 4400


async def test_what_may_not_change_any_more(one: Caller) -> None:
    async with talking(one) as talk:
        await talk.update(turn_detection=None)
        await talk.say(PAUSE)
        error = await talk.update(format={"type": "audio/pcma"})
        assert (error.type, error.error.param) == ("error", "session")
        updated = await talk.update(transcription={"language": "en", "keywords": ["Dalston"]})
        assert updated.session.audio.input.transcription.keywords == ["Dalston"]
        await talk.commit()
        assert (await talk.until(COMPLETED)).transcript == ""


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "invalid_request"),
        ("model=gpt-realtime", "invalid_request"),
        ("intent=dance", "invalid_request"),
        ("intent=transcription&model=gpt-9", "model_not_found"),
    ],
)
async def test_what_is_not_served(live_url: str, query: str, code: str) -> None:
    async with connect(f"{live_url.replace('http', 'ws', 1)}/v1/realtime?{query}") as socket:
        told = json.loads(await socket.recv())
        assert (told["type"], told["error"]["code"]) == ("error", code)
        await socket.wait_closed()
    assert socket.close_code == 4400


@pytest.fixture(scope="module")
async def server(temporal: Client, live_url: str, data: Path) -> AsyncIterator[Keyed]:
    async with keyed(data, temporal, requests_per_minute=0) as server:
        while not (await server.state.live.last_census()).listeners:
            await asyncio.sleep(0.1)
        yield server


@pytest.mark.parametrize("prefix", ["v1", "openai/v1"])
@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_a_client_secret_opens_the_session_that_it_was_made_for(
    server: Keyed, kind: str, prefix: str
) -> None:
    url = f"{server.api.base_url}/{prefix}".replace("//openai", "/openai").replace("//v1", "/v1")
    _, headers = server.key(["realtime"], "tenant")
    key = headers["Authorization"].removeprefix("Bearer ")
    session = {
        "type": "transcription",
        "audio": {
            "input": {"transcription": {"model": "whisper-1", "language": "en"}, "turn_detection": None}
        },
    }
    expiry = {"anchor": "created_at", "seconds": 60}
    made = await caller(kind, url, key).ask(
        lambda one: one.realtime.client_secrets.create(expires_after=expiry, session=session)
    )
    assert made.value.startswith("ek_")
    assert made.session.audio.input.transcription.model == "whisper-1"
    exact(made)
    async with talking(caller(kind, url, made.value)) as talk:
        created = await talk.hear()
        assert created.session.audio.input.transcription.language == "en"
        assert created.session.audio.input.turn_detection is None
        await talk.say(speech_at_24k())
        await talk.commit()
        assert times_said((await talk.until(COMPLETED)).transcript) == 1
    rows = await server.api.get("/v1/realtime/sessions", headers=headers)
    assert rows.json()["sessions"]


async def test_a_browser_shows_its_secret_in_the_subprotocol(server: Keyed) -> None:
    _, headers = server.key(["realtime"])
    made = await server.api.post("/v1/realtime/client_secrets", headers=headers)
    secret = made.json()["value"]
    url = f"{str(server.api.base_url).rstrip('/').replace('http', 'ws', 1)}/v1/realtime?intent=transcription"
    for shown, first in ((secret, "session.created"), ("ek_nobody", "error")):
        offered: Any = ["realtime", f"openai-insecure-api-key.{shown}"]
        async with connect(url, subprotocols=offered) as socket:
            assert socket.subprotocol == "realtime"
            told = json.loads(await socket.recv())
            assert told["type"] == first
    assert told["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_who_may_not_make_secrets(server: Keyed, kind: str) -> None:
    url = f"{str(server.api.base_url).rstrip('/')}/v1"

    async def secret(key: str, **wanted: Any) -> Any:
        return await caller(kind, url, key).ask(lambda one: one.realtime.client_secrets.create(**wanted))

    _, reader = server.key(["jobs:read"])
    _, listener = server.key(["realtime"])
    key = listener["Authorization"].removeprefix("Bearer ")
    with pytest.raises(openai.AuthenticationError):
        await secret("dk_nobody")
    with pytest.raises(openai.PermissionDeniedError):
        await secret(reader["Authorization"].removeprefix("Bearer "))
    with pytest.raises(openai.PermissionDeniedError):
        await secret((await secret(key)).value)
    for wanted in (
        {"expires_after": {"seconds": 5}},
        {"expires_after": {"seconds": 7201}},
        {"session": {"type": "realtime"}},
        {"session": {"type": "transcription", "audio": {"input": {"format": {"type": "audio/mp3"}}}}},
    ):
        with pytest.raises(openai.UnprocessableEntityError) as refused:
            await secret(key, **wanted)
        assert refused.value.param


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_a_session_of_the_beta(server: Keyed, kind: str) -> None:
    url = f"{str(server.api.base_url).rstrip('/')}/v1"
    _, headers = server.key(["realtime"])
    key = headers["Authorization"].removeprefix("Bearer ")
    turns = {"type": "server_vad", "silence_duration_ms": 700}
    heard = {"model": "whisper-1", "language": "en"}
    made = await caller(kind, url, key).ask(
        lambda one: one.beta.realtime.transcription_sessions.create(
            input_audio_format="pcm16", input_audio_transcription=heard, turn_detection=turns
        )
    )
    exact(made)
    assert made.client_secret.value.startswith("ek_")
    assert made.turn_detection.silence_duration_ms == 700
    async with talking(caller(kind, url, made.client_secret.value)) as talk:
        assert (await talk.hear()).type == "session.created"
        given = {"turn_detection": None, "input_audio_transcription": heard}
        await talk.send({"type": "transcription_session.update", "session": given})
        updated = await talk.until("transcription_session.updated")
        assert updated.session["input_audio_format"] == "pcm16"
        await talk.say(speech_at_24k())
        await talk.commit()
        completed = await talk.until(COMPLETED)
        assert times_said(completed.transcript) == 1
        assert talk.joined(completed.item_id) == completed.transcript
        assert talk.types()[2:4] == ["input_audio_buffer.committed", "conversation.item.created"]
    with pytest.raises(openai.UnprocessableEntityError):
        await caller(kind, url, key).ask(
            lambda one: one.beta.realtime.transcription_sessions.create(input_audio_format="mp3")
        )
