"""Street addresses and postal codes in words or digits in; locations out."""

from activities.engines.redact.pii_presidio.cues import Cues
from activities.engines.redact.pii_presidio.numbers import Run
from activities.engines.redact.pii_presidio.tokens import Found, Tokens, listed
from activities.engines.redact.pii_presidio.words import PLACES, STOP

STREETS = listed(
    """
    street road avenue ave lane boulevard blvd terrace crescent highway parkway st rd alley mews
    gardens
    """
)
COMMON = listed(
    """
    drive court way place square close park hill row
    """
)  # also ordinary words
ADDRESS = listed(
    """
    live lives living address moved move reside home ship deliver located mailing house at
    """
)
ADDRESS_REACH = 12  # tokens
NAME_WORDS = 3  # of a street
TOWN_WORDS = 3
NOT_STREETS = {"down", "ahead"}
COUNTED = {"minute", "minutes", "hours", "mile", "miles", "blocks", "block", "star"}
POSTCODE = {"zip", "postcode", "postal"}


def places(tokens: Tokens, runs: list[Run], cues: Cues) -> list[Found]:
    found = []
    for run in runs:
        if last := _street(tokens, run.last):
            found.append(tokens.found("location", run.numerals[_house(run)].first, _town(tokens, last), 0.85))
        elif len(run.digits) in (5, 9) and tokens.near(POSTCODE, run.first - 8, run.first):
            found.append(tokens.found("location", run.first, run.last, 0.8))
    for at, token in enumerate(tokens):
        if token.text in PLACES and not token.capital and tokens.near({"in", "from", "to", ","}, at - 2, at):
            found.append(tokens.found("location", at, at + 1, 0.6))
    return found


def _house(run: Run) -> int:
    """House numbers are short; digits before them belong to something else."""
    first, length = len(run.numerals), 0
    while first and length + len(run.numerals[first - 1].digits) <= 5:
        first -= 1
        length += len(run.numerals[first].digits)
    return min(first, len(run.numerals) - 1)


def _street(tokens: Tokens, at: int) -> int:
    """The token after "Oak Street", 0 where no street stands here."""
    first = tokens.skip(at, {"-", ","}, 1)
    for last in range(first + 1, first + NAME_WORDS + 1):
        names = tokens.words(first, last)
        kind = tokens.word(last)
        bad = (STOP | COUNTED | NOT_STREETS) - {"second", "first", "third", "main", "park", "old", "new"}
        if not all(name.isalpha() and name not in bad for name in names):
            return 0
        named = all(token.capital for token in tokens[first:last])
        said = tokens.near(ADDRESS, first - ADDRESS_REACH, first)
        if kind in STREETS and (named or said or kind in ("street", "road", "avenue", "boulevard")):
            return last + 1
        if kind in COMMON and said and tokens.word(last + 1) not in STREETS:
            return last + 1
    return 0


def _town(tokens: Tokens, last: int) -> int:
    """The token after the town and state that follow a street."""
    at = tokens.skip(last, {",", "in", "."}, 1)
    if tokens.word(last) == "." and tokens.word(last - 1) not in ("st", "rd", "ave", "blvd"):
        return last
    if tokens.word(at) in ("apartment", "apt", "suite", "unit", "flat"):
        last = min(len(tokens), at + 2)
        at = tokens.skip(last, {",", "in"}, 1)
    end = at
    while end < len(tokens) and end - at < TOWN_WORDS and _of_a_town(tokens, end):
        end += 1
    last = end if end > at else last
    at = tokens.skip(last, {","}, 1)
    return at + 1 if at > last and at < len(tokens) and _of_a_town(tokens, at) else last


def _of_a_town(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return word in PLACES or (word.isalpha() and tokens[at].capital and word not in STOP)
