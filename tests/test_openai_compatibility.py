"""docs/compatibility.md says of OpenAI's calls and fields what the code and the client say."""

import inspect
import re
from pathlib import Path

import httpx
import openai
import pytest
from openai import OpenAI

from api.openai.fields import TRANSCRIPTION, TRANSLATION
from api.openai.realtime.commands import TYPES
from api.openai.realtime.settings import Input, SemanticVad, ServerVad, Settings, Transcription
from tests.openai_clients import JFK, Caller, caller

PAGE = (Path(__file__).parent.parent / "docs" / "compatibility.md").read_text("utf-8")
PER_REQUEST = {"self", "extra_headers", "extra_query", "extra_body", "timeout"}  # the client's, of every call


def table(title: str) -> dict[str, str]:
    """The first two columns below a heading."""
    section = PAGE.partition(f"\n### {title}\n")[2].partition("\n#")[0]
    return dict(re.findall(r"^\| `([^`]+)` \| (\w+) \|", section, re.MULTILINE))


def test_fields_of_transcriptions_are_as_documented() -> None:
    assert table("Fields of transcriptions") == TRANSCRIPTION


def test_fields_of_translations_are_as_documented() -> None:
    assert table("Fields of translations") == TRANSLATION


@pytest.mark.parametrize(
    ("call", "fields"), [("transcriptions", TRANSCRIPTION), ("translations", TRANSLATION)]
)
def test_no_field_of_the_client_is_forgotten(call: str, fields: dict[str, str]) -> None:
    create = getattr(OpenAI(api_key="any").audio, call).create
    assert set(inspect.signature(create).parameters) - PER_REQUEST == set(fields)


def test_fields_of_realtime_transcription_are_as_documented() -> None:
    told = table("Fields of realtime transcription")
    parts = (Input, Transcription, ServerVad, SemanticVad, Settings)
    known = {name for part in parts for name in part.model_fields}
    documented = {name.partition(".")[0] for name in told} | {"eagerness", "transcription", "type", "audio"}
    assert documented == known
    ignored = {name for name, coverage in told.items() if coverage == "ignored"}
    wish = Settings().wish()
    for name in ignored & set(Transcription.model_fields):
        given = {"audio": {"input": {"transcription": {name: "low"}}}}
        assert Settings().changed(given).wish() == wish
    for name in ignored & set(ServerVad.model_fields):
        turns: dict[str, object] = {"type": "server_vad", name: 1}
        assert Settings().changed({"audio": {"input": {"turn_detection": turns}}}).wish() == wish


async def test_events_of_realtime_transcription_are_as_documented() -> None:
    told = table("OpenAI's realtime transcription")
    assert {name for name, coverage in told.items() if coverage == "works"} == set(TYPES)


async def test_calls_that_are_refused_are_answered_as_documented(
    api: httpx.AsyncClient, api_url: str
) -> None:
    client: Caller = caller("sync", f"{api_url}/v1")
    with pytest.raises(openai.NotFoundError) as silent:
        await client.ask(lambda one: one.audio.speech.create(input="x", model="tts-1", voice="alloy"))
    assert silent.value.code == "route_not_found"
    with pytest.raises(openai.APIStatusError) as kept:
        await client.ask(lambda one: one.models.delete("whisper-1"))
    assert (kept.value.status_code, kept.value.code) == (405, "method_not_allowed")
    refused = {call for call, coverage in table("Calls of OpenAI").items() if coverage == "refused"}
    assert refused == {"models.delete", "audio.speech.create"}


async def test_fields_that_are_ignored_may_be_anything(api: httpx.AsyncClient) -> None:
    ignored = {
        f"{name}[]": "x" * 100_000 for name, coverage in TRANSCRIPTION.items() if coverage == "ignored"
    }
    with JFK.open("rb") as file:
        response = await api.post(
            "/openai/v1/audio/transcriptions",
            data={"model": "tiny.en", **ignored},
            files={"file": file},
            timeout=60,
        )
    assert response.status_code == 200, response.text
