"""What is said in one language, written in English: by models that have learnt to, and by no others."""

from pathlib import Path

import httpx
import pytest

from activities.audio import Audio
from activities.engines import CannotTranslate, TranscribeOptions, catalogue
from activities.engines.loaded import LoadedEngines
from activities.transcribe import TranscribeInput, fingerprint
from api import submission
from tests.http_jobs import JOBS, ended, submit
from tests.recordings import speech
from workflows.selection import EngineUnavailable, LiveEngine, NotInCatalogue, Wanted, select

AUDIO = Path(__file__).parent / "audio"
SPANISH = AUDIO / "mls_es_13697-11991.opus"
TRANSLATE = TranscribeOptions(task="translate")
PREPARER = LiveEngine("prepare", "audio-prepare", "cpu")
TINY = LiveEngine("transcribe", "faster-whisper", "cpu", ["tiny.en"])
BASE = LiveEngine("transcribe", "faster-whisper", "cpu", ["base"])
STEADY = LiveEngine("transcribe", "fake", "cpu", ["steady"])


def test_a_model_of_many_languages_translates(engines: LoadedEngines) -> None:
    audio = Audio(speech(SPANISH.name))
    segments = list(engines.get("faster-whisper", "base").transcribe(audio, TRANSLATE))
    words = " ".join(segment.text for segment in segments).lower().split()
    assert {"the", "of"} <= set(words)
    assert {segment.language for segment in segments} == {"en"}


def test_a_model_of_one_language_does_not(engines: LoadedEngines) -> None:
    with pytest.raises(CannotTranslate):
        list(engines.get("faster-whisper", "tiny.en").transcribe(Audio(speech()), TRANSLATE))


def test_the_catalogue_knows_who_translates() -> None:
    able = {
        f"{card.id}:{model}"
        for card in catalogue.cards()
        for model in card.models
        if card.into_english(model)
    }
    assert {"faster-whisper:base", "faster-whisper:large-v3", "whisper-openai:medium"} <= able
    assert not [name for name in able if ".en" in name or "turbo" in name or "distil" in name]


@pytest.mark.parametrize("model", ["auto", "base", "faster-whisper:base"])
def test_somebody_who_translates_is_chosen(model: str) -> None:
    chosen = select(Wanted(model, translate=True), catalogue.cards(), [PREPARER, STEADY, TINY, BASE])
    assert chosen["transcribe"].model == "base"


@pytest.mark.parametrize("model", ["tiny.en", "fake", "fake:steady", "large-v3-turbo"])
def test_somebody_who_does_not_is_refused_by_name(model: str) -> None:
    with pytest.raises(NotInCatalogue, match=r"cannot translate into English; these can: .*whisper:base"):
        select(Wanted(model, translate=True), catalogue.cards(), [PREPARER, STEADY, TINY])


def test_nobody_live_who_translates_is_an_answer_for_now() -> None:
    with pytest.raises(EngineUnavailable, match="no live model translates"):
        select(Wanted(translate=True), catalogue.cards(), [PREPARER, STEADY, TINY])


def test_a_translation_is_not_aligned() -> None:
    assert submission.read([("task", "translate")]).wanted().align == "none"


def test_artifacts_are_named_as_before_there_was_a_choice() -> None:
    chunk = TranscribeInput("file:///job", "0" * 64, 0, "fake", "steady", None)
    assert fingerprint(chunk, TranscribeOptions()) == "e65b6d443a9a3705"
    assert fingerprint(chunk, TRANSLATE) != fingerprint(chunk, TranscribeOptions())


async def test_a_job_translates(api: httpx.AsyncClient) -> None:
    found = await ended(api, await submit(api, SPANISH, model="base", task="translate"))
    assert {"the", "of"} <= set(found["text"].lower().split())
    assert "align" not in {stage["stage"] for stage in found["stages"]}
    again = await api.post(f"{JOBS}/{found['id']}/rerun", json={"from": "transcribe", "task": "transcribe"})
    assert again.status_code == 201, again.text
    spanish = await ended(api, again.json()["id"])
    assert spanish["language"] == "es"
    assert spanish["text"] != found["text"]
