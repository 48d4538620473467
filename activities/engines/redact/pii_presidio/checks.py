"""Check digits of cards and bank accounts, and which numbers can be what."""

from itertools import pairwise

SHORTEST_CARD, LONGEST_CARD = 13, 19
# Characters in an IBAN of each country that uses them, ISO 13616.
_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
    32: "LC",
}
IBANS = {country: length for length, countries in _LENGTHS.items() for country in countries.split()}


def luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0 and bool(digits.strip("0"))


def mod97(iban: str) -> bool:
    """Whether country, length and check digits of an IBAN fit. Upper case, no spaces."""
    if len(iban) != IBANS.get(iban[:2], 0):
        return False
    return int("".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])) % 97 == 1


def card(digits: str) -> bool:
    return SHORTEST_CARD <= len(digits) <= LONGEST_CARD and digits[0] in "23456" and luhn(digits)


def north_american(digits: str) -> bool:
    """A telephone number of the North American plan."""
    ten = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return len(ten) == 10 and ten[0] in "23456789" and ten[3] in "23456789"


def social_security(digits: str) -> bool:
    return len(digits) == 9 and digits[:3] not in ("000", "666") and digits[0] != "9" and digits[3:5] != "00"


def counting(digits: str) -> bool:
    """1 2 3 4 5: somebody tests a microphone."""
    steps = {int(b) - int(a) for a, b in pairwise(digits)}
    return digits == "12345678910"[: len(digits)] or steps in ({1}, {-1})
