"""What was said before an utterance is heard again with it, and said once."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.audio import SAMPLE_RATE
from activities.transcript import Word
from realtime.context import HEARD_AGAIN, NEAR, Context, Pause
from realtime.options import SessionOptions
from tests.conversation import LOUD, Conversation, Onsets, silence
from tests.recordings import speech


def words(*timed: tuple[str, float, float]) -> list[Word]:
    return [Word(text=text, start=start, end=end) for text, start, end in timed]


def texts(found: list[Word]) -> list[str]:
    return [word.text for word in found]


BEFORE = words(("but", 0.0, 0.4), ("they", 0.4, 0.7), ("couldn't", 0.7, 1.2))


@pytest.mark.parametrize(
    ("end", "start"),
    [(1.2, 2.0), (2.0, 2.0), (1.2, 1.2), (2.3, 2.3), (1.0, 1.0)],
    ids=["right", "the one before is too long", "the one after is too long", "into the speech", "early"],
)
def test_a_word_that_lasts_as_long_as_the_silence_stays_on_its_side(end: float, start: float) -> None:
    heard = words(("But", 0.0, 0.4), ("they", 0.4, 0.7), ("couldn't,", 0.7, end), ("they", start, 2.4))
    after = Pause(1.2, 2.0, BEFORE).after([*heard, *words(("dropped", 2.4, 2.8))])
    assert texts(after) == ["they", "dropped"]


def test_the_same_again_after_the_pause_is_no_repetition() -> None:
    heard = words(("no", 0.0, 0.5), ("no", 1.5, 2.0), ("no", 2.0, 2.4))
    assert texts(Pause(0.5, 1.5, heard[:1]).after(heard)) == ["no", "no"]


def test_nothing_after_the_pause_is_nothing_of_its_own() -> None:
    stretched = [*BEFORE[:2], *words(("couldn't", 0.7, 2.6))]
    assert Pause(1.2, 2.0, BEFORE).after(stretched) == []


def test_while_the_words_before_are_not_final_time_tells() -> None:
    heard = [*BEFORE, *words(("they", 2.0, 2.4))]
    assert texts(Pause(1.2, 2.0, []).after(heard)) == ["they"]


def test_context_begins_between_words_and_not_long_ago() -> None:
    context = Context()
    context.add(0.0, 12.0, words(("one", 0.2, 3.0), ("two", 5.0, 7.0), ("three", 7.0, 12.0)), [])
    found = context.before(12.5)
    assert found is None or found[0] >= 12.5 - HEARD_AGAIN
    context.add(13.0, 14.0, words(("four", 13.2, 14.0)), [])
    begins, pause = context.before(15.0) or pytest.fail("no context")
    assert (begins, pause.start, pause.end) == (13.0, 14.0, 15.0)


def test_what_was_said_long_ago_or_cleared_is_no_context() -> None:
    context = Context()
    context.add(0.0, 2.0, [], [])
    assert context.before(2.5)
    assert context.before(2.0 + NEAR + 0.1) is None
    context.forget()
    assert context.before(2.5) is None


@given(pauses=st.lists(st.floats(0.55, 4.0), min_size=1, max_size=4), interim=st.booleans())
@settings(max_examples=10, deadline=None)
def test_no_word_is_lost_or_said_twice_at_a_pause(pauses: list[float], interim: bool) -> None:
    parts = [part for pause in pauses for part in (speech()[: 3 * SAMPLE_RATE], silence(pause))]
    sound = np.concatenate([silence(1.0), *parts, silence(1.0)])
    options = SessionOptions(word_timestamps=True, interim_results=interim)
    conversation = Conversation(Onsets(), options).hear(sound)
    conversation.end()
    said = [word for final in conversation.finals for word in final.words]
    loud = np.flatnonzero(np.abs(sound) > LOUD) / SAMPLE_RATE
    assert all(any(word.start - 0.02 <= at <= word.end + 0.02 for word in said) for at in loud[::50])
    assert all(one.end <= other.start for one, other in pairwise(said))
    assert all(word.end - word.start > 0 for word in said)


def test_only_careful_decodings_hear_what_was_said_before() -> None:
    sound = [silence(1.0), speech(), silence(1.0), speech(), silence(1.0)]
    conversation = Conversation(Onsets()).hear(np.concatenate(sound))
    conversation.end()
    second = [one for one in conversation.requests if one.utterance.endswith("/2")]
    border = conversation.finals[0].end
    assert {one.kind for one in second if one.start < border} == {"ahead"}
    assert {one.kind for one in second if one.start >= border} == {"interim"}
