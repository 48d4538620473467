"""A text and the terms it was found by in; the place that shows most of them out."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from activities.words import Term, unspaced

LONGEST = 160  # letters, the dots at either end included
BEFORE = 40  # letters shown in front of the first match, at most
MOST_PLACES = 100  # of one term that are looked at
DOTS = "…"


@dataclass(frozen=True)
class Snippet:
    text: str
    matches: list[tuple[int, int]]  # start and end of each match in `text`, in characters


class Fold(dict[int, str]):
    """For str.translate: every letter without case and accents, and still one letter."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = letter if len(letter) == 1 else chr(code)
        return self[code]


FOLD = Fold()


def folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(FOLD)


def snippet(text: str, asked: Sequence[Term]) -> Snippet | None:
    """None where a term is not in the text."""
    text = unspaced(text)
    plain = folded(text)
    patterns = [re.compile(pattern(term)) for term in asked]
    if not patterns or not all(wanted.search(plain) for wanted in patterns):
        return None
    places = sorted(
        (*found.span(), at)
        for at, wanted in enumerate(patterns)
        for found in islice(wanted.finditer(plain), MOST_PLACES)
    )
    start, end = window(text, best(places))
    head, tail = DOTS if start else "", DOTS if end < len(text) else ""
    shift = start - len(head)
    matches = [(first - shift, min(last, end) - shift) for first, last, _ in places if start <= first < end]
    return Snippet(head + text[start:end] + tail, apart(matches))


def pattern(term: Term) -> str:
    """Its words; anything but letters and digits may stand between."""
    first, *rest = [folded(word) for word in term.words]
    said = re.escape(first) + "".join(
        rf"[\W_]{'*' if joins(word) else '+'}{re.escape(word)}" for word in rest
    )
    begun = "" if joins(first) else r"(?<![^\W_])"
    if term.prefix:
        return rf"{begun}{said}[^\W_]*"
    return begun + said + ("" if joins((first, *rest)[-1]) else r"(?![^\W_])")


def joins(word: str) -> bool:
    """Whether the word is a letter that stands by itself, without spaces around it."""
    return len(word) == 1 and unspaced(f"{word} {word}") != f"{word} {word}"


def best(places: Sequence[tuple[int, int, int]]) -> int:
    """Where the first stretch begins that shows the most different terms."""

    def shown(number: int) -> int:
        start = places[number][0]
        near = takewhile(lambda place: place[0] < start + LONGEST - BEFORE, islice(places, number, None))
        return len({term for _, _, term in near})

    return places[max(range(len(places)), key=shown)][0]


def window(text: str, at: int) -> tuple[int, int]:
    """Whole words around a place, where there are any."""
    room = LONGEST - 2 * len(DOTS)
    start = max(0, min(at - BEFORE, len(text) - room))
    if start and " " in text[start:at]:
        start = text.index(" ", start) + 1
    end = min(len(text), start + room)
    if end < len(text) and (space := text.rfind(" ", at + BEFORE, end)) > 0:
        end = space
    return start, end


def apart(matches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Matches that overlap, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in matches:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
