"""E-mail and IP addresses, spoken ("john dot smith at gmail dot com") or written."""

from itertools import pairwise

from activities.engines.redact.pii_presidio.numbers import Numeral
from activities.engines.redact.pii_presidio.tokens import Found, Tokens, listed
from activities.engines.redact.pii_presidio.words import STOP

TOP_LEVEL = listed(
    """
    com org net edu gov io co uk de fr es it nl eu us ca au ch at be info biz me dev app ai tv int
    mil nz in ie se no dk fi pl pt jp cn br ru
    """
)
DOTS = {".", "dot", "period"}
ATS = {"@", "at"}
LINKS = DOTS | {"_", "underscore", "-", "dash", "hyphen", "plus", "+", "minus"}
MAIL = {
    "email",
    "e-mail",
    "mail",
    "emails",
    "send",
    "write",
    "gmail",
    "hotmail",
    "outlook",
    "yahoo",
    "details",
}
PROVIDERS = {"gmail", "hotmail", "outlook", "yahoo", "icloud", "proton", "protonmail", "aol", "gmx"}
MAIL_REACH = 15  # tokens
FILLERS = {"uh", "um", ","}
WORDS_OF_A_NAME = 2  # "john smith at gmail dot com"


def emails(tokens: Tokens, numerals: list[Numeral]) -> list[Found]:
    ends = {numeral.last: numeral.first for numeral in numerals}
    found = []
    for at in range(len(tokens)):
        if tokens.word(at) not in ATS:
            continue
        last = _domain(tokens, at + 1)
        first = _local(tokens, at, ends) if last else at
        if first < at:
            sure = tokens.word(at) == "@" or tokens.near(MAIL, first - MAIL_REACH, last)
            found.append(tokens.found("email", first, last, 0.95 if sure else 0.8))
    return found + _without_at(tokens)


def _domain(tokens: Tokens, at: int) -> int:
    """The token after "example dot co dot uk"; 0 where no domain stands here."""
    last, index = 0, tokens.skip(at, FILLERS)
    while index < len(tokens) and index - at < 24:
        index += 1
        while tokens.word(index) in ("-", "dash", "hyphen") or (
            tokens.word(index).isalnum()
            and (tokens.glued(index) or (tokens[index - 1].letter and tokens[index].letter))
        ):
            index += 1
        if tokens.word(index) not in DOTS or index + 1 >= len(tokens):
            spaced = tokens.word(index) not in DOTS and tokens.word(index + 1) in DOTS and not last
            if spaced and index - at <= 2 and tokens.word(index).isalpha():
                continue  # "my company dot com"
            break
        if tokens.word(index) == "." and not tokens.glued(index + 1):
            break  # the end of a sentence
        index += 1
        if tokens.word(index) in TOP_LEVEL:
            last = index + 1
        elif letters := _spelled(tokens, index):
            return letters
    return last


def _spelled(tokens: Tokens, at: int) -> int:
    """dot c o m"""
    for last in (at + 2, at + 3):
        if "".join(tokens.words(at, last)) in TOP_LEVEL and all(token.letter for token in tokens[at:last]):
            return last
    return 0


def _local(tokens: Tokens, at: int, ends: dict[int, int]) -> int:
    """The first token of what stands before the "at"."""
    first, words, linked = at, 0, True
    while first > 0:
        word, index = tokens.word(first - 1), first - 1
        if word in LINKS and first < at and (word != "." or tokens.glued(first)):
            linked, first = True, index
            continue
        if (begins := ends.get(first)) is not None or tokens[index].letter:
            first, linked = begins if begins is not None else index, True
            words += 0 if words else 1
            continue
        glued = first < at and tokens.glued(first)
        if (
            not word.isalpha()
            or (word in STOP and not glued)
            or not (linked or glued or words < WORDS_OF_A_NAME)
        ):
            break
        if word in MAIL | PROVIDERS and not linked:
            break
        first, words, linked = index, words + 1, False
    while first < at and tokens.word(first) in LINKS:
        first += 1
    return first


def _without_at(tokens: Tokens) -> list[Found]:
    """ "send it to david.example.com": recognition swallowed the "at"."""
    found = []
    for at in range(len(tokens)):
        word, before = tokens.word(at), tokens.word(at - 1)
        if not word.isalpha() or word in STOP | {"www", "http", "https"} or before in DOTS | ATS:
            continue
        last = _domain(tokens, at)
        labels = [word for word in tokens.words(at, last) if word not in DOTS]
        if len(labels) < 3 or labels[1] in TOP_LEVEL or not tokens.near(MAIL, at - MAIL_REACH, at):
            continue
        if not tokens.near({"website", "site", "page", "www"}, at - MAIL_REACH, at):
            found.append(tokens.found("email", at, last, 0.6))
    return found


def ips(tokens: Tokens, numerals: list[Numeral]) -> list[Found]:
    """Four numbers up to 255 with dots between, however the digits of each are said."""
    found, waiting = [], list[Numeral]()
    for numeral in [*numerals, None]:
        if waiting and (numeral is None or not _follows(tokens, waiting[-1], numeral)):
            found += _ip(tokens, waiting)
            waiting = []
        if numeral is not None:
            waiting.append(numeral)
    return found


def _follows(tokens: Tokens, one: Numeral, other: Numeral) -> bool:
    between = tokens.words(one.last, other.first)
    return not between or (len(between) == 1 and between[0] in DOTS | {"point"})


def _ip(tokens: Tokens, numerals: list[Numeral]) -> list[Found]:
    parts = [numerals[0].digits]
    for one, other in pairwise(numerals):
        if one.last == other.first:
            parts[-1] += other.digits
        else:
            parts.append(other.digits)
    if len(parts) != 4 or any(len(part) > 3 or int(part) > 255 for part in parts):
        return []
    return [tokens.found("ip", numerals[0].first, numerals[-1].last, 0.9)]
