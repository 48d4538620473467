"""A transcription that looks wrong is noticed, and the better of two is known."""

import pytest

from activities import quality
from activities.chunks import Chunk, Region
from activities.transcript import Decoding, Segment, Word

CHUNK = Chunk(start=100.0, end=120.0, speech=[Region(start=100, end=109), Region(start=111, end=120)])


def words(*times: float, each: float = 0.5) -> list[Word]:
    return [Word(text=f"word{at}", start=at, end=at + each) for at in times]


def steadily(start: float, end: float) -> list[Word]:
    """A word every half second."""
    return words(*(start + number / 2 for number in range(round((end - start) * 2))))


def segment(said: list[Word], *, ratio: float = 1.2, text: str | None = None) -> Segment:
    decoding = Decoding(avg_logprob=-0.3, compression_ratio=ratio, no_speech_prob=0.0, temperature=0.0)
    whole = text if text is not None else " ".join(word.text for word in said)
    return Segment(text=whole, start=100, end=120, words=said, decoding=decoding)


def saying(text: str) -> list[Word]:
    return [Word(text=word, start=100 + number, end=101 + number) for number, word in enumerate(text.split())]


def test_words_all_through_the_speech_raise_no_doubt() -> None:
    assert quality.doubts(CHUNK, [segment(steadily(100, 120))]) == []


def test_a_pause_without_words_is_no_doubt() -> None:
    assert quality.doubts(CHUNK, [segment(steadily(100, 109) + steadily(111, 120))]) == []


def test_speech_without_any_words_is_missing() -> None:
    assert quality.doubts(CHUNK, []) == ["speech_missing"]
    assert quality.unheard(CHUNK, []) == CHUNK.speech


@pytest.mark.parametrize(
    "heard", [steadily(104, 120), steadily(100, 116), steadily(100, 103) + steadily(107, 120)]
)
def test_seconds_of_speech_without_words_are_missing(heard: list[Word]) -> None:
    assert quality.doubts(CHUNK, [segment(heard)]) == ["speech_missing"]


def test_a_breath_between_words_is_not_missing_speech() -> None:
    assert quality.doubts(CHUNK, [segment(steadily(100, 104) + steadily(105.5, 120))]) == []


def test_a_phrase_over_and_over_is_a_loop() -> None:
    heard = saying("and so it goes " * 5)
    assert "looping" in quality.doubts(CHUNK, [segment(heard)])


def test_a_phrase_said_three_times_is_not() -> None:
    heard = saying("no no not that and so it goes and so it goes and so it goes away now or later")
    assert quality.doubts(CHUNK, [segment(heard)]) == []


def test_loops_are_seen_through_commas_and_capitals() -> None:
    heard = saying("Thank you, sir. Thank you sir! thank YOU sir, Thank you sir. Thank you sir.")
    assert "looping" in quality.doubts(CHUNK, [segment(heard)])


def test_text_that_compresses_too_well_is_a_loop() -> None:
    assert quality.doubts(CHUNK, [segment(steadily(100, 120), ratio=2.6)]) == ["looping"]


def test_more_text_than_anybody_can_say_is_doubted() -> None:
    heard = segment(steadily(100, 120), text="x" * 900)
    assert quality.doubts(CHUNK, [heard]) == ["impossible_word_rate"]


def test_transcribed_seconds_are_seconds_of_speech_with_words() -> None:
    assert quality.transcribed_seconds(CHUNK, [segment(steadily(100, 120))]) == pytest.approx(18)
    assert quality.transcribed_seconds(CHUNK, [segment(steadily(100, 109))]) == pytest.approx(9)
    assert quality.transcribed_seconds(CHUNK, []) == 0
    silent = Chunk(start=0, end=1, speech=[])
    assert quality.transcribed_seconds(silent, [segment(words(0.2))]) == 0


def test_an_engine_that_times_no_words_is_judged_by_its_segments() -> None:
    untimed = Segment(text="all of it", start=100, end=120)
    assert quality.doubts(CHUNK, [untimed]) == []
    assert quality.doubts(CHUNK, [untimed.model_copy(update={"end": 105})]) == ["speech_missing"]


def test_the_decoding_with_fewer_doubts_is_better() -> None:
    whole, half = [segment(steadily(100, 120))], [segment(steadily(100, 105))]
    assert quality.better(CHUNK, half, whole)
    assert not quality.better(CHUNK, whole, half)


def test_with_as_many_doubts_the_one_that_hears_more_is_better() -> None:
    less, more = [segment(steadily(100, 103))], [segment(steadily(100, 105))]
    assert quality.better(CHUNK, less, more)
    assert not quality.better(CHUNK, more, less)


def test_of_two_alike_the_first_stays() -> None:
    same = [segment(steadily(100, 120))]
    assert not quality.better(CHUNK, same, same)
