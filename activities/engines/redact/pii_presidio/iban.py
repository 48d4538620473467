"""Bank account numbers with letters, spelled or written: "D E eight nine three seven oh four …"."""

from activities.engines.redact.pii_presidio import checks
from activities.engines.redact.pii_presidio.cues import Cues
from activities.engines.redact.pii_presidio.numbers import SEPARATORS, Numeral
from activities.engines.redact.pii_presidio.tokens import Found, Tokens

SHORTEST, LONGEST = 15, 34
CUE = {"iban", "account", "bank"}
CUE_REACH = 30  # tokens
WORD = 4  # letters of the longest piece: NWBK


def ibans(tokens: Tokens, numerals: list[Numeral], cues: Cues) -> list[Found]:
    starts = {numeral.first: numeral for numeral in numerals if not numeral.ordinal}
    found, after = [], 0
    for at in range(len(tokens)):
        if at >= after and (iban := _iban(tokens, at, starts)):
            found.append(iban[0])
            after = iban[1]
    return found


def _iban(tokens: Tokens, at: int, starts: dict[int, Numeral]) -> tuple[Found, int] | None:
    if not _country(tokens, at):
        return None
    text, index, best = "", at, 0
    while index < len(tokens) and len(text) < LONGEST:
        if numeral := starts.get(index):
            text, index = text + numeral.digits, numeral.last
        elif tokens.word(index) in SEPARATORS and text:
            index += 1
            continue
        elif _piece(tokens, index):
            text, index = text + tokens.word(index).upper(), index + 1
        else:
            break
        if checks.mod97(text):
            return tokens.found("iban", at, index, 0.95), index
        if len(text) >= SHORTEST and text[2:4].isdecimal():
            best = index
    digits = sum(letter.isdecimal() for letter in text)
    if best and digits >= SHORTEST - 5 and tokens.near(CUE, at - CUE_REACH, at):
        return tokens.found("iban", at, best, 0.7), best
    return None


def _country(tokens: Tokens, at: int) -> bool:
    one = tokens.word(at).upper()
    two = one + tokens.word(at + 1).upper() if tokens[at].letter else one
    return (one if len(one) == 2 else two) in checks.IBANS


def _piece(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    return token.raw.isascii() and token.raw.isalpha() and (token.letter or len(token.raw) <= WORD)
