"""The benchmark notices what it is there to notice."""

from itertools import pairwise
from pathlib import Path

from tests.benchmarks.corpus import concatenate, utterances
from tests.benchmarks.score import pooled, score

SAID = ["he began a confused complaint against the wizard", "who had vanished behind the curtain", "hold on"]
AUDIO = Path(__file__).parent / "audio"


def test_a_perfect_hypothesis_has_no_errors() -> None:
    found = score(
        SAID,
        "He began a confused complaint against the Wizard, who had vanished behind the curtain. Hold on!",
    )
    assert (found.wer, found.missing, found.doubled) == (0, [], [])


def test_a_missing_utterance_is_named() -> None:
    assert score(SAID, f"{SAID[0]} {SAID[2]}").missing == [1]
    assert score(SAID, "").missing == [0, 1, 2]


def test_an_utterance_written_twice_is_noticed() -> None:
    assert score(SAID, " ".join([SAID[0], SAID[1], SAID[1], SAID[2]])).doubled == [SAID[1]]


def test_recordings_are_pooled_by_their_words() -> None:
    found = pooled(SAID, [SAID[0], "", SAID[2]])
    assert (found.errors, found.words, found.missing) == (6, 16, [1])


def test_a_concatenation_is_long_enough_and_the_same_each_time(tmp_path: Path) -> None:
    corpus = utterances(AUDIO, ["ls_*"])
    first = concatenate(corpus, 60, tmp_path / "first.wav")
    assert concatenate(corpus, 60, tmp_path / "second.wav") == first
    assert (tmp_path / "first.wav").read_bytes() == (tmp_path / "second.wav").read_bytes()
    assert (tmp_path / "first.wav").stat().st_size >= 60 * 32_000
    assert all(one != other for one, other in pairwise(first))
