"""Which words of a changing hypothesis stay."""

from hypothesis import given
from hypothesis import strategies as st

from activities.engines.streaming import Heard, joined
from activities.transcript import Word
from realtime.agreement import continuation
from realtime.hypothesis import Agreed, Told


def spoken(text: str, start: float = 0.0, each: float = 0.4) -> list[Word]:
    return [
        Word(
            text=word,
            start=round(start + at * each, 3),
            end=round(start + (at + 1) * each, 3),
            confidence=0.8,
        )
        for at, word in enumerate(text.split())
    ]


def heard(text: str, start: float = 0.0) -> Heard:
    return Heard(text=text, words=spoken(text, start), language="en")


def test_what_two_hypotheses_agree_on_is_stable_whatever_its_case_and_punctuation() -> None:
    hypothesis = Agreed()
    hypothesis.hear(heard("he began a. confused"), 0.0, 10.0)
    assert hypothesis.stable == ""
    hypothesis.hear(heard("He began, a confusion of"), 0.0, 10.0)
    assert hypothesis.stable == "He began, a"
    assert hypothesis.text == "He began, a confusion of"


def test_agreement_at_the_end_of_the_window_is_not_relied_on() -> None:
    hypothesis = Agreed()
    for _ in range(2):
        hypothesis.hear(heard("one two three four"), 0.0, 2.0)
    assert hypothesis.stable == "one two"


def test_what_is_stable_stays_although_the_engine_changes_its_mind() -> None:
    hypothesis = Agreed()
    for _ in range(2):
        hypothesis.hear(heard("the wizard who had gone"), 0.0, 10.0)
    hypothesis.settle(heard("The lizard who has gone away"), 0.0)
    assert hypothesis.text == "the wizard who had gone away"
    assert hypothesis.confidence == 0.8


def test_an_engine_that_hears_nothing_for_once_takes_nothing_back() -> None:
    hypothesis = Agreed()
    hypothesis.hear(heard("one two"), 0.0, 10.0)
    hypothesis.hear(Heard(text=""), 0.0, 11.0)
    assert hypothesis.text == "one two"


def test_a_window_is_cut_after_a_sentence_that_is_stable() -> None:
    hypothesis = Agreed()
    for _ in range(2):
        hypothesis.hear(heard("This is it. And this goes on"), 0.0, 10.0)
    assert hypothesis.settled(0.0, 12.5) == 1.2
    hypothesis.hear(heard("And this goes on and on", 1.2), 0.0, 20.0)
    assert hypothesis.text == "This is it. And this goes on and on"


def test_words_said_twice_are_not_taken_for_the_same() -> None:
    stable = spoken("no no")
    assert continuation(stable, spoken("no no no no")) == spoken("no no no no")[2:]


@given(
    words=st.lists(st.sampled_from("abcde"), max_size=14), stable=st.integers(0, 14), from_=st.integers(0, 14)
)
def test_a_hypothesis_goes_on_where_the_stable_words_end(words: list[str], stable: int, from_: int) -> None:
    all_words = spoken(" ".join(words))
    first = min(from_, stable)
    assert continuation(all_words[:stable], all_words[first:]) == all_words[max(first, stable) :]


def test_languages_without_spaces_are_written_without() -> None:
    assert joined(spoken("今天 天气"), "zh") == "今天天气"
    assert joined(spoken("one two"), "en-GB") == "one two"


def test_an_engine_that_streams_is_believed_about_what_will_not_change() -> None:
    hypothesis = Told()
    hypothesis.hear(Heard(text="One line. And ano", stable="One line."), 0.0, 3.0)
    assert (hypothesis.text, hypothesis.stable) == ("One line. And ano", "One line.")
    hypothesis.hear(Heard(text="Won line. And another"), 0.0, 4.0)
    assert hypothesis.text == "One line. And ano"
    hypothesis.settle(Heard(text="One line. And another one.", confidence=0.7), 0.0)
    assert (hypothesis.stable, hypothesis.confidence) == ("One line. And another one.", 0.7)
