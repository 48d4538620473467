"""OpenAI's official client against a running server with a real model: every call, blocking and not."""

import asyncio
import math
import warnings
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest
import srt
from openai.types import Model
from openai.types.audio import (
    Transcription,
    TranscriptionDiarized,
    TranscriptionVerbose,
    Translation,
    TranslationVerbose,
)
from temporalio.client import Client

from activities.index import Index
from api import reconciler
from api.openai.names import MODELS
from tests.api_server import until
from tests.http_jobs import JOBS, SLOW, ended, long_talk
from tests.keyed import Keyed, keyed
from tests.openai_clients import AUDIO, JFK, Caller, caller, exact

SPANISH = AUDIO / "mls_es_13697-11991.opus"
TWO = AUDIO / "two_speakers.flac"
SAID = "ask not what your country can do for you"
KINDS = ["sync", "async"]


@pytest.fixture(params=KINDS)
def here(request: pytest.FixtureRequest, api_url: str) -> Caller:
    return caller(request.param, f"{api_url}/v1")


@pytest.fixture(params=KINDS)
async def locked(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Keyed, Caller]]:
    async with keyed(tmp_path) as server:
        yield server, caller(request.param, f"{server.api.base_url}/v1")


async def transcribe(here: Caller, file: Any = JFK, **asked: Any) -> Any:
    # By name: names of OpenAI's mean whoever is live, and that may be the fake.
    asked = {"model": "tiny.en", **asked}
    return await here.ask(lambda client: client.audio.transcriptions.create(file=file, **asked))


async def translate(here: Caller, file: Any = SPANISH, **asked: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the client's, of the whole call
        return await here.ask(lambda client: client.audio.translations.create(file=file, **asked))


async def test_a_file_and_a_model_are_enough(here: Caller) -> None:
    found = await transcribe(here)
    assert isinstance(found, Transcription)
    exact(found)
    assert SAID in found.text.lower()
    assert found.usage is not None
    assert found.usage.to_dict() == {"type": "duration", "seconds": 11.0}
    assert [language.code for language in found.languages or []] == ["en"]
    assert found.logprobs is None


async def test_one_of_several_languages_is_found_out(here: Caller) -> None:
    found = await transcribe(here, languages=["de", "en"])
    assert [language.code for language in found.languages] == ["en"]


@pytest.mark.parametrize("model", [*MODELS, "tiny.en", "faster-whisper:tiny.en", "fake", "auto"])
async def test_models_have_openais_names_or_ours(here: Caller, model: str) -> None:
    found = await transcribe(here, model=model)
    exact(found)
    assert len(found.text.split()) > 15


async def test_verbose_answers_have_words_and_segments(here: Caller) -> None:
    found = await transcribe(
        here,
        response_format="verbose_json",
        timestamp_granularities=["word", "segment"],
        language="en",
        prompt="A speech.",
        temperature=0,
    )
    assert isinstance(found, TranscriptionVerbose)
    exact(found)
    assert (found.language, found.duration) == ("english", 11.0)
    assert found.segments
    assert found.words
    first = found.segments[0]
    assert (first.id, first.seek, first.temperature) == (0, 0, 0.0)
    assert first.tokens
    assert first.avg_logprob < 0
    assert 0 < first.compression_ratio < 3
    assert " ".join(word.word for word in found.words) == found.text


async def test_verbose_answers_have_segments_when_nothing_is_said_of_them(here: Caller) -> None:
    found = await transcribe(here, response_format="verbose_json")
    exact(found)
    assert found.segments
    assert found.words is None


async def test_verbose_answers_have_only_words_where_only_words_are_asked_for(here: Caller) -> None:
    found = await transcribe(here, response_format="verbose_json", timestamp_granularities=["word"])
    exact(found)
    assert found.words
    assert found.segments is None


async def test_an_engine_that_says_nothing_of_its_decoding_gives_neutral_numbers(here: Caller) -> None:
    found = await transcribe(here, model="fake:steady", response_format="verbose_json")
    exact(found)
    first = found.segments[0]
    assert (first.tokens, first.avg_logprob, first.no_speech_prob) == ([], 0.0, 0.0)


async def test_subtitles_and_text_are_strings(here: Caller) -> None:
    text = await transcribe(here, response_format="text")
    assert SAID in text.lower()
    assert text.endswith("\n")
    vtt = await transcribe(here, response_format="vtt")
    assert vtt.startswith("WEBVTT")
    cues = list(srt.parse(await transcribe(here, response_format="srt")))
    assert SAID in " ".join(cue.content for cue in cues).replace("\n", " ").lower()


async def test_speakers_are_letters(here: Caller) -> None:
    found = await transcribe(
        here,
        TWO,
        model="gpt-4o-transcribe-diarize",
        response_format="diarized_json",
        chunking_strategy="auto",
        known_speaker_names=["agent"],
        known_speaker_references=["data:audio/wav;base64," + "UklG" * 40_000],
    )
    assert isinstance(found, TranscriptionDiarized)
    exact(found)
    assert list(dict.fromkeys(segment.speaker for segment in found.segments)) == ["A", "B"]
    assert " ".join(segment.text for segment in found.segments) == found.text


async def test_everything_at_once_streams(here: Caller) -> None:
    events = await transcribe(
        here,
        stream=True,
        include=["logprobs"],
        chunking_strategy={"type": "server_vad", "threshold": 0.5, "silence_duration_ms": 200},
        keywords=["country"],
        languages=["en"],
    )
    for event in events:
        exact(event)
    *deltas, done = events
    assert {delta.type for delta in deltas} == {"transcript.text.delta"}
    assert done.type == "transcript.text.done"
    assert "".join(delta.delta for delta in deltas) == done.text
    assert SAID in done.text.lower()
    assert done.logprobs
    for likely in done.logprobs:
        assert bytes(likely.bytes).decode() == likely.token
        assert -20 < likely.logprob <= 0


async def test_streams_name_the_speakers_of_segments_at_their_end(here: Caller) -> None:
    events = await transcribe(here, TWO, model="fake:steady", response_format="diarized_json", stream=True)
    for event in events:
        exact(event)
    spoken = [event for event in events if event.type == "transcript.text.segment"]
    assert {segment.speaker for segment in spoken} == {"A", "B"}
    assert " ".join(segment.text for segment in spoken) == events[-1].text


async def test_logprobs_come_of_words_whose_probability_is_known(here: Caller) -> None:
    found = await transcribe(here, include=["logprobs"])
    exact(found)
    assert found.logprobs
    assert found.logprobs[0].token == " And"
    assert math.exp(found.logprobs[0].logprob) <= 1


async def test_a_delta_comes_before_the_job_has_ended(api: httpx.AsyncClient, api_url: str) -> None:
    async with openai.AsyncOpenAI(base_url=f"{api_url}/v1", api_key="any") as client:
        talk = ("streamed.wav", await asyncio.to_thread(long_talk))
        events = await client.audio.transcriptions.create(
            file=talk, model=SLOW, stream=True, extra_body={"model_align": "none"}
        )
        first = await anext(aiter(events))
        id = events.response.headers["X-Dalston-Job"]
        assert (await api.get(f"{JOBS}/{id}")).json()["status"] == "running"
        assert first.type == "transcript.text.delta"
        assert (await api.post(f"{JOBS}/{id}/cancel")).status_code == 202
        with pytest.raises(openai.APIError, match="cancelled") as refused:
            [event async for event in events]
        assert refused.value.code == "cancelled"


async def test_the_id_of_a_request_is_told(here: Caller) -> None:
    raw = await here.ask(
        lambda client: client.audio.transcriptions.with_raw_response.create(file=JFK, model="whisper-1")
    )
    assert raw.headers["x-request-id"].startswith("req_")
    assert (await transcribe(here))._request_id.startswith("req_")


async def test_a_key_that_is_none_is_refused(locked: tuple[Keyed, Caller]) -> None:
    with pytest.raises(openai.AuthenticationError) as refused:
        await transcribe(locked[1])
    assert (refused.value.code, refused.value.type) == ("invalid_api_key", "authentication_error")
    assert refused.value.request_id


async def test_a_key_without_the_scope_is_refused(locked: tuple[Keyed, Caller]) -> None:
    server, client = locked
    _, headers = server.key(["realtime"])
    reader = client.with_options(api_key=headers["Authorization"].removeprefix("Bearer "))
    with pytest.raises(openai.PermissionDeniedError, match="jobs:write"):
        await transcribe(reader)


async def test_a_model_that_is_none_is_not_found(here: Caller) -> None:
    with pytest.raises(openai.NotFoundError, match="no model 'whisper-9'") as refused:
        await transcribe(here, model="whisper-9")
    assert (refused.value.code, refused.value.param) == ("model_not_found", "model")
    assert refused.value.type == "invalid_request_error"


@pytest.mark.parametrize(
    ("asked", "param"),
    [
        ({"response_format": "xml"}, "response_format"),
        ({"response_format": "srt", "stream": True}, "response_format"),
        ({"temperature": 3}, "temperature"),
        ({"language": "klingon!"}, "language"),
        ({"timestamp_granularities": ["letter"]}, "timestamp_granularities"),
        ({"include": ["everything"]}, "include"),
        ({"keywords": ["x" * 51]}, "keywords"),
    ],
)
async def test_a_wrong_field_is_named(here: Caller, asked: dict[str, Any], param: str) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as refused:
        await transcribe(here, **asked)
    assert (refused.value.code, refused.value.param) == ("invalid_request", param)


async def test_a_file_that_is_no_audio_is_refused(here: Caller) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        await transcribe(here, ("x.wav", b"no audio at all"))
    assert refused.value.code == "unsupported_format"


async def found_running(api: httpx.AsyncClient, name: str) -> str:
    """The id of the only job of this name, once it runs."""

    async def named() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await api.get(JOBS, params={"q": name})).json()["jobs"]
        return found

    (job,) = await until(named, lambda jobs: [job["status"] for job in jobs] == ["running"])
    return str(job["id"])


def call_of(here: Caller, how: str) -> tuple[str, Coroutine[Any, Any, Any]]:
    """A call that takes a while, and the name of its job."""
    name = f"{how} by {type(here.client).__name__}.wav"
    talk = (name, long_talk())
    return name, transcribe(here, talk, model=SLOW, extra_body={"model_align": "none"})


async def test_a_job_that_failed_is_an_error_and_not_tried_again(
    here: Caller, api: httpx.AsyncClient, temporal: Client, index: Index
) -> None:
    name, call = call_of(here, "failed")
    waiting = asyncio.create_task(call)
    id = await found_running(api, name)
    await temporal.get_workflow_handle(id).terminate()
    await reconciler.reconcile(temporal, index, "9999")
    with pytest.raises(openai.InternalServerError, match="terminated") as refused:
        await waiting
    assert refused.value.code == "processing_failed"
    assert (await api.get(JOBS, params={"q": name})).json()["total"] == 1


async def test_a_job_that_was_cancelled_is_an_error_and_not_tried_again(
    here: Caller, api: httpx.AsyncClient
) -> None:
    name, call = call_of(here, "cancelled")
    waiting = asyncio.create_task(call)
    await api.post(f"{JOBS}/{await found_running(api, name)}/cancel")
    with pytest.raises(openai.APIStatusError) as refused:
        await waiting
    assert (refused.value.status_code, refused.value.code) == (410, "cancelled")
    assert (await api.get(JOBS, params={"q": name})).json()["total"] == 1


async def test_what_was_said_in_another_language_is_translated(here: Caller) -> None:
    found = await translate(here, model="base")
    assert isinstance(found, Translation)
    exact(found)
    assert {"the", "of"} <= set(found.text.lower().split())
    verbose = await translate(here, model="base", response_format="verbose_json")
    assert isinstance(verbose, TranslationVerbose)
    exact(verbose)
    assert (verbose.language, verbose.text) == ("english", found.text)
    assert verbose.segments
    assert (await translate(here, model="base", response_format="text")).strip() == found.text


async def test_a_model_of_one_language_does_not_translate(here: Caller) -> None:
    with pytest.raises(openai.BadRequestError, match="cannot translate into English") as refused:
        await translate(here, model="tiny.en")
    assert refused.value.code == "invalid_request"
    with pytest.raises(openai.InternalServerError, match="no live model translates"):
        await translate(here.with_options(max_retries=0), model="whisper-1")


async def retrieve(here: Caller, name: str) -> Any:
    return await here.ask(lambda client: client.models.retrieve(name))


async def test_models_are_listed_and_retrieved(here: Caller) -> None:
    page = await here.ask(lambda client: client.models.list())
    names = {model.id for model in page.data}
    assert {"whisper-1", "gpt-4o-transcribe", "faster-whisper:tiny.en"} <= names
    for name in ("whisper-1", "faster-whisper:tiny.en", "gpt-4o-transcribe-diarize"):
        model = await retrieve(here, name)
        assert isinstance(model, Model)
        exact(model)
        assert model.id == name
    with pytest.raises(openai.NotFoundError) as refused:
        await retrieve(here, "gpt-9")
    assert (refused.value.code, refused.value.param) == ("model_not_found", "model")


async def test_openais_own_path_needs_no_guessing(api_url: str) -> None:
    plain = httpx.AsyncClient(base_url=f"{api_url}/openai/v1", timeout=60)
    async with plain:
        assert (await plain.get("/models")).json()["object"] == "list"
        with JFK.open("rb") as file:
            found = await plain.post("/audio/transcriptions", files={"file": file})
        assert set(found.json()) == {"text", "languages", "usage"}
        for wrong in (await plain.get("/nothing"), await plain.post("/audio/transcriptions")):
            assert set(wrong.json()["error"]) == {"message", "type", "param", "code"}


async def test_a_request_that_was_given_up_is_followed_by_its_retries(
    here: Caller, api: httpx.AsyncClient
) -> None:
    """A ten-minute file, a client that waits for a second and tries three times: one job."""
    name = f"given up by {type(here.client).__name__}.wav"
    talk = (name, await asyncio.to_thread(long_talk, 55))
    hurried = here.with_options(timeout=1.0)
    with pytest.raises(openai.APITimeoutError):
        await transcribe(hurried, talk, model=SLOW, extra_body={"name": name})
    found = (await api.get(JOBS, params={"q": name})).json()["jobs"]
    assert [job["status"] in ("pending", "running") for job in found] == [True]
    assert (await api.post(f"{JOBS}/{found[0]['id']}/cancel")).status_code == 202
    await ended(api, found[0]["id"])


async def test_the_same_request_again_gets_the_same_job(here: Caller, api: httpx.AsyncClient) -> None:
    def asking(**asked: Any) -> Any:
        return here.ask(
            lambda client: client.audio.transcriptions.with_raw_response.create(
                file=TWO, model="fake:steady", prompt=type(client).__name__, **asked
            )
        )

    answers = await asyncio.gather(asking(), asking(), asking(response_format="srt"))
    again = await asking(response_format="verbose_json")
    assert len({answer.headers["X-Dalston-Job"] for answer in (*answers, again)}) == 1
