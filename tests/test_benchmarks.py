"""The benchmark notices what it is there to notice."""

from itertools import pairwise
from pathlib import Path

from tests.benchmarks import call, languages
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


def test_languages_without_spaces_are_counted_in_characters() -> None:
    assert languages.score("広州市、", "広州 市場", "zh") == (1, 3, "CER")
    assert languages.score("Guten Tag!", "guten Abend", "de") == (1, 2, "WER")


def test_only_recordings_with_a_language_and_a_text_are_scored(tmp_path: Path) -> None:
    for name in ("ja_1.mp3", "ja_1.txt", "read_de.wav", "jfk.wav", "jfk.txt"):
        (tmp_path / name).touch()
    assert [(path.name, language) for path, language, _ in languages.recordings(tmp_path)] == [
        ("ja_1.mp3", "ja")
    ]


def test_a_word_on_both_channels_at_once_is_noticed() -> None:
    words = [{"text": "hold", "start": 1.0}, {"text": "on", "start": 1.3}]
    late = [{"text": "Hold", "start": 1.2}, {"text": "on", "start": 9.0}]
    segments = [{"speaker": "SPEAKER_00", "words": words}, {"speaker": "SPEAKER_01", "words": late}]
    assert call.echoes({"segments": segments}) == ["hold"]
