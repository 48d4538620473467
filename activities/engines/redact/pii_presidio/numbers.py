"""Spoken and written numbers in, digits out: "double five", "forty-one eleven", "oh nine", "4-1-1-1"."""

from collections.abc import Iterator
from dataclasses import dataclass

from activities.engines.redact.pii_presidio.tokens import Tokens

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRSTS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
UNITS = {word: str(value) for value, word in enumerate(_UNITS)} | {"nought": "0", "naught": "0", "niner": "9"}
TEENS = {word: str(value) for value, word in enumerate(_TEENS, 10)}
TENS = {word: str(value) for value, word in enumerate(_TENS, 2)} | {"fourty": "4"}
FIRSTS = {word: value for value, word in enumerate(_FIRSTS, 1)}
LATER = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
OH = {"oh", "o"}
SEPARATORS = set(",.-/()+#\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}")
FILLERS = {"um", "uh", "er", "erm", "dash", "hyphen", "space", "then", "slash", "dot", "point", "hm", "mhm"}
FURTHEST = 3  # tokens between two parts of one number
THOUSANDS = 3  # digits after a comma in "1,500,000"


@dataclass(frozen=True)
class Numeral:
    """One number as it was said, and the tokens that say it."""

    digits: str
    first: int
    last: int  # the token after
    ordinal: bool = False


@dataclass(frozen=True)
class Run:
    """Numbers said one after the other."""

    numerals: tuple[Numeral, ...]

    @property
    def digits(self) -> str:
        return "".join(numeral.digits for numeral in self.numerals)

    @property
    def first(self) -> int:
        return self.numerals[0].first

    @property
    def last(self) -> int:
        return self.numerals[-1].last


def numerals(tokens: Tokens) -> list[Numeral]:
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral = _numeral(tokens, at, bool(found) and at - found[-1].last <= 1)
        if numeral:
            found.append(numeral)
        at = numeral.last if numeral else at + 1
    return found


def runs(tokens: Tokens, found: list[Numeral]) -> Iterator[Run]:
    """Cardinal numbers that follow each other with nothing but pauses and commas between them."""
    waiting: list[Numeral] = []
    for numeral in found:
        if numeral.ordinal:
            continue
        if waiting and not _joined(tokens, waiting[-1].last, numeral.first):
            yield Run(tuple(waiting))
            waiting = []
        waiting.append(numeral)
    if waiting:
        yield Run(tuple(waiting))


def _joined(tokens: Tokens, first: int, last: int) -> bool:
    between = tokens.words(first, last)
    return len(between) <= FURTHEST and all(word in SEPARATORS or word in FILLERS for word in between)


def _numeral(tokens: Tokens, at: int, after_number: bool) -> Numeral | None:
    word = tokens.word(at)
    if word.isdecimal():
        suffixed = tokens.word(at + 1) in ("st", "nd", "rd", "th") and tokens.glued(at + 1)
        return Numeral(word, at, at + 1 + suffixed, suffixed)
    if word in TIMES:
        return _repeated(tokens, at)
    if word in OH:
        return Numeral("0", at, at + 1) if after_number or _small(tokens.word(at + 1)) else None
    if ordinal := FIRSTS.get(word) or LATER.get(word):
        return Numeral(str(ordinal), at, at + 1, ordinal=True)
    if word in TENS:
        return _scaled(tokens, _tens(tokens, at))
    if digits := UNITS.get(word) or TEENS.get(word):
        return _scaled(tokens, Numeral(digits, at, at + 1))
    return None


def _small(word: str) -> bool:
    return word in UNITS or word in TEENS or word in TENS or word in TIMES or word in OH or word.isdecimal()


def _repeated(tokens: Tokens, at: int) -> Numeral | None:
    """double five"""
    word = tokens.word(at + 1)
    digit = UNITS.get(word) or ("0" if word in OH else word if word.isdecimal() else "")
    return Numeral(digit * TIMES[tokens.word(at)], at, at + 2) if len(digit) == 1 else None


def _tens(tokens: Tokens, at: int) -> Numeral:
    """forty, forty one, forty-first"""
    tens = TENS[tokens.word(at)]
    next = at + 1 + (tokens.word(at + 1) == "-" and tokens.glued(at + 1))
    word = tokens.word(next)
    if word in FIRSTS:
        return Numeral(f"{tens}{FIRSTS[word]}", at, next + 1, ordinal=True)
    if (unit := UNITS.get(word, "0")) != "0":
        return Numeral(tens + unit, at, next + 1)
    return Numeral(tens + "0", at, at + 1)


def _scaled(tokens: Tokens, small: Numeral) -> Numeral:
    """eight hundred, two thousand and five, three hundred and twenty; not "eight hundred five five"."""
    scale = {"hundred": 2, "thousand": 3}.get(tokens.word(small.last))
    if scale is None or small.ordinal or len(small.digits) > 2:
        return small
    at = small.last + 1
    rest_at = at + (tokens.word(at) == "and")
    rest = _rest(tokens, rest_at)
    if rest is None or len(rest.digits) > scale or rest.ordinal:
        return Numeral(small.digits + "0" * scale, small.first, at)
    if rest_at == at and _small(tokens.word(rest.last)):
        return Numeral(small.digits + "0" * scale, small.first, at)
    return Numeral(small.digits + rest.digits.zfill(scale), small.first, rest.last)


def _rest(tokens: Tokens, at: int) -> Numeral | None:
    word = tokens.word(at)
    if word in TENS:
        return _tens(tokens, at)
    digits = UNITS.get(word) or TEENS.get(word)
    found = Numeral(digits, at, at + 1) if digits else None
    return _scaled(tokens, found) if found and tokens.word(at + 1) == "hundred" else found
