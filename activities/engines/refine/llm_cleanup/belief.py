"""A segment's text before and after in; whether the rewrite can be believed out."""

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from typing import Literal

Reason = Literal[
    "empty", "words_changed", "numbers_changed", "negation_changed", "language_changed", "too_different"
]
ALIKE = 0.65  # of 1: how alike the letters of both texts must be
LONGER, SHORTER = 1.5, 0.6  # how many words the rewrite may have, as a share of those before
SLACK = 2  # words more or fewer that are always allowed
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: number for number, word in enumerate(f"{UNITS} seventeen eighteen nineteen".split())}
NUMBERS |= {word: 10 * number for number, word in enumerate(TENS.split(), 2)}
NUMBERS |= {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "half": -2, "double": -3}
NEGATIONS = {"no", "not", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot"}
NEGATIONS |= {
    "nicht",
    "kein",
    "keine",
    "nie",
    "pas",
    "jamais",
    "nunca",
    "non",
    "mai",
    "nao",
    "não",
    "niet",
    "geen",
}

AUXILIARIES = "do does did is are was were have has had ca wo would could should must need might ai"
NEGATIONS |= {f"{auxiliary}nt" for auxiliary in AUXILIARIES.split()}


def bare(word: str) -> str:
    """A word without its punctuation and capitals."""
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def bare_words(text: str) -> list[str]:
    return [word for word in map(bare, text.split()) if word]


def doubt(before: str, after: str, *, words_may_change: bool) -> Reason | None:
    """Why a rewrite is not believable; None: it is."""
    old, new = bare_words(before), bare_words(after)
    if not new:
        return "empty"
    if not words_may_change:
        return None if "".join(old) == "".join(new) else "words_changed"
    if numbers(before) != numbers(after):
        return "numbers_changed"
    if negations(before) != negations(after):
        return "negation_changed"
    if script(before) != script(after):
        return "language_changed"
    fits = SHORTER * len(old) - SLACK <= len(new) <= LONGER * len(old) + SLACK
    alike = SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False).ratio()
    return None if fits and alike >= ALIKE else "too_different"


def numbers(text: str) -> list[str]:
    """Digits as written but for their separators, and English number words, in order."""
    joined = re.sub(r"(?<=\d)[,.\s'\u2019-](?=\d)", "", text.casefold())
    found: list[str] = []
    tens = 0
    for word in re.findall(r"\d+|[^\W\d_]+", joined):
        value = int(word) if word.isdecimal() else NUMBERS.get(word)
        if value is None:
            tens = 0
        elif tens and 0 < value < 10 and not word.isdecimal():
            found[-1], tens = str(tens + value), 0
        else:
            found.append(word if word.isdecimal() else str(value))
            tens = value if 20 <= value < 100 and not word.isdecimal() else 0
    return found


def negations(text: str) -> int:
    return sum(word in NEGATIONS for word in bare_words(text))


def script(text: str) -> str | None:
    """Latin, Cyrillic, CJK … : what most letters are."""
    names = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
    return names.most_common(1)[0][0] if names else None
