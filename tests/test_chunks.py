"""Whatever is said lands in exactly one chunk, and no chunk is longer than a model can hear at once."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from activities.chunks import LONG_PAUSE, LONGEST, PAD, Chunk, Region, pieces, plan

FRAME = 0.032  # seconds a probability stands for
ROUNDING = 0.0011  # seconds


def likely(duration: float, *, pauses: tuple[float, ...] = ()) -> NDArray[np.float32]:
    """Speech all the time but for some instants."""
    probabilities = np.full(round(duration / FRAME), 0.9, np.float32)
    for at in pauses:
        middle = round(at / FRAME)
        probabilities[middle - 3 : middle + 4] = 0.3
    return probabilities


def spoken(*times: tuple[float, float]) -> list[Region]:
    return [Region(start=start, end=end) for start, end in times]


def cuts(speech: list[Region], duration: float) -> list[tuple[float, float]]:
    return [(chunk.start, chunk.end) for chunk in plan(speech, likely(duration), duration)]


def random_speech(random: Random) -> tuple[list[Region], float]:
    """Talk as it comes: short words, endless monologues, breaths and long silences."""
    at, regions = random.choice([0.0, random.uniform(0, 60)]), []
    for _ in range(random.randrange(60)):
        length = random.choice([0.1, random.uniform(0.1, 5), random.uniform(5, 40), random.expovariate(0.02)])
        regions.append(Region(start=round(at, 3), end=round(at + max(0.1, length), 3)))
        pauses = [0.2, random.uniform(0.2, 1), random.uniform(1, 6), LONG_PAUSE, random.uniform(4, 300)]
        at = regions[-1].end + random.choice(pauses)
    last = regions[-1].end if regions else 0.0
    return regions, round(last + random.choice([0.0, random.uniform(0, 30)]), 3)


def check(speech: list[Region], chunks: list[Chunk], duration: float) -> None:
    said = [region for chunk in chunks for region in chunk.speech]
    assert sum(region.duration for region in said) == pytest.approx(sum(part.duration for part in speech))
    assert all(one.end <= two.start for one, two in pairwise(said))
    assert all(one.end <= two.start for one, two in pairwise(chunks))
    for region in said:  # each is a region, or a piece of one
        assert any(whole.start <= region.start and region.end <= whole.end for whole in speech)
    for chunk in chunks:
        assert 0 <= chunk.start < chunk.end <= duration
        assert chunk.end - chunk.start <= LONGEST + ROUNDING
        assert chunk.start <= chunk.speech[0].start + ROUNDING
        assert chunk.speech[-1].end <= chunk.end + ROUNDING
        assert all(two.start - one.end < LONG_PAUSE for one, two in pairwise(chunk.speech))
        assert chunk.speech[0].start - chunk.start <= PAD + ROUNDING
        assert chunk.end - chunk.speech[-1].end <= PAD + ROUNDING


@pytest.mark.parametrize("seed", range(200))
def test_any_speech_is_cut_into_chunks_that_hold_all_of_it_once(seed: int) -> None:
    speech, duration = random_speech(Random(seed))
    noise = np.random.default_rng(seed).random(round(duration / FRAME), np.float32)
    check(speech, plan(speech, noise, duration), duration)


def test_no_speech_no_chunks() -> None:
    assert plan([], likely(60), 60.0) == []


def test_a_short_recording_is_one_chunk_with_the_pause_around_it() -> None:
    assert cuts(spoken((1.0, 3.0), (4.0, 6.0)), 10.0) == [(1.0 - PAD, 6.0 + PAD)]


def test_a_chunk_does_not_reach_beyond_the_recording() -> None:
    assert cuts(spoken((0.1, 5.0)), 5.0) == [(0.0, 5.0)]


def test_a_long_pause_is_left_out() -> None:
    assert cuts(spoken((1.0, 3.0), (3.0 + LONG_PAUSE, 9.0)), 10.0) == [
        (1.0 - PAD, 3.0 + PAD),
        (3.0 + LONG_PAUSE - PAD, 9.0 + PAD),
    ]


def test_a_shorter_pause_is_kept() -> None:
    assert len(cuts(spoken((1.0, 3.0), (3.0 + LONG_PAUSE - 0.1, 9.0)), 10.0)) == 1


def test_the_cut_is_at_the_longest_late_pause() -> None:
    # Pauses of 2.0 s at 5 s (too early), 0.3 s at 18 s, 0.9 s at 22 s, 0.5 s at 26 s.
    speech = spoken((0.0, 5.0), (7.0, 18.0), (18.3, 22.0), (22.9, 26.0), (26.5, 33.0))
    assert cuts(speech, 33.0) == [(0.0, 22.0 + PAD), (22.9 - PAD, 33.0)]


def test_neighbours_share_a_short_pause_between_them() -> None:
    speech = spoken((0.0, 20.0), (20.2, 35.0))
    assert cuts(speech, 35.0) == [(0.0, 20.1), (20.1, 35.0)]


def test_endless_speech_is_cut_where_it_is_least_likely() -> None:
    chunks = plan(spoken((0.0, 100.0)), likely(100, pauses=(20.0, 45.0, 71.0)), 100.0)
    assert [chunk.end for chunk in chunks] == pytest.approx([20.0, 45.0, 71.0, 100.0], abs=0.15)


def test_endless_speech_without_a_breath_is_cut_anyway() -> None:
    chunks = plan(spoken((0.0, 600.0)), likely(600), 600.0)
    check(spoken((0.0, 600.0)), chunks, 600.0)
    assert len(chunks) <= 600 / (LONGEST / 2)


def test_a_second_look_divides_a_chunk_at_its_pauses() -> None:
    speech = [Region(start=1, end=4), Region(start=4.3, end=6), Region(start=6.8, end=9)]
    divided = pieces(Chunk(start=0.9, end=9.4, speech=speech))
    assert [piece.start for piece in divided] == pytest.approx([0.9, 6.55])
    assert [piece.end for piece in divided] == pytest.approx([6.25, 9.25])
