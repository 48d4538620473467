"""Speech is found where somebody speaks and nowhere else, however the samples come."""

from collections.abc import Iterable

import numpy as np
import pytest

from activities.audio import Samples
from activities.chunks import Region
from activities.speech import FRAME, SECONDS, Probabilities, SpeechDetector, regions
from tests.recordings import AUDIO, decode, speech

QUIET = np.zeros(3 * 16_000, np.float32)


def probabilities(pieces: Iterable[Samples]) -> Probabilities:
    detector = SpeechDetector()
    for piece in pieces:
        detector.push(piece)
    return detector.finish()


def found(samples: Samples) -> list[Region]:
    return regions(probabilities([samples]), len(samples) / 16_000)


def frames(pattern: str) -> list[float]:
    """`#` surely speech, `-` possibly, `.` not: ten of them a third of a second."""
    return [{"#": 0.9, "-": 0.3, ".": 0.01}[frame] for frame in pattern]


def spans(pattern: str) -> list[tuple[int, int]]:
    """Regions as frame numbers."""
    likely = frames(pattern)
    return [
        (round(region.start / SECONDS), round(region.end / SECONDS))
        for region in regions(likely, len(likely) * SECONDS)
    ]


def test_a_stretch_reaches_as_far_as_speech_is_possible() -> None:
    assert spans("...--######--....") == [(3, 13)]


def test_what_is_nowhere_surely_speech_is_not_speech() -> None:
    assert spans("...----------....") == []


def test_a_click_is_not_speech() -> None:
    assert spans("...###...........") == []


def test_a_pause_inside_a_word_is_bridged() -> None:
    assert spans(".#####......#####.") == [(1, 17)]


def test_a_pause_between_words_is_not() -> None:
    assert spans(".#####.......#####.") == [(1, 6), (13, 18)]


def test_speech_at_the_very_end_ends_with_the_recording() -> None:
    assert regions(frames("....######"), 9.5 * SECONDS) == [
        Region(start=round(4 * SECONDS, 3), end=round(9.5 * SECONDS, 3))
    ]


def test_no_frames_no_speech() -> None:
    assert regions([], 0.0) == []
    assert len(SpeechDetector().finish()) == 0


@pytest.mark.parametrize(
    "name", ["s_silence_30s.flac", "s_tone_10s.flac", "s_music_40s.ogg", "s_dtmf_8k.wav"]
)
def test_silence_tones_and_music_are_not_speech(name: str) -> None:
    with (AUDIO / "odd" / name).open("rb") as file:
        assert found(decode(file)) == []


@pytest.mark.parametrize("level", [1.0, 0.1, 0.003])
def test_speech_is_found_between_silences_at_any_level(level: float) -> None:
    where = found(np.concatenate([QUIET, level * speech(), QUIET]))
    assert where[0].start == pytest.approx(3.3, abs=0.4)
    assert where[-1].end == pytest.approx(3 + len(speech()) / 16_000, abs=0.4)


def test_quiet_speech_after_loud_speech_is_found() -> None:
    where = found(np.concatenate([speech(), QUIET, 0.02 * speech()]))
    later = [region for region in where if region.start > len(speech()) / 16_000 + 1]
    assert sum(region.duration for region in later) > 3


@pytest.mark.parametrize("size", [1, 100, FRAME, 1024, 44_100])
def test_the_size_of_the_pieces_makes_no_difference(size: int) -> None:
    samples = np.concatenate([QUIET[:8000], speech()])[: 20_000 if size == 1 else None]
    pieces = [samples[at : at + size] for at in range(0, len(samples), size)]
    assert np.array_equal(probabilities(pieces), probabilities([samples]))


def test_every_frame_has_a_probability() -> None:
    heard = probabilities([speech()])
    assert len(heard) == -(-len(speech()) // FRAME)
    assert heard.min() >= 0
    assert heard.max() <= 1
