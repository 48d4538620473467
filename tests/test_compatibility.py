"""docs/compatibility.md says of two more clients' calls and fields what the code and the clients say."""

import inspect
import re
from typing import Any

import httpx
import pytest
from deepgram import DeepgramClient
from elevenlabs.client import ElevenLabs
from elevenlabs.realtime.connection import RealtimeEvents
from elevenlabs.realtime.scribe import RealtimeAudioOptions, RealtimeUrlOptions

from api.deepgram import listening
from api.deepgram.listening import Listening
from api.elevenlabs import conversion
from api.elevenlabs.conversion import Conversion
from api.elevenlabs.realtime import errors as live_errors
from api.elevenlabs.realtime import parameters as live_parameters
from api.elevenlabs.realtime.parameters import Parameters
from tests.conftest import AUDIO
from tests.test_openai_compatibility import PAGE, table

CONVERSION = {
    **dict.fromkeys(["file", "cloud_storage_url", "token", *Conversion.model_fields], "works"),
    **dict.fromkeys(conversion.IGNORED, "ignored"),
    **dict.fromkeys(conversion.REFUSED, "refused"),
}
LISTENING = {
    **dict.fromkeys(["request", *Listening.model_fields], "works"),
    **dict.fromkeys(listening.IGNORED, "ignored"),
    **dict.fromkeys(listening.REFUSED, "refused"),
}


LIVE = {
    **dict.fromkeys(["url", "sample_rate", "token", *Parameters.model_fields], "works"),
    **dict.fromkeys(live_parameters.IGNORED, "ignored"),
    **dict.fromkeys(live_parameters.REFUSED, "refused"),
}


def parameters(call: Any) -> set[str]:
    return set(inspect.signature(call).parameters) - {"request_options"}


def test_fields_of_conversions_are_as_documented() -> None:
    assert table("Fields of conversions") == CONVERSION


def test_fields_of_listening_are_as_documented() -> None:
    assert table("Fields of listening") == LISTENING


def test_parameters_of_live_speech_are_as_documented() -> None:
    assert table("Parameters of live speech") == LIVE
    of_client = set(RealtimeAudioOptions.__annotations__) | set(RealtimeUrlOptions.__annotations__)
    assert of_client == set(LIVE)


def test_every_error_of_live_speech_is_documented_and_known_to_the_client() -> None:
    section = PAGE.partition("\n### Messages of live speech\n")[2].partition("\n#")[0]
    documented = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert documented == {*live_errors.TYPES.values(), "error"}
    assert documented <= {event.value for event in RealtimeEvents}


def test_no_field_of_the_clients_is_forgotten() -> None:
    media = DeepgramClient(api_key="any").listen.v1.media
    assert parameters(ElevenLabs(api_key="any").speech_to_text.convert) == set(CONVERSION)
    assert parameters(media.transcribe_file) | parameters(media.transcribe_url) == set(LISTENING)


@pytest.mark.parametrize("title", ["Calls of ElevenLabs", "Calls of Deepgram"])
def test_calls_are_named_as_the_clients_name_them(title: str) -> None:
    client: Any = ElevenLabs(api_key="x") if "Eleven" in title else DeepgramClient(api_key="x")
    for call in table(title):
        found = client
        for name in call.split("."):
            found = getattr(found, name)
        assert callable(found)


async def test_fields_that_are_ignored_may_be_anything(api: httpx.AsyncClient) -> None:
    recording = (AUDIO / "jfk.wav").read_bytes()
    form = {"model_id": "fake:steady", **dict.fromkeys(conversion.IGNORED, "x" * 1000)}
    converted = await api.post("/v1/speech-to-text", data=form, files={"file": recording})
    query = {"model": "fake:steady", **dict.fromkeys(listening.IGNORED, "x" * 100)}
    listened = await api.post("/v1/listen", params=query, content=recording)
    assert (converted.status_code, listened.status_code) == (200, 200)
