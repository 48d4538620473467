"""Dates in words in; dates of birth, days of medical visits and card expiry dates out."""

from dataclasses import dataclass

from activities.engines.redact.pii_presidio.cues import Cues
from activities.engines.redact.pii_presidio.numbers import Numeral
from activities.engines.redact.pii_presidio.tokens import Found, Tokens, listed

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = set(_MONTHS) | {month[:3] for month in _MONTHS} | {"sept"}
WEEKDAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
LINKS = {"the", "of", ",", ".", "in", "year", "-", "/"}
MEDICAL = listed(
    """
    doctor dr clinic hospital medical patient surgery appointment prescription nurse diagnosis
    admitted discharged dentist surgeon ward physician
    """
)
BIRTH_REACH = 25  # tokens from "born" to the date
VISIT_REACH = 60  # tokens from "doctor" to the date
FULL_YEAR, SHORT_YEAR = 4, 2  # digits


@dataclass(frozen=True)
class Date:
    first: int  # tokens
    last: int
    day: bool
    year: bool


def dates(tokens: Tokens, numerals: list[Numeral], cues: Cues) -> list[Found]:
    found = []
    for date in _dates(tokens, numerals):
        if cues.near("date_of_birth", date.first, BIRTH_REACH) and (date.day or date.year):
            found.append(tokens.found("date_of_birth", date.first, date.last, 0.9))
        elif date.year and cues.near("expiry", date.first, BIRTH_REACH):
            found.append(tokens.found("expiry", date.first, date.last, 0.9))
        elif date.day and tokens.near(MEDICAL, date.first - VISIT_REACH, date.last + VISIT_REACH):
            found.append(tokens.found("date", date.first, date.last, 0.6))
    return found


def _dates(tokens: Tokens, numerals: list[Numeral]) -> list[Date]:
    starts = {numeral.first: numeral for numeral in numerals}
    ends = {numeral.last: numeral for numeral in numerals}
    found = []
    for at in range(len(tokens)):
        if tokens.word(at) in MONTHS:
            found.append(_around(tokens, at, starts, ends))
        elif (numeral := starts.get(at)) and _year(tokens, at, starts) and len(numeral.digits) <= FULL_YEAR:
            found.append(Date(at, _year(tokens, at, starts), day=False, year=True))
    return [date for date in found if date.day or date.year]


def _around(tokens: Tokens, month: int, starts: dict[int, Numeral], ends: dict[int, Numeral]) -> Date:
    """The date that a month's name stands in: 14 March 1972, March the fourteenth, nineteen seventy two."""
    first, last, day, year = month, month + 1, False, 0
    before = month - 1 if tokens.word(month - 1) in ("of", "-", "/") else month
    if (numeral := ends.get(before)) and _is_day(numeral):
        first, day = numeral.first, True
        first -= tokens.word(first - 1) == "the"
    at = tokens.skip(last, LINKS)
    if (numeral := starts.get(at)) and _is_day(numeral) and not day and not _year(tokens, at, starts):
        last, day = numeral.last, True
        at = tokens.skip(last, LINKS)
    if year := _year(tokens, at, starts):
        last = year
    weekday = first - 1 - (tokens.word(first - 1) in (",", "the"))
    if day and tokens.word(weekday) in WEEKDAYS:
        first = weekday
    return Date(first, last, day, year > 0)


def _is_day(numeral: Numeral) -> bool:
    return len(numeral.digits) <= 2 and 1 <= int(numeral.digits) <= 31


def _year(tokens: Tokens, at: int, starts: dict[int, Numeral]) -> int:
    """The token after a year: 1972, nineteen seventy two, nineteen oh five. 0: none starts here."""
    numeral = starts.get(at)
    if numeral is None or numeral.ordinal:
        return 0
    if len(numeral.digits) == FULL_YEAR and numeral.digits[:2] in ("18", "19", "20"):
        return numeral.last
    second = starts.get(numeral.last)
    if numeral.digits not in ("18", "19", "20") or second is None or second.ordinal:
        return 0
    third = starts.get(second.last)
    if len(second.digits) == SHORT_YEAR:
        return second.last
    return third.last if second.digits == "0" and third and len(third.digits) == 1 else 0
