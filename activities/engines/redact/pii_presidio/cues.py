"""Words that say what the number after them is."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from activities.engines.redact.pii_presidio.tokens import Tokens

BEFORE = 45  # tokens; a question, its politeness and the start of the answer
AFTER = 5  # tokens: "4242 is my card number"
_CUES = {
    "credit_card_number": (
        "card number|credit card|debit card|card|visa|mastercard|amex|american express|long number"
    ),
    "cvv": (
        "cvv|cvc|c v v|c v c|cv v|security code|verification code|security number|card code|"
        "digits on the back|code on the back|three digit code|three digits|three digit|four digit code"
    ),
    "expiry": (
        "expires|expire|expiry|expiring|expiration|exp|valid until|valid thru|valid through|good through"
    ),
    "ssn": "social security|social|ssn|s s n|soc|national insurance|taxpayer",
    "phone": (
        "phone|telephone|mobile|cell|cellphone|landline|call me|call us|call him|call her|call them|reach me|"
        "reach us|text me|ring me|give me a call|call back|callback|contact number|fax|whatsapp|dial|tel|"
        "call you|reach you|voicemail"
    ),
    "account_number": (
        "account|routing|sort code|policy number|member id|membership number|member number|bank|iban|"
        "passport|licence number|license number|medical record|patient number|patient id|i b a n|acct"
    ),
    "date_of_birth": "born|birth|birthday|birthdate|dob|d o b|b day",
    "": (
        "order|tracking|ticket|invoice|serial|model|part number|zip|postcode|postal|area code|"
        "booking number|confirmation|case number|reference|population|promo|version|extension|price|room|"
        "flight|gate|chapter|page|suite|bus|route|channel|score|year|serial number|paid|costs|cost"
    ),
}
CUES = {tuple(phrase.split()): type for type, phrases in _CUES.items() for phrase in phrases.split("|")}
LONGEST = max(map(len, CUES))
BORING = {""}  # numbers of orders, rooms and the like identify no person
LAST_DIGITS = {"last", "ending", "ends", "digits"}


@dataclass(frozen=True)
class Cue:
    type: str
    at: int  # token
    last: int  # the token after


class Cues:
    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.all: list[Cue] = []
        at = 0
        while at < len(tokens):
            found = self._at(at)
            if found:
                self.all.append(found)
            at = found.last if found else at + 1

    def _at(self, at: int) -> Cue | None:
        for length in range(LONGEST, 0, -1):
            words = [word.removesuffix("'s") for word in self.tokens.words(at, at + length)]
            if (type := CUES.get(tuple(words))) is not None:
                return Cue(type, at, at + length)
        return None

    def around(self, first: int, last: int) -> list[Cue]:
        """Cues of the numbers between two tokens, the nearest first. What is said before counts most."""
        near = self._between(first - BEFORE - LONGEST, last + AFTER)
        before = [(first - cue.last, cue) for cue in near if 0 <= first - cue.last <= BEFORE]
        after = [
            (4 * (cue.at - last) + 8, cue)
            for cue in near
            if cue.at >= last and not {".", "?", "!"} & set(self.tokens.words(last, cue.at))
        ]
        return [cue for _, cue in sorted(before + after, key=lambda near: near[0])]

    def near(self, type: str, at: int, reach: int = BEFORE) -> bool:
        """Whether something of this type was spoken of not long before a token."""
        near = self._between(at - reach - LONGEST, at)
        return any(cue.type == type and 0 <= at - cue.last <= reach for cue in near)

    def _between(self, first: int, last: int) -> list[Cue]:
        """The cues that begin from one token up to another."""
        places = bisect_left(self.all, first, key=_at), bisect_right(self.all, last, key=_at)
        return self.all[slice(*places)]


def _at(cue: Cue) -> int:
    return cue.at
