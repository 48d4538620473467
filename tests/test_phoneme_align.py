"""Alignment: words keep their text and get the times at which they are heard."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Audio
from activities.engines import Aligner, CannotAlign
from activities.engines.align.phoneme_align.engine import PhonemeAlign
from activities.engines.align.phoneme_align.spans import filled, runs, window
from activities.transcript import Segment, Word
from tests.recordings import AUDIO, speech

NAMES = ["ls_61-70968-0000", "ls_367-130732-0001", "ls_3331-159605-0002"]


@pytest.fixture(scope="module")
def aligner(tmp_path_factory: pytest.TempPathFactory) -> Aligner:
    return PhonemeAlign(None, tmp_path_factory.mktemp("models"))


def told(name: str, start: float = 0.0) -> Segment:
    """A recording's text as a poor transcriber times it: every word equally long."""
    texts = (AUDIO / f"{name}.txt").read_text().lower().split()
    end = start + len(speech(f"{name}.flac")) / SAMPLE_RATE
    return segment(texts, start, end)


def segment(texts: list[str], start: float, end: float) -> Segment:
    edges = np.linspace(start, end, len(texts) + 1).tolist()
    words = [Word(text=text, start=a, end=b) for text, (a, b) in zip(texts, pairwise(edges), strict=True)]
    return Segment(text=" ".join(texts), start=start, end=end, words=words, language="en")


def starts(segments: list[Segment]) -> list[float]:
    return [word.start for segment in segments for word in segment.words]


def silence(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def check(before: list[Segment], after: list[Segment], audio: Audio) -> None:
    """What every aligner promises."""
    assert [segment.text for segment in after] == [segment.text for segment in before]
    for old, new in zip(before, after, strict=True):
        assert 0 <= new.start <= new.end <= audio.duration
        assert not old.words or [word.text for word in new.words] == [word.text for word in old.words]
        times = [time for word in new.words for time in (word.start, word.end)]
        assert times == sorted(times)
        assert all(new.start <= time <= new.end for time in times)
    assert all(one.end <= other.start for one, other in pairwise(after))


def test_words_are_found_where_they_are_said_however_wrong_they_were_timed(aligner: Aligner) -> None:
    name = NAMES[1]
    audio, guess = Audio(speech(f"{name}.flac")), told(name)
    late = guess.model_copy(
        update={
            "words": [word.model_copy(update={"start": word.start + 0.25}) for word in guess.words],
            "start": 0.25,
        }
    )
    found = aligner.align(audio, [guess], "en")
    check([guess], found, audio)
    assert np.allclose(starts(found), starts(aligner.align(audio, [late], "en")), atol=0.03)
    assert max(abs(a - b) for a, b in zip(starts(found), starts([guess]), strict=True)) > 0.1


def test_the_same_speech_later_has_the_same_times_later(aligner: Aligner) -> None:
    name = NAMES[1]
    samples = speech(f"{name}.flac")
    at_once = starts(aligner.align(Audio(samples), [told(name)], "en"))
    later = starts(aligner.align(Audio(np.concatenate([silence(2), samples])), [told(name, 2.0)], "en"))
    assert np.allclose(np.array(later) - 2.0, at_once, atol=0.05)


def test_neighbouring_segments_find_the_border_between_them(aligner: Aligner) -> None:
    first, second = (speech(f"{name}.flac") for name in NAMES[1:])
    audio = Audio(np.concatenate([first, second]))
    border = len(first) / SAMPLE_RATE
    right = [told(NAMES[1]), told(NAMES[2], border)]
    wrong = [
        segment([word.text for word in right[0].words], 0.0, border - 0.4),
        segment([word.text for word in right[1].words], border - 0.4, audio.duration),
    ]
    found = aligner.align(audio, wrong, "en")
    check(wrong, found, audio)
    assert found[0].end <= border + 0.05
    assert found[1].start >= border - 0.05
    assert starts(found) == starts(aligner.align(audio, right, "en"))


def test_a_number_comes_back_as_it_was_written_with_the_time_of_its_words(aligner: Aligner) -> None:
    audio = Audio(speech("jfk.wav"))
    texts = (AUDIO / "jfk.txt").read_text().split()
    at = texts.index("for")  # sounds like four
    numbered = [*texts[:at], "4", *texts[at + 1 :]]
    (plain,) = aligner.align(audio, [segment(texts, 0.0, audio.duration)], "en")
    (found,) = aligner.align(audio, [segment(numbered, 0.0, audio.duration)], "en")
    assert found.words[at].text == "4"
    assert np.allclose(starts([found]), starts([plain]), atol=0.05)


def test_a_segment_without_words_gets_them_from_its_text(aligner: Aligner) -> None:
    name = NAMES[2]
    audio, guess = Audio(speech(f"{name}.flac")), told(name)
    (found,) = aligner.align(audio, [guess.model_copy(update={"words": []})], "en-GB")
    assert found.words == aligner.align(audio, [guess], "en")[0].words


def test_words_nobody_knows_and_words_nobody_says_do_no_harm(aligner: Aligner) -> None:
    name = NAMES[2]
    audio, guess = Audio(speech(f"{name}.flac")), told(name)
    texts = [word.text for word in guess.words]
    strange = [segment(["—", *texts[:3], "…", "Zqx'thlwé", *texts[4:], "♪"], 0.0, audio.duration)]
    found = aligner.align(audio, strange, "en")
    check(strange, found, audio)
    plain = aligner.align(audio, [guess], "en")
    assert np.allclose(starts(found)[6:-1], starts(plain)[4:], atol=0.1)


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1, 1.0])
def test_a_segment_that_does_not_fit_its_audio_keeps_its_times(aligner: Aligner, seconds: float) -> None:
    audio = Audio(silence(seconds))
    before = [segment(["far", "too", "many", "words", "for", "so", "little", "audio"], 0.0, seconds)]
    after = aligner.align(audio, before, "en")
    check(before, after, audio)
    assert np.allclose(starts(after), starts(before), atol=0.001)


def test_a_text_that_leaves_out_half_of_what_is_heard_is_not_stretched_over_it(aligner: Aligner) -> None:
    samples = np.concatenate([speech(f"{name}.flac") for name in NAMES])
    texts = [word.text for word in told(NAMES[2]).words]
    before = [segment(texts, 0.0, 2.0), segment(texts[::-1], 2.0, len(samples) / SAMPLE_RATE)]
    after = aligner.align(Audio(samples), before, "en")
    check(before, after, Audio(samples))
    assert all(abs(a - b) <= 3 for a, b in zip(starts(after), starts(before), strict=True))


def gibberish(dice: random.Random, duration: float) -> Iterator[Segment]:
    """Segments in order, some without words, words of any length in any place of their segment."""
    texts = ["the", "wizard", "$1,200.50", "1998", "—", "50%", "xyzzyq", "3:45", "naïve", "e.g.", "2nd", "字"]
    edges = sorted(dice.uniform(0, duration) for _ in range(2 * dice.randint(1, 5)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        times = sorted(dice.uniform(start, end) for _ in range(2 * dice.randint(0, 12)))
        words = [
            Word(text=dice.choice(texts), start=a, end=b)
            for a, b in zip(times[::2], times[1::2], strict=True)
        ]
        yield Segment(text=" ".join(word.text for word in words), start=start, end=end, words=words)


@pytest.mark.parametrize("seed", range(40))
def test_words_are_always_in_order_inside_their_segment_and_the_audio(aligner: Aligner, seed: int) -> None:
    dice = random.Random(seed)
    noise = np.random.default_rng(seed).normal(0, 0.1, SAMPLE_RATE * 5).astype(np.float32)
    samples = dice.choice([speech(f"{NAMES[0]}.flac"), noise, silence(3)])
    audio = Audio(samples[: dice.randint(0, len(samples))])
    before = list(gibberish(dice, audio.duration))
    check(before, aligner.align(audio, before, "en"), audio)


def test_threads_share_an_aligner_without_disturbing_each_other(aligner: Aligner) -> None:
    def align(name: str) -> list[Segment]:
        return aligner.align(Audio(speech(f"{name}.flac")), [told(name)], "en")

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(align, NAMES * 2)) == [align(name) for name in NAMES * 2]


def test_a_language_without_a_model_cannot_be_aligned(aligner: Aligner) -> None:
    said = Segment(text="nuqneH", start=0, end=1, language="tlh")
    with pytest.raises(CannotAlign, match="no model aligns 'tlh'"):
        aligner.align(Audio(silence(1)), [said], "tlh")
    with pytest.raises(CannotAlign, match="wav2vec2-tlh"):
        aligner.method("tlh")


def test_the_other_languages_of_a_recording_keep_their_times(aligner: Aligner) -> None:
    name = NAMES[2]
    audio = Audio(np.concatenate([speech(f"{name}.flac"), silence(2)]))
    foreign = Segment(text="nuqneH", start=audio.duration - 1, end=audio.duration - 0.5, language="tlh")
    found = aligner.align(audio, [told(name), foreign], None)
    assert found[0].words != told(name).words
    assert found[1] == foreign


def test_the_method_is_named(aligner: Aligner) -> None:
    assert aligner.method("en-US") == "pocketsphinx en-us"
    assert aligner.method("fr") == "wav2vec2 jonatasgrosman/wav2vec2-large-xlsr-53-french"
    assert "wav2vec2 for other languages" in aligner.method(None)


def test_the_weights_of_other_languages_must_be_there(
    aligner: Aligner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    with pytest.raises(CannotAlign, match="offline"):
        aligner.align(Audio(silence(1)), [Segment(text="Hei", start=0, end=1)], "nb")


def test_nothing_to_align_is_nothing_aligned(aligner: Aligner) -> None:
    assert aligner.align(Audio(silence(1)), [], "en") == []


def test_segments_are_aligned_together_until_a_pause_another_language_or_too_much() -> None:
    times = [(0, 5), (5.5, 9), (11, 20), (20, 30), (30, 45), (45, 46)]
    segments = [Segment(text="", start=start, end=end) for start, end in times]
    assert runs(segments, ["en"] * 5 + ["fr"]) == [range(2), range(2, 4), range(4, 5), range(5, 6)]
    assert window(segments, range(2, 4), 100.0) == (10.7, 30.0)
    assert window(segments, range(2), 100.0) == (0.0, 9.3)


def test_words_nobody_says_share_the_gap_between_their_neighbours() -> None:
    assert filled([None, (1.0, 2.0), None, None, (3.0, 4.0), None]) == [
        (1.0, 1.0),
        (1.0, 2.0),
        (2.0, 2.5),
        (2.5, 3.0),
        (3.0, 4.0),
        (4.0, 4.0),
    ]
