"""Written words and how they are said."""

import pytest

from activities.engines.align.phoneme_align.pronunciation import pronounce
from activities.engines.align.phoneme_align.readings import readings


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Hello,", "hello"),
        ("don\u2019t", "don't"),
        ("well-known", "well known"),
        ("R&B", "r and b"),
        ("21", "twenty one"),
        ("0", "zero"),
        ("1,200,000", "one million two hundred thousand"),
        ("120", "one twenty"),
        ("120", "a hundred and twenty"),
        ("1998", "nineteen ninety eight"),
        ("1998", "one thousand nine hundred ninety eight"),
        ("2005,", "two thousand and five"),
        ("2024", "twenty twenty four"),
        ("1905", "nineteen oh five"),
        ("1990s", "nineteen nineties"),
        ("007", "oh oh seven"),
        ("415-555-0199", "four one five five five five oh one nine nine"),
        ("3.14", "three point one four"),
        ("50%", "fifty percent"),
        ("2.5%", "two point five percent"),
        ("1st", "first"),
        ("22nd.", "twenty second"),
        ("$5", "five dollars"),
        ("$1", "one dollar"),
        ("$3", "three"),  # as in "$3 million"
        ("$12.50", "twelve dollars fifty"),
        ("$12.50", "twelve dollars and fifty cents"),
        ("£1,000", "a thousand pounds"),
        ("3:45", "three forty five"),
        ("9:05", "nine oh five"),
        ("8:00", "eight o'clock"),
        ("example.com", "example dot com"),
        ("me@example.com", "me at example dot com"),
        ("e.g.", "e.g"),
    ],
)
def test_a_written_word_can_be_said(written: str, said: str) -> None:
    assert tuple(said.split()) in readings(written)


@pytest.mark.parametrize("written", ["", "—", "…", "♪", "...", "'", "\u200b"])
def test_what_is_not_said_has_no_reading(written: str) -> None:
    assert readings(written) == ()


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("21", "de", "einundzwanzig"),
        ("80", "fr", "quatre vingts"),
        ("L\u2019eau", "fr", "l'eau"),
        ("42", "tlh", "42"),
        ("1987", "es", "mil novecientos ochenta y siete"),
        ("Grüße!", "de", "grüße"),
    ],
)
def test_other_languages_have_numbers_of_their_own(written: str, language: str, said: str) -> None:
    assert readings(written, language)[0] == tuple(said.split())


@pytest.mark.parametrize(
    "written", ["9" * 400, "1.2.3.4.5.6.7.8", "7:00-8:30-9:45-10:00", "$" * 50, "1" * 30]
)
def test_there_are_never_too_many_readings(written: str) -> None:
    assert len(readings(written)) <= 12


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("dace", "D EY S"),
        ("knight", "N AY T"),
        ("phlox", "F L AA K S"),
        ("nation", "N AE SH AH N"),
        ("字", ""),
    ],
)
def test_letters_have_sounds(word: str, sounds: str) -> None:
    assert pronounce(word) == sounds
