"""OpenAI's own Whisper, on real weights (tiny.en out of its package) and on a random checkpoint."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Audio
from activities.engines import ModelUnavailable, TranscribeOptions, UnknownLanguage
from activities.engines.transcribe.whisper_openai.engine import WhisperOpenai
from activities.engines.weights import weights
from activities.transcript import Segment
from tests import whisper_checkpoints
from tests.recordings import ENGLISH, speech

pytest.importorskip("whisper", reason="needs the extra openai-whisper")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with two checkpoints."""
    folder = tmp_path_factory.mktemp("models")
    packaged = weights("tiny.en", folder)
    whisper_checkpoints.tiny_en(packaged / "model.bin", folder / "mine" / "tiny.pt")
    whisper_checkpoints.random(folder / "noise" / "random.pt")
    return folder


@pytest.fixture(scope="module")
def engine(models: Path) -> WhisperOpenai:
    return WhisperOpenai("mine", models)


@pytest.fixture(scope="module")
def heard(engine: WhisperOpenai) -> list[Segment]:
    return list(engine.transcribe(Audio(speech("jfk.wav")), ENGLISH))


def test_it_hears_what_is_said(heard: list[Segment]) -> None:
    said = " ".join(segment.text for segment in heard).lower()
    assert "ask not what your country can do for you" in said
    assert {segment.language for segment in heard} == {"en"}


def test_words_are_in_order_inside_the_audio_and_are_the_text(heard: list[Segment]) -> None:
    words = [word for segment in heard for word in segment.words]
    assert words
    assert all(0 <= word.start <= word.end <= 11 for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    for segment in heard:
        assert " ".join(word.text for word in segment.words) == segment.text
        assert segment.decoding is not None


def test_a_model_of_one_language_knows_it_and_refuses_others(engine: WhisperOpenai) -> None:
    assert engine.identify([]).code == "en"
    with pytest.raises(UnknownLanguage, match="'fr'"):
        list(engine.transcribe(Audio(speech()), TranscribeOptions(language="fr")))


def test_a_second_look_with_all_options_works(engine: WhisperOpenai) -> None:
    options = TranscribeOptions(careful=True, prompt="A speech.", keyterms=["country"], seed=3)
    assert "country" in " ".join(found.text for found in engine.transcribe(Audio(speech("jfk.wav")), options))


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_next_to_no_audio_does_no_harm(seconds: float, engine: WhisperOpenai) -> None:
    audio = Audio(np.zeros(round(seconds * SAMPLE_RATE), np.float32))
    assert all(segment.end <= audio.duration for segment in engine.transcribe(audio, ENGLISH))


def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    with pytest.raises(ModelUnavailable, match="broken"):
        WhisperOpenai("broken", tmp_path)
    (tmp_path / "broken" / "model.pt").write_bytes(b"not weights at all")
    with pytest.raises(ModelUnavailable, match="no checkpoint of Whisper"):
        WhisperOpenai("broken", tmp_path)


def test_a_size_of_openais_that_is_not_what_it_should_be_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match="offline"):
        WhisperOpenai("tiny.en", tmp_path)
