"""Text in, tokens with their characters out; what a finder found in them."""

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
TOKEN = re.compile(rf"[^\W\d_]+(?:['{APOSTROPHE}][^\W\d_]+)*|\d+|[^\w\s]|_")


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True)
class Token:
    raw: str
    start: int  # characters in the text
    end: int

    @cached_property
    def text(self) -> str:
        return self.raw.lower().replace(APOSTROPHE, "'")

    @property
    def capital(self) -> bool:
        return self.raw[0].isupper()

    @property
    def letter(self) -> bool:
        """A single spelled letter."""
        return len(self.raw) == 1 and self.raw.isalpha()


@dataclass(frozen=True)
class Found:
    """Personal data between two characters of the text."""

    type: str
    start: int
    end: int
    confidence: float

    def touches(self, other: "Found") -> bool:
        return self.start < other.end and other.start < self.end


class Tokens(list[Token]):
    def __init__(self, text: str) -> None:
        super().__init__(Token(found.group(), *found.span()) for found in TOKEN.finditer(text))

    def word(self, index: int) -> str:
        """The token in lower case, "" before the first and after the last."""
        return self[index].text if 0 <= index < len(self) else ""

    def words(self, first: int, last: int) -> list[str]:
        return [token.text for token in self[max(0, first) : max(0, last)]]

    def glued(self, index: int) -> bool:
        """No space before this token."""
        return 0 < index < len(self) and self[index - 1].end == self[index].start

    def found(self, type: str, first: int, last: int, confidence: float) -> Found:
        """From the token `first` to before the token `last`."""
        return Found(type, self[first].start, self[last - 1].end, confidence)

    def inside(self, found: Found) -> list[Token]:
        first = bisect_left(self, found.start, key=lambda token: token.start)
        return self[first : bisect_left(self, found.end, key=lambda token: token.start)]

    def near(self, cues: Collection[str], first: int, last: int) -> bool:
        return not set(cues).isdisjoint(self.words(first, last))

    def skip(self, index: int, words: Collection[str], most: int = 3) -> int:
        """The index after at most so many of these words."""
        end = index + most
        while index < end and self.word(index) in words and index < len(self):
            index += 1
        return index
