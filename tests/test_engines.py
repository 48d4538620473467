"""What every transcriber promises. A new one joins by being in the catalogue and must pass."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Audio
from activities.engines import (
    ModelUnavailable,
    TranscribeOptions,
    Transcriber,
    UnknownLanguage,
    catalogue,
)
from activities.engines.loaded import LoadedEngines
from activities.engines.weights import available
from activities.transcript import Segment
from tests.recordings import ENGLISH, hear, prepare, speech, wav_file

CARDS = catalogue.cards()
HERE = available(Path("nowhere"))  # models that packages carry
LOADABLE = [
    *(
        (card.id, model)
        for card in CARDS
        if card.id == "faster-whisper"
        for model in card.models
        if model in HERE
    ),
    ("fake", "steady"),
]


@pytest.fixture(scope="session", params=LOADABLE, ids=[":".join(pair) for pair in LOADABLE])
def transcriber(request: pytest.FixtureRequest, engines: LoadedEngines) -> Transcriber:
    found: Transcriber = engines.get(*request.param)
    return found


@pytest.fixture(scope="session")
def audio() -> Audio:
    return Audio(np.concatenate([np.zeros(SAMPLE_RATE, np.float32), speech()]))


@pytest.fixture(scope="session")
def heard(transcriber: Transcriber, audio: Audio) -> list[Segment]:
    return list(transcriber.transcribe(audio, ENGLISH))


def test_speech_gives_text(heard: list[Segment]) -> None:
    assert sum(len(segment.text) for segment in heard) > 20
    assert all(segment.text == segment.text.strip() for segment in heard)


def test_segments_and_words_come_in_time_order_inside_the_audio(heard: list[Segment], audio: Audio) -> None:
    words = [word for segment in heard for word in segment.words]
    spans = [(segment.start, segment.end) for segment in heard]
    for times in (spans, [(word.start, word.end) for word in words]):
        assert all(0 <= start <= end <= audio.duration for start, end in times)
        assert all(one[1] <= other[0] for one, other in pairwise(times))
    for segment in heard:
        assert all(segment.start <= word.start and word.end <= segment.end for word in segment.words)


def test_words_are_the_text(heard: list[Segment]) -> None:
    for segment in heard:
        if segment.words:
            assert "".join(word.text for word in segment.words).replace(" ", "") == segment.text.replace(
                " ", ""
            )
            assert all(word.text.strip() for word in segment.words)


def test_confidence_is_a_share_or_unknown(heard: list[Segment]) -> None:
    sure = [segment.confidence for segment in heard]
    sure += [word.confidence for segment in heard for word in segment.words]
    assert all(confidence is None or 0 <= confidence <= 1 for confidence in sure)


def test_segments_say_their_language_and_leave_ids_and_speakers_to_others(heard: list[Segment]) -> None:
    assert {segment.language for segment in heard} == {"en"}
    assert {(segment.id, segment.speaker) for segment in heard} == {(None, None)}


def test_the_same_audio_gives_the_same_segments(
    transcriber: Transcriber, heard: list[Segment], audio: Audio
) -> None:
    assert list(transcriber.transcribe(audio, ENGLISH)) == heard


def test_a_second_look_keeps_the_promises(transcriber: Transcriber, audio: Audio) -> None:
    options = TranscribeOptions(
        language="en-GB", careful=True, prompt="A play.", keyterms=["wizard", "curtain"], seed=7
    )
    again = list(transcriber.transcribe(audio, options))
    times = [time for segment in again for time in (segment.start, segment.end)]
    assert times
    assert times == sorted(times)


def test_silence_says_nothing_once_prepared(transcriber: Transcriber) -> None:
    assert hear(transcriber, prepare(wav_file(np.zeros(4 * SAMPLE_RATE, np.float32)))) == ""


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1])
def test_next_to_no_audio_does_no_harm(transcriber: Transcriber, seconds: float) -> None:
    audio = Audio(speech()[: round(seconds * SAMPLE_RATE)])
    assert all(segment.end <= audio.duration for segment in transcriber.transcribe(audio, ENGLISH))


def test_the_language_is_found_out(transcriber: Transcriber, audio: Audio) -> None:
    language = transcriber.identify([audio, audio])
    assert language.code == "en"
    assert language.confidence is None or 0.5 < language.confidence <= 1


def test_no_audio_has_no_language_or_the_only_one(transcriber: Transcriber) -> None:
    assert transcriber.identify([]).code in (None, "en")


def test_threads_share_a_model_without_disturbing_each_other(
    engines: LoadedEngines,
) -> None:
    shared = LoadedEngines(engines.models, slots=2).get("faster-whisper", "tiny.en")
    cuts = [Audio(speech()), Audio(speech("ls_367-130732-0001.flac"))]

    def words(audio: Audio) -> list[Segment]:
        return list(shared.transcribe(audio, ENGLISH))

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(words, cuts)) == [words(audio) for audio in cuts]


@pytest.mark.parametrize("model", ["tiny.en", "base"])
def test_a_language_that_whisper_does_not_know_is_refused(model: str, engines: LoadedEngines) -> None:
    with pytest.raises(UnknownLanguage, match="'xx'"):
        list(
            engines.get("faster-whisper", model).transcribe(Audio(speech()), TranscribeOptions(language="xx"))
        )


def test_a_model_that_is_nowhere_cannot_be_loaded(tmp_path: Path) -> None:
    engines = LoadedEngines(tmp_path)
    for _ in range(2):  # it may be there by the next time it is asked for
        with pytest.raises(ModelUnavailable, match="no such model"):
            engines.get("faster-whisper", "no such model")


def test_a_model_is_loaded_once_and_the_least_recently_used_makes_room(tmp_path: Path) -> None:
    kept = LoadedEngines(tmp_path, most=2)
    steady, flaky = kept.get("fake", "steady"), kept.get("fake", "flaky")
    assert kept.get("fake", "steady") is steady
    kept.get("fake", "deaf")
    assert kept.get("fake", "steady") is steady
    assert kept.get("fake", "flaky") is not flaky
