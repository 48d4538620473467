"""Snippets show where a text matched."""

import pytest

from activities.snippets import LONGEST, Snippet, snippet
from activities.words import spaced, terms

FILLER = "and so it goes on and on "


def show(text: str, q: str) -> Snippet:
    found = snippet(spaced(text), terms(q))
    assert found
    assert len(found.text) <= LONGEST
    return found


def marked(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.matches]


def test_a_short_text_is_shown_whole() -> None:
    assert show("Ask not what", "ask WHAT") == Snippet("Ask not what", [(0, 3), (8, 12)])


@pytest.mark.parametrize("before", [0, 1, 2, 20])
@pytest.mark.parametrize("after", [0, 1, 20])
def test_a_long_text_is_cut_around_the_match_at_words(before: int, after: int) -> None:
    text = FILLER * before + "the needle " + FILLER * after
    found = show(text, "needle")
    shown = found.text.strip("…")
    assert marked(found) == ["needle"]
    assert f" {shown} " in f" {text} "
    assert found.text.startswith("…") != text.startswith(shown)
    assert found.text.endswith("…") != text.endswith(shown)


def test_the_place_that_shows_most_words_is_chosen() -> None:
    found = show(f"red {FILLER * 20} green {FILLER * 20} red and green {FILLER * 20}", "red green")
    assert marked(found) == ["red", "green"]


def test_matches_are_told_in_the_letters_of_the_text() -> None:
    found = show("Émile 😀 ate in the CAFÉ, Straße", "cafe")
    assert marked(found) == ["CAFÉ"]


def test_the_beginning_of_a_word_marks_all_of_it() -> None:
    assert marked(show("We were recording the recorder", "record")) == ["recording", "recorder"]


def test_phrases_are_marked_as_one() -> None:
    assert marked(show("A well-known fact, well, known", '"well known"')) == ["well-known", "well, known"]


def test_scripts_without_spaces_are_shown_without() -> None:
    found = show("今日は良い天気です。", "天気")
    assert (found.text, marked(found)) == ("今日は良い天気です。", ["天気"])


@pytest.mark.parametrize("q", ["else", "ask else", "as", '"not ask"', "😀"])
def test_a_text_without_the_words_has_no_snippet(q: str) -> None:
    assert snippet("ask not", terms(q)) is None


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert len(show("x" * 500 + "-needle-" + "y" * 500, "needle").text) <= LONGEST
