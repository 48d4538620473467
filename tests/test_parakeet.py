"""Parakeet through onnx-asr, on tiny models with random weights: what comes out is nonsense in good order."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Audio
from activities.engines import ModelUnavailable, TranscribeOptions, UnknownLanguage
from activities.engines.transcribe.parakeet.engine import Parakeet, to_phrases, to_words
from activities.transcript import Segment, Word
from tests.recordings import ENGLISH, speech

pytest.importorskip("onnx_asr", reason="needs the extra parakeet")
pytest.importorskip("onnx", reason="makes the tiny models")

FRAME = 0.08  # seconds


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests import parakeet_models

    folder = tmp_path_factory.mktemp("models")
    for name in ("tdt", "parakeet-tdt-0.6b-v2", "parakeet-tdt-0.6b-v3"):
        parakeet_models.tdt(folder / name)
    parakeet_models.ctc(folder / "ctc")
    return folder


@pytest.fixture(scope="module", params=["tdt", "ctc"])
def engine(request: pytest.FixtureRequest, models: Path) -> Parakeet:
    return Parakeet(request.param, models)


def hear(engine: Parakeet, audio: Audio, options: TranscribeOptions = ENGLISH) -> list[Segment]:
    return list(engine.transcribe(audio, options))


def test_words_are_in_order_inside_the_audio_and_are_the_text(engine: Parakeet) -> None:
    audio = Audio(speech())
    segments = hear(engine, audio)
    words = [word for segment in segments for word in segment.words]
    assert len(words) > 2
    assert all(0 <= word.start <= word.end <= audio.duration for word in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    for segment in segments:
        assert segment.text == " ".join(word.text for word in segment.words)
        assert (segment.start, segment.end) == (segment.words[0].start, segment.words[-1].end)
        assert segment.language == "en"


def test_confidence_is_a_share(engine: Parakeet) -> None:
    words = [word for segment in hear(engine, Audio(speech())) for word in segment.words]
    assert all(word.confidence is not None and 0 < word.confidence <= 1 for word in words)


def test_threads_share_a_model_without_disturbing_each_other(engine: Parakeet) -> None:
    cuts = [Audio(speech()), Audio(speech("jfk.wav"))]
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda audio: hear(engine, audio), cuts)) == [
            hear(engine, audio) for audio in cuts
        ]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1, 0.3])
def test_next_to_no_audio_does_no_harm(seconds: float, engine: Parakeet) -> None:
    audio = Audio(np.zeros(round(seconds * SAMPLE_RATE), np.float32))
    assert all(segment.end <= audio.duration for segment in hear(engine, audio))


def test_a_model_of_one_language_knows_it_and_refuses_others(models: Path) -> None:
    english = Parakeet("parakeet-tdt-0.6b-v2", models)
    assert english.identify([]).code == "en"
    with pytest.raises(UnknownLanguage, match="'de'"):
        hear(english, Audio(speech()), TranscribeOptions(language="de"))


def test_a_model_of_many_languages_does_not_say_which_it_heard(models: Path) -> None:
    european = Parakeet("parakeet-tdt-0.6b-v3", models)
    assert european.identify([Audio(speech())]).code is None
    assert {found.language for found in hear(european, Audio(speech()), TranscribeOptions())} == {None}
    with pytest.raises(UnknownLanguage, match="'ja'"):
        hear(european, Audio(speech()), TranscribeOptions(language="ja"))


def test_a_folder_without_a_parakeet_is_refused(models: Path) -> None:
    (models / "other").mkdir()
    (models / "other" / "readme.txt").touch()
    with pytest.raises(ModelUnavailable, match="neither"):
        Parakeet("other", models)


def test_a_broken_file_is_refused(models: Path) -> None:
    (models / "broken").mkdir()
    for path in (models / "ctc").iterdir():
        (models / "broken" / path.name).write_bytes(path.read_bytes()[:100])
    with pytest.raises(ModelUnavailable, match="broken holds no Parakeet"):
        Parakeet("broken", models)


def test_pieces_become_words_that_end_before_the_next() -> None:
    pieces, starts = [" fel", "low", " A", "mer", " "], [0.0, 0.4, 0.48, 0.96, 1.04]
    words = to_words(pieces, starts, [-0.1, -0.3, 0.0, 0.0, 0.0], FRAME, 1.0)
    assert [(word.text, word.start, word.end) for word in words] == [
        ("fellow", 0.0, 0.48),
        ("Amer", 0.48, 1.0),
    ]
    assert [word.confidence for word in words] == [0.8187, 1.0]


def test_sentences_and_pauses_end_segments() -> None:
    times = [("So", 0.0), ("ask.", 0.5), ("Ask", 0.9), ("me", 3.0)]
    words = [Word(text=text, start=start, end=start + 0.3) for text, start in times]
    assert [[word.text for word in phrase] for phrase in to_phrases(words)] == [
        ["So", "ask."],
        ["Ask"],
        ["me"],
    ]
    assert list(to_phrases([])) == []
