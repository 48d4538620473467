"""Deepgram's official client against a running server with a real model: recordings, blocking and not."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from deepgram import AsyncDeepgramClient, DeepgramClient
from deepgram.core.api_error import ApiError
from deepgram.environment import DeepgramClientEnvironment
from deepgram.errors import BadRequestError
from deepgram.listen.v1.media.types import MediaTranscribeResponse
from temporalio.client import Client

from tests import strictly
from tests.command import RunningStack, calling_localhost
from tests.conftest import AUDIO, MODEL
from tests.https_server import Asked, Authority, HttpsServer, serving
from tests.keyed import Keyed, keyed
from tests.receiver import Receiver
from tests.recordings import encoded, speech

TINY = f"faster-whisper:{MODEL}"
FAKE = "fake:steady"
SPEECH = (AUDIO / "jfk.wav").read_bytes()
SAID = "ask not what your country can do for you"
KINDS = ["sync", "async"]


@dataclass(frozen=True)
class Caller:
    """One of the two clients."""

    client: DeepgramClient | AsyncDeepgramClient

    async def ask(self, call: Callable[[Any], Any]) -> dict[str, Any]:
        """The answer, which fits the client's types exactly."""
        if isinstance(self.client, DeepgramClient):
            raw = await asyncio.to_thread(call, self.client.listen.v1.media.with_raw_response)
        else:
            raw = await call(self.client.listen.v1.media.with_raw_response)
        found: dict[str, Any] = raw._response.json()
        strictly.check(unpunctuated(found), MediaTranscribeResponse)
        return found

    async def transcribe(self, recording: bytes = SPEECH, **fields: Any) -> dict[str, Any]:
        wanted = {"model": TINY, "request_options": {"max_retries": 0}, **fields}
        return await self.ask(lambda media: media.transcribe_file(request=recording, **wanted))


def unpunctuated(found: dict[str, Any]) -> dict[str, Any]:
    """Their servers send `punctuated_word` with every word; the client's type knows it of utterances only."""
    copied: dict[str, Any] = json.loads(json.dumps(found))
    for channel in copied.get("results", {}).get("channels", []):
        for word in channel["alternatives"][0]["words"]:
            word.pop("punctuated_word", None)
    return copied


def caller(kind: str, url: str, key: str = "dk_any") -> Caller:
    there = DeepgramClientEnvironment(base=url, production=url, agent=url, agent_rest=url)
    if kind == "sync":
        return Caller(DeepgramClient(api_key=key, environment=there))
    return Caller(AsyncDeepgramClient(api_key=key, environment=there))


@pytest.fixture(params=KINDS)
def here(request: pytest.FixtureRequest, api_url: str) -> Caller:
    return caller(request.param, api_url)


@pytest.fixture(params=KINDS)
async def locked(
    request: pytest.FixtureRequest, tmp_path: Path, temporal: Client
) -> AsyncIterator[tuple[Keyed, str]]:
    async with keyed(tmp_path, temporal) as server:
        yield server, request.param


def best(found: dict[str, Any], channel: int = 0) -> dict[str, Any]:
    alternative: dict[str, Any] = found["results"]["channels"][channel]["alternatives"][0]
    return alternative


async def test_a_recording_becomes_words(here: Caller) -> None:
    found = await here.transcribe()
    assert SAID in best(found)["transcript"].lower()
    assert "country" in [word["word"] for word in best(found)["words"]]
    assert 0 < best(found)["confidence"] <= 1
    assert found["metadata"]["models"] == [TINY]
    assert found["metadata"]["duration"] == pytest.approx(11, abs=0.1)
    assert "utterances" not in found["results"]


async def test_utterances_and_paragraphs_say_the_same_again(here: Caller) -> None:
    found = await here.transcribe(
        smart_format=True,
        punctuate=True,
        utterances=True,
        paragraphs=True,
        language="en",
        keyterm=["country", "fellow Americans"],
    )
    told = best(found)
    uttered = " ".join(one["transcript"] for one in found["results"]["utterances"])
    assert uttered == told["transcript"]
    assert " ".join(told["paragraphs"]["transcript"].split()) == told["transcript"]
    assert " ".join(word["punctuated_word"] for word in told["words"]) == told["transcript"]


async def test_speakers_have_numbers(here: Caller) -> None:
    found = await here.transcribe(model=FAKE, diarize=True, utterances=True)
    assert {word["speaker"] for word in best(found)["words"]} == {0, 1}
    assert {one["speaker"] for one in found["results"]["utterances"]} == {0, 1}


async def test_each_channel_is_apart(here: Caller) -> None:
    one, other = speech("ls_61-70968-0000.flac"), speech("jfk.wav")
    length = max(len(one), len(other))
    both = np.stack([np.pad(samples, (0, length - len(samples))) for samples in (one, other)])
    found = await here.transcribe(
        encoded(both, layout="stereo").getvalue(), multichannel=True, utterances=True
    )
    assert found["metadata"]["channels"] == 2
    assert SAID in best(found, 1)["transcript"].lower()
    assert SAID not in best(found, 0)["transcript"].lower()
    assert {one["channel"] for one in found["results"]["utterances"]} == {0, 1}


async def test_personal_data_is_taken_out(here: Caller) -> None:
    found = await here.transcribe(model=FAKE, redact="pii", detect_language=True)
    assert best(found)["transcript"].startswith("[NAME] word1")
    assert found["results"]["channels"][0]["detected_language"] == "en"


@pytest.mark.parametrize(
    "fields",
    [
        {"summarize": "v2"},
        {"redact": "shoe_size"},
        {"utt_split": -1.0},
        {"model": "nobody"},
        {"callback": "https://127.0.0.1/", "callback_method": "PUT"},
    ],
)
async def test_what_is_not_possible_is_refused_in_words(here: Caller, fields: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError) as refused:
        await here.transcribe(**fields)
    assert set(refused.value.body) == {"err_code", "err_msg", "request_id"}


async def test_a_body_that_is_no_recording_is_refused(here: Caller) -> None:
    for content in (b"", b"what is this"):
        with pytest.raises(BadRequestError):
            await here.transcribe(content)


async def test_a_bad_key_is_refused(locked: tuple[Keyed, str]) -> None:
    server, kind = locked
    with pytest.raises(ApiError) as refused:
        await caller(kind, str(server.api.base_url), "dk_wrong").transcribe()
    assert refused.value.status_code == 401
    assert refused.value.body["err_code"] == "INVALID_AUTH"


@pytest.fixture(scope="module")
def web(authority: Authority) -> Iterator[HttpsServer]:
    def answer(asked: Asked) -> None:
        asked.send(200, SPEECH)

    with serving(authority, answer) as server:
        yield server


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Iterator[RunningStack]:
    with calling_localhost(tmp_path_factory.mktemp("data"), authority) as stack:
        yield stack


@pytest.mark.parametrize("kind", KINDS)
async def test_a_recording_at_a_url_is_transcribed(stack: RunningStack, web: HttpsServer, kind: str) -> None:
    url = web.url(f"/{kind}.wav", "localhost")
    found = await caller(kind, stack.url).ask(lambda media: media.transcribe_url(url=url, model="nova-3"))
    assert SAID in best(found)["transcript"].lower()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_callback_is_sent_the_answer(stack: RunningStack, receiver: Receiver, kind: str) -> None:
    url = receiver.url(f"/{kind}")
    told = await caller(kind, stack.url).transcribe(model="nova-3", callback=url, utterances=True)
    (message,) = await asyncio.to_thread(receiver.wait_for, f"/{kind}")
    strictly.check(message.content, MediaTranscribeResponse)
    assert message.content["metadata"]["request_id"] == told["request_id"]
    assert SAID in best(message.content)["transcript"].lower()
    assert message.content["results"]["utterances"]
