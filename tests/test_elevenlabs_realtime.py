"""ElevenLabs' official client of live speech against a running server with a real model."""

import asyncio
import base64
import json
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from elevenlabs.client import ElevenLabs
from elevenlabs.realtime.scribe import AudioFormat, CommitStrategy
from temporalio.client import Client

from api.elevenlabs.realtime.line import LEAST
from api.realtime.line import LARGEST, MISTAKES
from api.realtime.refusals import BAD, FULL, IDLE, NORMAL
from tests import recordings
from tests.api_server import until
from tests.conftest import AUDIO
from tests.keyed import Keyed, keyed
from tests.live import seats_taken, session, silence, speech, times_said
from tests.scribe import Scribe, listening

VAD = CommitStrategy.VAD
FORMATS = {
    AudioFormat.PCM_8000: ("pcm_s16le", "s16le"),
    AudioFormat.PCM_22050: ("pcm_s16le", "s16le"),
    AudioFormat.PCM_24000: ("pcm_s16le", "s16le"),
    AudioFormat.PCM_44100: ("pcm_s16le", "s16le"),
    AudioFormat.PCM_48000: ("pcm_s16le", "s16le"),
    AudioFormat.ULAW_8000: ("pcm_mulaw", "mulaw"),
}

pytestmark = pytest.mark.timeout(120)


def secret(headers: dict[str, str]) -> str:
    return headers["Authorization"].partition(" ")[2]


def chunk(**more: Any) -> str:
    return json.dumps({"message_type": "input_audio_chunk", "audio_base_64": "", "commit": False, **more})


async def still_works(scribe: Scribe) -> None:
    """What is said now, and nothing else, is transcribed."""
    await scribe.say(speech())
    await scribe.connection.commit()
    assert times_said((await scribe.heard("committed_transcript"))["text"]) == 1


@pytest.mark.parametrize("kind", ["sync", "async"])
async def test_what_is_committed_comes_back_and_with_times_if_they_are_wanted(
    live_url: str, kind: str
) -> None:
    async with listening(live_url, kind=kind, include_timestamps=True, language_code="eng") as scribe:
        started = await scribe.heard("session_started")
        await scribe.say(speech(), pace=0.05)
        await scribe.connection.commit()
        timed = await scribe.heard("committed_transcript_with_timestamps")
    assert started["session_id"].startswith("sess_")
    assert started["config"]["audio_format"] == "pcm_16000"
    assert (started["config"]["sample_rate"], started["config"]["commit_strategy"]) == (16_000, "manual")
    assert scribe.all("partial_transcript")
    [plain] = scribe.all("committed_transcript")
    assert scribe.told.index(timed) == scribe.told.index(plain) + 1
    assert times_said(plain["text"]) == 1
    assert "".join(word["text"] for word in timed["words"]) == timed["text"] == plain["text"]
    assert {word["type"] for word in timed["words"]} == {"word", "spacing"}
    times = [time for word in timed["words"] for time in (word["start"], word["end"])]
    assert times == sorted(times)
    assert 0 <= times[0] < times[-1] <= 11.1
    assert all(word["logprob"] <= 0 for word in timed["words"])
    assert timed["language_code"] == "eng"
    assert scribe.closed is None or scribe.closed["code"] == NORMAL


async def test_a_pause_commits_where_that_is_wanted(live_url: str) -> None:
    async with listening(live_url, commit_strategy=VAD, vad_silence_threshold_secs=1.0) as scribe:
        await scribe.say(speech() + silence(2))
        await scribe.committed(1)
        await scribe.say(speech() + silence(2))
        await scribe.committed(2)
    assert "fellow" in scribe.text
    assert not scribe.all("committed_transcript_with_timestamps")


async def test_a_language_is_told_without_words_if_only_that_is_wanted(live_url: str) -> None:
    async with listening(live_url, include_language_detection=True) as scribe:
        await scribe.say(speech())
        await scribe.connection.commit()
        told = await scribe.heard("committed_transcript_with_timestamps")
    assert told["language_code"] == "eng"
    assert "words" not in told


async def test_each_commit_is_answered_also_where_nobody_spoke(live_url: str) -> None:
    async with listening(live_url) as scribe:
        for times, audio in enumerate((silence(1), speech(), silence(1)), start=1):
            await scribe.say(audio)
            await scribe.connection.commit()
            await scribe.committed(times)
    texts = [told["text"] for told in scribe.all("committed_transcript")]
    assert [bool(text) for text in texts] == [False, True, False]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.value)
async def test_every_audio_format_is_understood(live_url: str, format: AudioFormat) -> None:
    codec, container = FORMATS[format]
    rate = int(format.value.partition("_")[2])
    samples = recordings.resampled(recordings.speech("jfk.wav"), rate)
    audio = recordings.encoded(samples[None], codec=codec, container=container, rate=rate).getvalue()
    async with listening(live_url, audio_format=format, sample_rate=rate) as scribe:
        await scribe.say(audio)
        await scribe.connection.commit()
        committed = await scribe.heard("committed_transcript")
    assert "what you can do for your country" in committed["text"].lower()


async def test_every_parameter_may_be_given(live_url: str) -> None:
    async with listening(
        live_url,
        model_id="whisper-streaming:tiny.en",
        commit_strategy=VAD,
        vad_silence_threshold_secs=0.5,
        vad_threshold=0.4,
        min_speech_duration_ms=100,
        min_silence_duration_ms=600,
        language_code="en",
        secondary_languages=["eng"],
        include_timestamps=False,
        include_language_detection=False,
        keyterms=["country", "[fellow] Americans"],
        no_verbatim=True,
        entity_redaction_mode="redacted",
        filter_background_audio=True,
        enable_logging=False,
    ) as scribe:
        config = (await scribe.heard("session_started"))["config"]
        await scribe.say(speech() + silence(2))
        await scribe.heard("committed_transcript")
    assert config["keyterms"] == ["country", "[fellow] Americans"]
    assert (config["model_id"], config["min_silence_duration_ms"]) == ("whisper-streaming:tiny.en", 600)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="the client runs ffmpeg, which is not installed")
async def test_the_client_sends_what_it_hears_at_a_url(live_url: str) -> None:
    async with listening(live_url, url=str(AUDIO / "jfk.wav")) as scribe:
        [sending] = [task for task in asyncio.all_tasks() if "_stream_ffmpeg" in repr(task.get_coro())]
        await sending
        await scribe.connection.commit()
        assert times_said((await scribe.heard("committed_transcript"))["text"]) == 1


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"model_id": "nobody"}, "nobody"),
        ({"vad_threshold": 2}, "vad_threshold"),
        ({"vad_silence_threshold_secs": "nan"}, "vad_silence_threshold_secs"),
        ({"language_code": "english"}, "language_code"),
        ({"language_code": "deu"}, "'de'"),
        ({"keyterms": ["x" * 51]}, "keyterms"),
        ({"entity_detection": "all"}, "entity_detection"),
        ({"entity_redaction": ["pii"]}, "entity_redaction"),
        ({"transcript_edit": "make it rhyme"}, "transcript_edit"),
    ],
)
async def test_a_wrong_parameter_is_named(live_url: str, options: dict[str, Any], named: str) -> None:
    async with listening(live_url, **options) as scribe:
        refused = await scribe.heard("invalid_request")
        assert named in refused["error"]
        assert await scribe.end() == BAD
    assert scribe.errors[0] == refused


@pytest.mark.parametrize(
    "message",
    [
        "hello",
        "[]",
        b"\x00\x01",
        "[" * 5000,
        '{"message_type": "input_audio"}',
        chunk(audio_base_64="x"),
        chunk(audio_base_64="ÄÖÜ="),
        chunk(audio_base_64=7),
        chunk(commit="maybe"),
        chunk(sample_rate=44_100),
    ],
    ids=lambda message: str(message)[:70],
)
async def test_a_message_that_is_nonsense_is_forgiven(live_url: str, message: str | bytes) -> None:
    async with listening(live_url) as scribe:
        await scribe.connection.websocket.send(message)
        assert (await scribe.heard("input_error"))["error"]
        await still_works(scribe)


async def test_nothing_but_nonsense_is_not(live_url: str) -> None:
    async with listening(live_url) as scribe:
        for _ in range(MISTAKES + 1):
            await scribe.connection.websocket.send("{")
        assert await scribe.end() == BAD


async def test_samples_may_be_cut_anywhere_but_not_at_a_commit(live_url: str) -> None:
    pcm = speech()
    async with listening(live_url) as scribe:
        for at in range(0, len(pcm), 3333):
            await scribe.connection.websocket.send(chunk(audio_base_64=encoded(pcm[at : at + 3333])))
        await scribe.connection.websocket.send(chunk(audio_base_64="AA==", commit=True))
        assert "within a sample" in (await scribe.heard("input_error"))["error"]
        assert times_said((await scribe.heard("committed_transcript"))["text"]) == 1
        await scribe.say(speech())
        await scribe.connection.commit()
        await scribe.committed(2)
        assert times_said(scribe.text) == 2


def encoded(audio: bytes) -> str:
    return base64.b64encode(audio).decode()


async def test_a_frame_that_is_too_large_ends_the_session(live_url: str) -> None:
    async with listening(live_url) as scribe:
        await scribe.connection.websocket.send(chunk(audio_base_64=encoded(bytes(LARGEST + 2))))
        assert str(LARGEST) in (await scribe.heard("chunk_size_exceeded"))["error"]
        assert await scribe.end() == BAD


async def test_a_commit_of_next_to_nothing_is_throttled(live_url: str) -> None:
    async with listening(live_url) as scribe:
        await scribe.connection.commit()
        assert f"{LEAST:g} s" in (await scribe.heard("commit_throttled"))["error"]
        await still_works(scribe)


async def test_what_was_said_before_may_only_come_first(live_url: str) -> None:
    async with listening(live_url) as scribe:
        await scribe.connection.send({"audio_base_64": encoded(silence(0.1)), "previous_text": "Hello."})
        await scribe.connection.send({"audio_base_64": encoded(silence(0.1)), "previous_text": "Again."})
        assert "previous_text" in (await scribe.heard("input_error"))["error"]
        await still_works(scribe)
    assert len(scribe.errors) == 1


async def test_who_may_not_listen_hears_so(temporal: Client, data: Path) -> None:
    async with keyed(data, temporal) as server:
        _, reader = server.key(["jobs:read"])
        for key, code in (("dk_wrong", 4401), (secret(reader), 4403)):
            async with listening(str(server.api.base_url), key) as scribe:
                assert (await scribe.heard("auth_error"))["error"]
                assert await scribe.end() == code
            assert scribe.told == scribe.errors[:1]


async def test_a_token_opens_one_session(temporal: Client, live_url: str, data: Path) -> None:
    async with keyed(data, temporal) as server:
        url = str(server.api.base_url)
        _, headers = server.key(["realtime"])
        owner = ElevenLabs(api_key=secret(headers), base_url=url)
        made = await asyncio.to_thread(owner.tokens.single_use.create, "realtime_scribe")
        async with listening(url, None, token=made.token) as scribe:
            await still_works(scribe)
        async with listening(url, None, token=made.token) as scribe:
            assert "used" in (await scribe.heard("auth_error"))["error"]


async def test_limits_have_their_messages(temporal: Client, live_url: str, data: Path) -> None:
    async with keyed(data, temporal, live_sessions=1) as server, held(server) as one:
        await one.heard("session_started")
        async with held(server) as two:
            await two.heard("rate_limited")
            assert await two.end() == 4429
    async with keyed(data, temporal, live_idle_seconds=1) as server, held(server) as silent:
        await silent.heard("insufficient_audio_activity")
        assert await silent.end() == IDLE
    async with keyed(data, temporal, live_hours=1 / 3600) as server, held(server) as long:
        await long.say(speech())
        await long.heard("session_time_limit_exceeded")
        assert await long.end() == IDLE


def held(server: Keyed) -> Any:
    """A session of a new key."""
    return listening(str(server.api.base_url), secret(server.key(["realtime"])[1]))


async def test_when_all_seats_are_taken_a_client_hears_so(live_url: str) -> None:
    async with seats_taken(live_url), listening(live_url) as scribe:
        await scribe.heard("resource_exhausted")
        assert await scribe.end() == FULL


@pytest.mark.parametrize("clean", [True, False])
@pytest.mark.parametrize("moment", ["session_started", "partial_transcript"])
async def test_a_client_that_goes_leaves_its_seat_at_once(
    live_url: str, api: httpx.AsyncClient, clean: bool, moment: str
) -> None:
    async with listening(live_url) as scribe:
        id = (await scribe.heard("session_started"))["session_id"]
        await scribe.say(speech())
        await scribe.heard(moment)
        if not clean:
            scribe.connection.websocket.transport.abort()

    async def status() -> str:
        found: str = (await session(api, id))["status"]
        return found

    assert await until(status, lambda found: found != "active", 10) == "completed"


async def test_an_owner_ends_a_session_and_its_socket_closes_normally(
    live_url: str, api: httpx.AsyncClient
) -> None:
    async with listening(live_url) as scribe:
        id = (await scribe.heard("session_started"))["session_id"]
        assert (await api.delete(f"/v1/realtime/sessions/{id}")).status_code == 204
        assert await scribe.end() == NORMAL
    assert not scribe.errors
