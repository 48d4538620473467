"""When an utterance begins and ends, told by frames of 32 ms: # is speech, . is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.speech import SECONDS
from realtime.endpointing import Decision, Ended, Endpointer, Paused, Started


def decisions(endpointer: Endpointer, frames: str) -> list[Decision]:
    likely = {"#": 0.9, "+": 0.4, ".": 0.05}
    return [one for frame in frames for one in endpointer.push(likely[frame]) if not isinstance(one, Paused)]


def frames(at: int) -> float:
    return at * SECONDS


def test_an_utterance_begins_with_its_first_frame_and_ends_with_its_last() -> None:
    found = decisions(Endpointer(min_speech=0.25, min_silence=0.5), "...." + "#" * 20 + "." * 20)
    assert found == [Started(frames(4)), Ended(frames(24))]


def test_a_click_is_no_speech() -> None:
    assert decisions(Endpointer(min_speech=0.25), "....###......" * 10) == []


def test_a_short_pause_does_not_end_the_utterance() -> None:
    found = decisions(Endpointer(min_silence=0.5), "#" * 20 + "." * 10 + "#" * 20 + "." * 20)
    assert found == [Started(0.0), Ended(frames(50))]


def test_within_a_sentence_the_pause_may_be_longer() -> None:
    endpointer = Endpointer(min_silence=0.5, max_silence=1.0, within_sentence=True)
    assert decisions(endpointer, "#" * 20 + "." * 30) == [Started(0.0)]
    assert decisions(endpointer, "." * 5) == [Ended(frames(20))]


def test_a_pause_ends_at_once_when_it_turns_out_that_the_sentence_is_over() -> None:
    endpointer = Endpointer(min_silence=0.5, max_silence=1.0, within_sentence=True)
    assert decisions(endpointer, "#" * 20 + "." * 25) == [Started(0.0)]
    endpointer.within_sentence = False
    assert decisions(endpointer, ".") == [Ended(frames(20))]


def test_speech_goes_on_at_a_lower_probability_than_it_begins_with() -> None:
    assert decisions(Endpointer(), "+" * 40) == []
    assert decisions(Endpointer(), "#" * 20 + "+" * 40) == [Started(0.0)]


def test_a_pause_is_told_before_it_is_the_end() -> None:
    endpointer = Endpointer(min_silence=0.5)
    found = [one for frame in "#" * 20 + "." * 12 for one in endpointer.push(0.9 * (frame == "#"))]
    assert found == [Started(0.0), Paused(frames(20))]


def test_a_flush_ends_what_has_begun_and_nothing_else() -> None:
    endpointer = Endpointer()
    decisions(endpointer, "...." + "#" * 20)
    assert endpointer.flush() == [Ended(frames(24))]
    assert endpointer.flush() == []


def test_a_flush_takes_even_speech_that_is_too_short_to_have_begun() -> None:
    endpointer = Endpointer()
    decisions(endpointer, "..##")
    assert endpointer.flush() == [Started(frames(2)), Ended(frames(4))]


def test_what_is_cleared_never_was() -> None:
    endpointer = Endpointer()
    decisions(endpointer, "#" * 20)
    endpointer.clear()
    assert endpointer.flush() == []
    assert decisions(endpointer, "#" * 20 + "." * 20) == [Started(frames(20)), Ended(frames(40))]


def test_the_longest_utterance_is_cut_where_it_is_least_like_speech() -> None:
    found = decisions(Endpointer(longest=3.2), "#" * 80 + "+" + "#" * 60)
    assert found == [Started(0.0), Ended(frames(81), cut=True)]


def test_without_vad_only_a_flush_ends_an_utterance() -> None:
    endpointer = Endpointer(manual=True)
    assert decisions(endpointer, "." * 10 + "#" * 30 + "." * 100) == [Started(0.0)]
    assert endpointer.voiced
    assert endpointer.flush() == [Ended(frames(40))]
    decisions(endpointer, "." * 10)
    assert not endpointer.voiced


@pytest.mark.parametrize("manual", [True, False])
@given(probabilities=st.lists(st.floats(0, 1), max_size=400), longest=st.floats(1, 5))
def test_utterances_follow_one_another(manual: bool, probabilities: list[float], longest: float) -> None:
    endpointer = Endpointer(longest=longest, manual=manual)
    begun: float | None = None
    last = 0.0
    for found in [*(one for p in probabilities for one in endpointer.push(p)), *endpointer.flush()]:
        if isinstance(found, Started):
            assert begun is None
            assert found.start >= last
            begun = found.start
        elif isinstance(found, Ended):
            assert begun is not None
            assert begun <= found.end <= frames(endpointer.frame)
            assert found.end - begun <= longest + SECONDS
            last, begun = found.end, found.end if found.cut else None
    assert begun is None or begun == last
