"""ElevenLabs' official client against a running server with a real model: every call, blocking and not."""

import asyncio
import base64
import json
import math
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from docx import Document
from elevenlabs.client import AsyncElevenLabs, ElevenLabs
from elevenlabs.core import ApiError
from elevenlabs.errors import NotFoundError, UnauthorizedError, UnprocessableEntityError
from elevenlabs.speech_to_text.transcripts.types import TranscriptsGetResponse
from elevenlabs.speech_to_text.types import SpeechToTextConvertResponse
from elevenlabs.types import ExportOptions, HttpValidationError, SpeechToTextChunkResponseModel
from pydantic import TypeAdapter
from temporalio.client import Client

from activities import folder, storage
from activities.database import later
from activities.index import Index, Job
from api import reconciler
from api.elevenlabs.conversion import HEARD_KEYTERMS
from api.finished import attachable
from tests import strictly
from tests.command import RunningStack, calling_localhost
from tests.conftest import AUDIO, MODEL
from tests.http_jobs import JOBS, SLOW, long_talk
from tests.https_server import Asked, Authority, HttpsServer, serving
from tests.keyed import Keyed, keyed
from tests.receiver import Receiver
from tests.recordings import encoded, speech
from tests.test_index import a_job
from tests.test_openai_client import found_running

TINY = f"faster-whisper:{MODEL}"
FAKE = "fake:steady"
SPEECH = AUDIO / "jfk.wav"
SAID = "ask not what your country can do for you"
KINDS = ["sync", "async"]
FORMATS = ("srt", "txt", "segmented_json", "docx", "pdf", "html")


@dataclass(frozen=True)
class Caller:
    """One of the two clients."""

    client: ElevenLabs | AsyncElevenLabs

    async def ask(self, call: Callable[[Any], Any]) -> Any:
        if isinstance(self.client, ElevenLabs):
            return await asyncio.to_thread(call, self.client)
        return await call(self.client)

    async def convert(self, **fields: Any) -> dict[str, Any]:
        """The answer, which fits the client's types exactly."""
        wanted = {"model_id": TINY, "request_options": {"max_retries": 0}, **fields}
        raw = await self.ask(lambda client: client.speech_to_text.with_raw_response.convert(**wanted))
        found: dict[str, Any] = raw._response.json()
        strictly.check(found, SpeechToTextConvertResponse)
        return found


def caller(kind: str, url: str, key: str = "dk_any") -> Caller:
    return Caller((ElevenLabs if kind == "sync" else AsyncElevenLabs)(api_key=key, base_url=url))


@pytest.fixture(params=KINDS)
def here(request: pytest.FixtureRequest, api_url: str) -> Caller:
    return caller(request.param, api_url)


@pytest.fixture(params=KINDS)
async def locked(
    request: pytest.FixtureRequest, tmp_path: Path, temporal: Client
) -> AsyncIterator[tuple[Keyed, str]]:
    async with keyed(tmp_path, temporal) as server:
        yield server, request.param


def texts(found: dict[str, Any], kind: str = "word") -> list[str]:
    return [word["text"] for word in found["words"] if word["type"] == kind]


def joined(found: dict[str, Any]) -> str:
    return "".join(word["text"] for word in found["words"])


def two_channels() -> bytes:
    one, other = speech("ls_61-70968-0000.flac"), speech("jfk.wav")
    length = max(len(one), len(other))
    both = [np.pad(samples, (0, length - len(samples))) for samples in (one, other)]
    return encoded(np.stack(both), layout="stereo").getvalue()


async def test_the_smallest_call_answers_words_that_join_to_the_text(here: Caller) -> None:
    found = await here.convert(file=SPEECH.read_bytes())
    assert SAID in found["text"].lower()
    assert joined(found) == found["text"]
    assert {word["type"] for word in found["words"]} == {"word", "spacing"}
    assert all(math.isfinite(word["logprob"]) and word["logprob"] <= 0 for word in found["words"])
    assert found["language_code"] == "eng"
    assert found["audio_duration_secs"] == pytest.approx(11, abs=0.1)
    starts = [word["start"] for word in found["words"]]
    assert starts == sorted(starts)


async def test_a_model_of_theirs_and_a_language_of_either_standard_are_understood(here: Caller) -> None:
    for code in ("eng", "en"):
        found = await here.convert(model_id="scribe_v2", language_code=code, file=SPEECH.read_bytes())
        assert found["text"]
        assert (found["language_code"], found["language_probability"]) == ("eng", 1.0)


async def test_the_full_set_of_fields(here: Caller) -> None:
    found = await here.convert(
        file=("talk.wav", SPEECH.read_bytes(), "audio/wav"),
        language_code="eng",
        diarize=True,
        num_speakers=2,
        timestamps_granularity="character",
        keyterms=["country", "fellow Americans"],
        additional_formats=[{"format": name} for name in FORMATS],
        entity_detection=["name", "pci"],
        webhook_metadata={"episode": 17},
        tag_audio_events=True,
        temperature=0.0,
        seed=7,
        enable_logging=True,
        diarization_threshold=0.3,
        numbers_format="digits",
        no_verbatim=True,
        use_speaker_library=False,
        detect_speaker_roles=False,
    )
    assert joined(found) == found["text"]
    assert texts(found, "audio_event") == ["(laughter)"]
    assert {word["speaker_id"] for word in found["words"] if word["type"] == "word"} == {
        "speaker_0",
        "speaker_1",
    }
    word = next(word for word in found["words"] if word["type"] == "word")
    assert "".join(letter["text"] for letter in word["characters"]) == word["text"]
    assert word["characters"][0]["start"] == word["start"]
    assert word["characters"][-1]["end"] == word["end"]
    entity = found["entities"][0]
    assert entity["entity_type"] == "name"
    assert found["text"][entity["start_char"] : entity["end_char"]] == entity["text"]
    assert [one["requested_format"] for one in found["additional_formats"]] == list(FORMATS)


async def test_words_have_no_times_if_none_are_wanted(here: Caller) -> None:
    found = await here.convert(file=SPEECH.read_bytes(), timestamps_granularity="none")
    assert joined(found) == found["text"]
    assert not any("start" in word or "end" in word for word in found["words"])


async def test_every_additional_format_is_what_it_says(here: Caller) -> None:
    options = {"include_speakers": True, "include_timestamps": True, "max_segment_chars": 40}
    wanted = [{"format": name, **options} for name in FORMATS]
    TypeAdapter(list[ExportOptions]).validate_python(wanted)
    answer = await here.convert(
        model_id=FAKE, file=SPEECH.read_bytes(), diarize=True, additional_formats=wanted
    )
    found = {one["requested_format"]: one for one in answer["additional_formats"]}
    content = {name: one["content"] for name, one in found.items()}
    assert content["srt"].startswith("1\n00:00:00,")
    assert all(len(line) <= 42 for line in content["srt"].splitlines())
    assert content["txt"].startswith("[0:00] SPEAKER_00: word0 word1")
    segments = json.loads(content["segmented_json"])["segments"]
    assert all(len(segment["text"]) <= 40 for segment in segments)
    assert {segment["speaker_id"] for segment in segments} == {"speaker_0", "speaker_1"}
    assert "word0" in "\n".join(
        one.text for one in Document(BytesIO(base64.b64decode(content["docx"]))).paragraphs
    )
    assert base64.b64decode(content["pdf"]).startswith(b"%PDF-")
    assert "<p" in content["html"]
    assert {name for name in FORMATS if found[name]["is_base64_encoded"]} == {"docx", "pdf"}


async def test_raw_pcm_is_transcribed(here: Caller) -> None:
    pcm = SPEECH.read_bytes()[44:]
    found = await here.convert(file=pcm, file_format="pcm_s16le_16")
    assert SAID in found["text"].lower()
    assert found["audio_duration_secs"] == pytest.approx(11, abs=0.1)


async def test_each_channel_has_a_transcript_or_all_have_one(here: Caller) -> None:
    both = two_channels()
    apart = await here.convert(file=both, use_multi_channel=True)
    first, second = apart["transcripts"]
    assert (first["channel_index"], second["channel_index"]) == (0, 1)
    assert SAID in second["text"].lower()
    assert SAID not in first["text"].lower()
    assert all(joined(one) == one["text"] for one in (first, second))
    assert {word["channel_index"] for word in second["words"]} == {1}
    together = await here.convert(file=both, use_multi_channel=True, multichannel_output_style="combined")
    words = [word for word in together["words"] if word["type"] == "word"]
    assert [word["start"] for word in words] == sorted(word["start"] for word in words)
    assert {word["channel_index"] for word in words} == {0, 1}
    assert joined(together) == together["text"]
    assert sorted(texts(together)) == sorted(texts(first) + texts(second))


async def test_sounds_are_words_of_their_own_kind(here: Caller) -> None:
    found = await here.convert(model_id=FAKE, file=SPEECH.read_bytes(), tag_audio_events=True)
    assert texts(found, "audio_event") == ["(laughter)"]
    assert "word1 (laughter) word2" in found["text"]


async def test_entities_are_taken_out_in_their_way(here: Caller) -> None:
    for mode, mark in (
        ("redacted", "{REDACTED}"),
        ("entity_type", "{NAME}"),
        ("enumerated_entity_type", "{NAME_1}"),
    ):
        found = await here.convert(
            model_id=FAKE,
            file=SPEECH.read_bytes(),
            entity_detection="all",
            entity_redaction="all",
            entity_redaction_mode=mode,
        )
        assert found["text"].startswith(f"{mark} word1")
        assert joined(found) == found["text"]
        assert "entities" not in found


async def test_a_thousand_keyterms_are_accepted(here: Caller, index: Index) -> None:
    keyterms = [f"term {number}" for number in range(1000)]
    found = await here.convert(model_id=FAKE, file=SPEECH.read_bytes(), keyterms=keyterms)
    job = index.get(found["transcription_id"])
    assert job
    kept = json.loads(storage.read(folder.options(job.folder)))
    assert kept["keyterms"] == keyterms[:HEARD_KEYTERMS]


async def test_a_transcript_can_be_fetched_as_it_was_answered_until_it_is_deleted(here: Caller) -> None:
    name = type(here.client).__name__  # no other test's job
    answered = await here.convert(
        file=(f"{name}.wav", SPEECH.read_bytes()), timestamps_granularity="character"
    )
    id = answered["transcription_id"]
    raw = await here.ask(lambda client: client.speech_to_text.transcripts.with_raw_response.get(id))
    strictly.check(raw._response.json(), TranscriptsGetResponse)
    assert raw._response.json() == answered
    await here.ask(lambda client: client.speech_to_text.transcripts.delete(id))
    with pytest.raises(NotFoundError) as missing:
        await here.ask(lambda client: client.speech_to_text.transcripts.get(id))
    assert missing.value.body["detail"]["status"] == "job_not_found"


async def test_the_same_call_again_follows_the_same_job(here: Caller) -> None:
    both = await asyncio.gather(*(here.convert(file=SPEECH.read_bytes(), seed=11) for _ in range(2)))
    assert len({found["transcription_id"] for found in both}) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"temperature": 3.0}, "temperature"),
        ({"language_code": "english"}, "language_code"),
        ({"keyterms": ["one two three four five six"]}, "keyterms"),
        ({"entity_detection": "zodiac_sign"}, "entity_detection"),
        ({"additional_formats": [{"format": "odt"}]}, "additional_formats"),
        ({"transcript_edit": "make it rhyme"}, "transcript_edit"),
        ({"detect_speaker_roles": True, "diarize": True}, "detect_speaker_roles"),
        ({"use_multi_channel": True, "diarize": True}, "use_multi_channel"),
    ],
)
async def test_a_wrong_field_is_named_as_their_client_expects(
    here: Caller, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(UnprocessableEntityError) as refused:
        await here.convert(file=SPEECH.read_bytes(), **fields)
    strictly.check(refused.value.body, HttpValidationError)
    assert field in str(refused.value.body)


async def test_a_file_that_is_no_recording_and_a_model_that_is_not_there_are_refused(here: Caller) -> None:
    for fields in ({"file": b"what is this"}, {"file": SPEECH.read_bytes(), "model_id": "nobody"}):
        with pytest.raises(ApiError) as refused:
            await here.convert(**fields)
        assert refused.value.status_code == 400
        assert set(refused.value.body["detail"]) == {"status", "message"}


async def test_a_url_on_this_machine_is_refused(here: Caller) -> None:
    for name in ("source_url", "cloud_storage_url"):
        with pytest.raises(UnprocessableEntityError):
            await here.convert(**{name: "https://127.0.0.1/talk.wav"})


async def test_a_bad_key_is_refused(locked: tuple[Keyed, str]) -> None:
    server, kind = locked
    stranger = caller(kind, str(server.api.base_url), "dk_wrong")
    with pytest.raises(UnauthorizedError) as refused:
        await stranger.ask(lambda client: client.speech_to_text.transcripts.get("job_1"))
    assert refused.value.body["detail"]["status"] == "unauthorized"
    with pytest.raises(ApiError) as also:
        await stranger.convert(file=SPEECH.read_bytes())
    assert also.value.status_code == 401


async def test_a_job_that_failed_is_an_error_and_not_tried_again_though_the_client_asks_again(
    here: Caller, api: httpx.AsyncClient, temporal: Client, index: Index
) -> None:
    name = f"failed by {type(here.client).__name__}.wav"
    asked = {"file": (name, long_talk()), "model_id": SLOW, "request_options": {"max_retries": 2}}
    waiting = asyncio.create_task(here.convert(**asked))
    id = await found_running(api, name)
    await temporal.get_workflow_handle(id).terminate()
    await reconciler.reconcile(temporal, index, "9999")

    with pytest.raises(ApiError) as refused:
        await waiting
    assert refused.value.status_code == 424
    assert refused.value.body["detail"]["status"] == "processing_failed"
    assert (await api.get(JOBS, params={"q": name})).json()["total"] == 1


def test_a_job_is_asked_about_again_for_as_long_as_clients_try_again() -> None:
    def failed(ago: float, code: str = "processing_failed") -> Job:
        return a_job("job_1", status="failed", error_code=code, completed_at=later(-ago))

    assert attachable(failed(30), 0.1)
    assert not attachable(failed(90), 0.1)
    assert attachable(failed(900), 600)  # seconds of upload
    assert not attachable(failed(1, "engine_unavailable"), 0.1)
    assert not attachable(a_job("job_1", status="cancelled", completed_at=later(0)), 0.1)
    assert attachable(a_job("job_1", status="running"), 0.1)


async def test_a_token_is_good_for_one_conversion(locked: tuple[Keyed, str], workers: None) -> None:
    server, kind = locked
    _, headers = server.key()
    owner = caller(kind, str(server.api.base_url), headers["Authorization"].partition(" ")[2])
    made = await owner.ask(lambda client: client.tokens.single_use.create("batch_scribe"))
    query = {"token": made.token}
    # Without a file: what is refused is the form, once the token has opened the door.
    tried = [await server.api.post("/v1/speech-to-text", params=query, data={}) for _ in range(2)]
    assert [answer.status_code for answer in tried] == [400, 401]
    live = await owner.ask(lambda client: client.tokens.single_use.create("realtime_scribe"))
    assert live.token.startswith("dt_")
    with pytest.raises(UnprocessableEntityError):
        await owner.ask(lambda client: client.tokens.single_use.create("tts_websocket"))


@pytest.fixture(scope="module")
def web(authority: Authority) -> Iterator[HttpsServer]:
    def answer(asked: Asked) -> None:
        asked.send(200, SPEECH.read_bytes())

    with serving(authority, answer) as server:
        yield server


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Iterator[RunningStack]:
    with calling_localhost(tmp_path_factory.mktemp("data"), authority) as stack:
        yield stack


@pytest.mark.parametrize("kind", KINDS)
async def test_a_recording_at_a_url_is_transcribed(stack: RunningStack, web: HttpsServer, kind: str) -> None:
    for name in ("source_url", "cloud_storage_url"):
        url = web.url(f"/{kind}/{name}.wav", "localhost")
        found = await caller(kind, stack.url).convert(model_id="scribe_v2", **{name: url})
        assert SAID in found["text"].lower()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_webhook_hears_of_the_end_and_their_client_believes_it(
    stack: RunningStack, receiver: Receiver, kind: str
) -> None:
    wanted = {"url": receiver.url(f"/{kind}"), "style": "elevenlabs", "all_jobs": False}
    async with httpx.AsyncClient(base_url=stack.url) as api:
        made = (await api.post("/v1/webhooks", json=wanted)).json()
    client = caller(kind, stack.url)
    told = await client.convert(
        file=(f"{kind}.wav", SPEECH.read_bytes()),
        webhook=True,
        webhook_id=made["id"],
        webhook_metadata={"episode": 17},
    )
    assert told["request_id"] == told["transcription_id"]
    (message,) = await asyncio.to_thread(receiver.wait_for, f"/{kind}")
    event = client.client.webhooks.construct_event(
        message.body.decode(), message.headers["elevenlabs-signature"], made["secret"]
    )
    assert event["type"] == "speech_to_text_transcription"
    assert event["data"]["webhook_metadata"] == {"episode": 17}
    assert event["data"]["request_id"] == told["request_id"]
    strictly.check(event["data"]["transcription"], SpeechToTextChunkResponseModel)
    assert SAID in event["data"]["transcription"]["text"].lower()
    message.verified(made["secret"])
    fetched = await client.ask(lambda client: client.speech_to_text.transcripts.get(told["transcription_id"]))
    assert fetched.text == event["data"]["transcription"]["text"]


def test_what_a_webhook_is_sent_is_not_kept(stack: RunningStack, receiver: Receiver) -> None:
    log = httpx.get(f"{stack.url}/v1/webhooks").json()["webhooks"]
    kept = [httpx.get(f"{stack.url}/v1/webhooks/{one['id']}/deliveries").text for one in log]
    assert kept
    assert not any("country" in one for one in kept)
