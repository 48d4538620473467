"""The multi-stage engine, against a stand-in with the interface of WhisperX, which lives elsewhere."""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from activities.audio import Audio
from activities.engines import ModelUnavailable, SpeakerOptions, TranscribeOptions, UnknownLanguage
from activities.engines.transcribe.whisperx_full.engine import WhisperxFull
from activities.engines.transcribe.whisperx_full.segments import to_segments
from tests.recordings import ENGLISH, speech
from workers.settings import WorkerSettings

STAND_IN = """
from dataclasses import dataclass

@dataclass
class Options:
    initial_prompt: str = None
    hotwords: str = None
    temperatures: list = None

class Pipeline:
    options = Options()
    class model:
        supported_languages = ["en", "de"]
    def detect_language(self, audio):
        return "en"
    def transcribe(self, audio, batch_size, language):
        text = " Pay 40 now." if len(audio) else ""
        return {"language": language or "en", "segments": [{"text": text, "start": 0.5, "end": 2.5}]}

def load_model(whisper_arch, device, compute_type, asr_options, threads):
    return Pipeline()

def load_align_model(language_code, device, model_name):
    return model_name, {"language": language_code}

def align(segments, model, metadata, audio, device):
    words = [{"word": "Pay", "start": 0.6, "end": 0.9, "score": 0.9}, {"word": "40"},
             {"word": "now.", "start": 1.5, "end": 1.9, "score": 0.8}]
    return {"segments": [{**segments[0], "words": words}]}
"""
NLTK = """
class data:
    def find(name):
        raise LookupError
"""


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name in ("base", "wav2vec2-en"):
        (tmp_path / "models" / name).mkdir(parents=True)
        (tmp_path / "models" / name / "model.bin").touch()
    return tmp_path / "models"


@pytest.fixture
def engine(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WhisperxFull]:
    package = tmp_path / "site" / "whisperx"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(STAND_IN)
    (package / "alignment.py").touch()
    (package.parent / "nltk.py").write_text(NLTK)
    monkeypatch.syspath_prepend(package.parent)
    yield WhisperxFull("base", models)
    for name in ("whisperx", "whisperx.alignment", "nltk"):
        sys.modules.pop(name, None)


def test_segments_come_with_aligned_words(engine: WhisperxFull) -> None:
    (segment,) = engine.transcribe(Audio(speech()), ENGLISH)
    assert (segment.text, segment.speaker, segment.language) == ("Pay 40 now.", None, "en")
    assert [(word.text, word.start, word.end) for word in segment.words] == [
        ("Pay", 0.6, 0.9),
        ("40", 0.9, 1.5),  # the aligner could not place it
        ("now.", 1.5, 1.9),
    ]


def test_speakers_are_told_apart_when_they_are_wanted(engine: WhisperxFull) -> None:
    engine.models = WorkerSettings().models_path  # the diarizer is a real one
    engine.aligners["en"] = (None, None)
    wanted = ENGLISH.model_copy(update={"speakers": SpeakerOptions()})
    (segment,) = engine.transcribe(Audio(speech()), wanted)
    assert segment.speaker == "SPEAKER_00"
    assert {word.speaker for word in segment.words} == {"SPEAKER_00"}


def test_what_the_caller_says_of_the_words_is_passed_on(engine: WhisperxFull) -> None:
    asked = {"prompt": "On money.", "keyterms": ["forty", "now"], "temperature": 0.2}
    list(engine.transcribe(Audio(speech()), ENGLISH.model_copy(update=asked)))
    options = engine.model.options
    assert (options.initial_prompt, options.hotwords, options.temperatures) == (
        *("On money.", "forty, now", [0.2]),
    )


def test_the_language_is_found_out_or_refused(engine: WhisperxFull) -> None:
    assert engine.identify([Audio(speech())]).code == "en"
    assert engine.identify([]).code is None
    with pytest.raises(UnknownLanguage, match="'xx'"):
        list(engine.transcribe(Audio(speech()), TranscribeOptions(language="xx")))


def test_a_language_without_an_aligner_says_what_is_missing(
    engine: WhisperxFull, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match="wav2vec2-de"):
        list(engine.transcribe(Audio(speech()), TranscribeOptions(language="de")))


def test_times_out_of_order_are_put_in_order() -> None:
    found = [
        {
            "text": "b",
            "start": 4.0,
            "end": 9.0,
            "words": [{"word": "b", "start": 3.0, "end": 9.5, "score": 2.0}],
        },
        {"text": "a", "start": -1.0, "end": 4.5},
    ]
    segments = list(to_segments(found, "en", 8.0))
    assert [(one.text, one.start, one.end) for one in segments] == [("a", 0.0, 4.5), ("b", 4.5, 8.0)]
    assert all(one.end <= other.start for one, other in pairwise(segments))
    assert [(word.start, word.end, word.confidence) for word in segments[1].words] == [(4.5, 8.0, 1.0)]


def test_without_whisperx_it_says_what_to_install(models: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"requirements-whisperx\.txt"):
        WhisperxFull("base", models)
