"""Runs of digits in; cards, codes, telephone and account numbers out, by shape and by what is said near."""

from dataclasses import dataclass, replace
from itertools import takewhile

from activities.engines.redact.pii_presidio import checks
from activities.engines.redact.pii_presidio.cues import LAST_DIGITS, Cue, Cues
from activities.engines.redact.pii_presidio.numbers import THOUSANDS, Run
from activities.engines.redact.pii_presidio.tokens import Found, Tokens, listed

# How many digits there are, recognition errors included: whole (what ends the wait for more), and in part.
WHOLE = {
    "credit_card_number": range(12, 500),
    "cvv": range(3, 5),
    "expiry": range(3, 9),
    "ssn": range(8, 11),
    "phone": range(7, 19),
    "account_number": range(6, 35),
    "date_of_birth": range(5, 9),
}
PART = {"credit_card_number": 4, "ssn": 4, "phone": 4, "account_number": 4}
PART_REACH = 25  # tokens
SHORTEST_ECHO = 4  # digits of a number that is read back in part
TOGETHER = 5  # tokens between the halves of a number that recognition tore apart
CODE_REACH = 120  # tokens after a card in which a "code" is its security code
YEARS = ("19", "20")
MONEY = set("$€£¥%")
AMOUNTS = listed(
    """
    dollar dollars cent cents euro euros pound pounds percent people persons minutes minute seconds
    hours hour days day weeks week months month years year degrees miles mile kilometers meters feet
    inches times units million billion thousand hundred am pm o'clock items pieces customers points
    pages copies kilos grams a.m p.m bucks megabytes gigabytes votes men women children students
    employees square
    """
)
NUMBERED = listed(
    """
    room suite flight gate chapter page verse highway route version apartment floor bus line
    """
)


@dataclass(frozen=True)
class Number:
    """A run of digits and what it was taken for."""

    run: Run
    type: str
    confidence: float
    whole: bool


class Digits:
    def __init__(self, tokens: Tokens, runs: list[Run], cues: Cues) -> None:
        self.tokens, self.cues = tokens, cues
        self.runs = [run for run in runs if not self._amount(run)]

    def found(self) -> list[Found]:
        numbers: list[Number] = []
        for run in self.runs:
            number = self._cued(run, numbers) or self._shaped(run)
            if number:
                numbers.append(number)
        numbers += self._repeated(numbers)
        return [
            self.tokens.found(number.type, number.run.first, number.run.last, number.confidence)
            for number in _joined(sorted(numbers, key=lambda number: number.run.first))
        ]

    def _amount(self, run: Run) -> bool:
        """Money, times, percentages, "room 412", "1,500,000"."""
        word, glued = self.tokens.word, self.tokens.glued
        before, after = word(run.first - 1), word(run.last)
        if before in MONEY or after in MONEY or after in AMOUNTS or before in NUMBERED:
            return True
        if (before == ":" and glued(run.first)) or (after == ":" and glued(run.last + 1)):
            return True
        others = run.numerals[1:]
        return bool(others) and all(
            len(other.digits) == THOUSANDS and word(other.first - 1) == "," and glued(other.first)
            for other in others
        )

    def _cued(self, run: Run, before: list[Number]) -> Number | None:
        for cue in self.cues.around(run.first, run.last):
            if cue.type == "":
                if cue.last <= run.first and run.first - cue.last <= 6:
                    return None
                continue
            if found := self._fits(run, cue, before):
                return found
        return self._code(run)

    def _fits(self, run: Run, cue: Cue, before: list[Number]) -> Number | None:
        length = len(run.digits)
        since = takewhile(lambda number: number.run.first >= cue.last, reversed(before))
        answered = any(number.whole and number.type == cue.type for number in since)
        if length in WHOLE[cue.type] and self._well_formed(run, cue.type):
            if answered and cue.type in ("cvv", "expiry", "account_number", "date_of_birth"):
                return None
            sure = 0.95 if cue.type != "credit_card_number" or checks.card(run.digits) else 0.75
            return Number(run, cue.type, sure, whole=True)
        near = abs(run.first - cue.last) <= PART_REACH
        if length >= PART.get(cue.type, 1000) and near and not answered and not self._year(run, cue):
            return Number(run, cue.type, 0.6, whole=False)
        return None

    def _well_formed(self, run: Run, type: str) -> bool:
        digits = run.digits
        if type == "expiry":
            month = digits[:2] if digits[0] in "01" else digits[:1]
            return 1 <= int(month) <= 12 and len(digits) > 2
        if type == "phone" and len(digits) < 10:
            return not checks.counting(digits)
        return True

    def _year(self, run: Run, cue: Cue) -> bool:
        """2026 is hardly the last four digits of anything, unless that is what was asked for."""
        digits = run.digits
        alone = len(digits) == 4 and digits.startswith(YEARS) and len(run.numerals) <= 2
        return alone and not self.tokens.near(LAST_DIGITS, cue.at - 8, run.first)

    def _code(self, run: Run) -> Number | None:
        """ "and the code is 737", once a card was spoken of."""
        code = self.tokens.near({"code", "back"}, run.first - 5, run.first)
        card = self.cues.near("credit_card_number", run.first, CODE_REACH)
        if len(run.digits) in WHOLE["cvv"] and code and card:
            return Number(run, "cvv", 0.8, whole=True)
        return None

    def _shaped(self, run: Run) -> Number | None:
        """What a number is when nobody says it."""
        cue = next(iter(self.cues.around(run.first, run.last)), None)
        if cue and cue.type == "" and 0 <= run.first - cue.last <= 6 and not checks.card(run.digits):
            return None
        type, confidence = self._shape(run)
        return Number(run, type, confidence, whole=True) if type else None

    def _shape(self, run: Run) -> tuple[str, float]:
        digits, groups = run.digits, [len(numeral.digits) for numeral in run.numerals]
        plus = self.tokens.word(run.first - 1) in ("+", "plus")
        if checks.card(digits):
            return "credit_card_number", 0.9
        if plus and 8 <= len(digits) <= 15:
            return "phone", 0.85
        if checks.counting(digits):
            return "", 0.0
        if len(digits) > 11:
            return ("credit_card_number" if digits[0] in "3456" else "account_number"), 0.55
        if checks.north_american(digits) or (digits[0] == "0" and len(digits) in (10, 11)):
            return "phone", 0.7
        if checks.social_security(digits) and len(groups) > 1:
            return "ssn", 0.7 if groups[:3] == [3, 2, 4] else 0.55
        if len(digits) == 7 and (groups == [3, 4] or len(groups) >= 6):
            return "phone", 0.5
        return "", 0.0

    def _repeated(self, numbers: list[Number]) -> list[Number]:
        """A number that was found is found again when it is read back, or its last digits are."""
        taken = {number.run.first for number in numbers}
        known = {
            number.run.digits[first:]: number
            for number in numbers
            for first in range(len(number.run.digits) - SHORTEST_ECHO + 1)
        }
        again = []
        for run in self.runs:
            same = None if run.first in taken else known.get(run.digits)
            if same and not run.digits.startswith(YEARS):
                again.append(replace(same, run=run, confidence=0.6))
        return again


def _joined(numbers: list[Number]) -> list[Number]:
    """Parts of one number that stand close together are one."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        close = last and last.type == number.type and number.run.first - last.run.last <= TOGETHER
        if last and close and not (last.whole and number.whole):
            run = Run(last.run.numerals + number.run.numerals)
            whole = len(run.digits) in WHOLE[number.type]
            joined[-1] = Number(run, number.type, 0.85 if whole else 0.65, whole)
        else:
            joined.append(number)
    return joined
