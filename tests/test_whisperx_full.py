"""The multi-stage engine, against a stand-in with the interface of WhisperX, which lives elsewhere."""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from activities.audio import Audio
from activities.engines import ModelUnavailable, TranscribeOptions, UnknownLanguage
from activities.engines.transcribe.whisperx_full.engine import WhisperxFull, to_segments
from tests.recordings import ENGLISH, speech

STAND_IN = """
class Pipeline:
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

def assign_word_speakers(turns, found):
    for segment in found["segments"]:
        segment["speaker"] = turns
        for word in segment["words"]:
            if "start" in word:
                word["speaker"] = turns
    return found
"""
DIARIZE = """
class DiarizationPipeline:
    def __init__(self, model_name, device):
        pass
    def __call__(self, audio):
        return "SPEAKER_00"
"""


@pytest.fixture
def models(tmp_path: Path) -> Path:
    for name in ("base", "community-1", "wav2vec2-en"):
        (tmp_path / "models" / name).mkdir(parents=True)
        (tmp_path / "models" / name / "model.bin").touch()
    return tmp_path / "models"


@pytest.fixture
def engine(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WhisperxFull]:
    package = tmp_path / "site" / "whisperx"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(STAND_IN)
    (package / "diarize.py").write_text(DIARIZE)
    monkeypatch.syspath_prepend(package.parent)
    yield WhisperxFull("base", models)
    for name in ("whisperx", "whisperx.diarize"):
        sys.modules.pop(name, None)


def test_segments_come_with_aligned_words_and_speakers(engine: WhisperxFull) -> None:
    (segment,) = engine.transcribe(Audio(speech()), ENGLISH)
    assert (segment.text, segment.speaker, segment.language) == ("Pay 40 now.", "SPEAKER_00", "en")
    assert [(word.text, word.start, word.end, word.speaker) for word in segment.words] == [
        ("Pay", 0.6, 0.9, "SPEAKER_00"),
        ("40", 0.9, 1.5, None),  # the aligner could not place it
        ("now.", 1.5, 1.9, "SPEAKER_00"),
    ]


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
