"""How a written word may be said: "$3.50" in, ("three", "dollars", "fifty") and its other readings out."""

import re
from functools import cache
from itertools import chain, islice, product

Reading = tuple[str, ...]  # spoken words, lower case

UNSPACED = ("ja", "km", "lo", "my", "th", "yue", "zh")  # languages that put no blanks between words
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
SIGNS = {"&": "and", "@": "at", "%": "percent", "+": "plus", "=": "equals", "#": "number", "°": "degrees"}
NUMBER = re.compile(
    r"(?P<money>[$€£¥₹])?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<unit>%|st|nd|rd|th|s)?"
)
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
LETTERS = r"[^\W\d_](?:\.[^\W\d_])+(?!\w)|[^\W\d_]+(?:'[^\W\d_]+)*"  # e.g, don't
PIECES = re.compile(
    rf"{CLOCK.pattern}|{NUMBER.pattern}|{LETTERS}|[{''.join(SIGNS)}]|(?<=\w)\.(?=\w)|(?<=\d)[-\u2013](?=\d)"
)
DOTS = ".-\u2013"
MOST = 12  # readings of one written word


@cache
def readings(written: str, language: str = "en") -> tuple[Reading, ...]:
    """Every way to say a written word, likeliest first; none when nothing of it is said."""
    text = written.lower().replace("’", "'").replace("‘", "'")  # noqa: RUF001
    each = [_piece(match.group(), language) for match in PIECES.finditer(text)]
    alike = [tuple(piece[max(at, -len(piece))] for piece in each) for at in (0, -1, -2)]
    ways = dict.fromkeys(sum(way, ()) for way in chain(alike, islice(product(*each), MOST)))
    return tuple(way for way in ways if way)[:MOST]


def _piece(piece: str, language: str) -> list[Reading]:
    if clock := CLOCK.fullmatch(piece):
        return _clock(int(clock[1]), int(clock[2]), language)
    if number := NUMBER.fullmatch(piece):
        return _number(number, language)
    if language != "en":
        return [()] if piece in SIGNS or piece in DOTS else [(piece,)]
    if piece in "-\u2013":
        return [("to",), (), ()]  # "10-15"; digits one by one have the last two
    if piece == ".":
        return [("dot",), ("point",), ()]
    return [(SIGNS.get(piece, piece),)]


def _clock(hour: int, minute: int, language: str) -> list[Reading]:
    hours, minutes = _cardinal(hour, language), _cardinal(minute, language)
    if language != "en":
        return [hours + minutes if minute else hours]
    if minute == 0:
        return [hours, (*hours, "o'clock"), (*hours, "hundred"), (*hours, "o'clock")]
    return [hours + minutes] if minute > 9 else [(*hours, "oh", *minutes), hours + minutes]


def _number(match: re.Match[str], language: str) -> list[Reading]:
    whole, part, unit = match["whole"], match["part"], match["unit"]
    digits = whole.replace(",", "")
    if match["money"]:
        return _money(digits, part, MONEY[match["money"]], language)
    if unit in ("st", "nd", "rd", "th"):
        return [_words(int(digits), language, "ordinal")]
    if part is not None:
        ways = _decimal(digits, part, language)
    else:
        ways = _whole(digits, language) if digits == whole else _cardinals(int(digits), language)
    if unit == "%":
        return [(*way, "percent") for way in ways] if language == "en" else ways
    return [(*way[:-1], _plural(way[-1])) for way in ways] if unit == "s" else ways


def _whole(digits: str, language: str) -> list[Reading]:
    number, one_by_one = int(digits), _spelled(digits, language)
    if language != "en":
        return [one_by_one if digits.startswith("0") or len(digits) > 9 else _cardinal(number, language)]
    oh = tuple("oh" if word == "zero" else word for word in one_by_one)
    ways = _cardinals(number, language) if len(digits) < 10 and (digits == "0" or digits[0] != "0") else []
    if len(digits) == 4 and "1000" <= digits <= "2999":
        ways.insert(0, _words(number, language, "year"))
    if len(digits) in (3, 4):  # "three twenty-one", "twenty twenty"
        ways += [_pair(digits[:-2]) + _pair(digits[-2:])]
    return list(dict.fromkeys([*ways, one_by_one, oh]))


def _pair(digits: str) -> Reading:
    return ("oh", DIGITS[int(digits)]) if digits[0] == "0" else _cardinal(int(digits), "en")


def _decimal(whole: str, part: str, language: str) -> list[Reading]:
    if language != "en":
        return [_cardinal(int(whole), language) + _spelled(part, language)]
    tail = ("point", *_spelled(part, language))
    ways = [way + tail for way in _cardinals(int(whole), language)]
    if len(part) > 1:
        ways.append((*_cardinal(int(whole), language), "point", *_cardinal(int(part), language)))
    return ways


def _money(whole: str, part: str | None, name: str, language: str) -> list[Reading]:
    if language != "en":
        return [_cardinal(int(whole), language) + (_cardinal(int(part), language) if part else ())]
    ways: list[Reading] = []
    for amount in _cardinals(int(whole), language):
        said = (*amount, name if whole == "1" or name == "yen" else name + "s")
        if part is None or not int(part):
            ways += [said, amount]  # "$3" before "million" has its dollars later
            continue
        cents = _cardinal(int(part.ljust(2, "0")), language)
        ways += [said + cents, amount + cents, (*said, "and", *cents), (*said, "and", *cents, "cents")]
        ways.append((*amount, "point", *_spelled(part, language)))
    return ways


def _cardinals(number: int, language: str) -> list[Reading]:
    said = _cardinal(number, language)
    short = tuple(word for word in said if word != "and")
    ways = [said, short] if language == "en" else [said]
    if language == "en" and short[:2] in (("one", "hundred"), ("one", "thousand")):
        ways += [("a", *way[1:]) for way in (said, short)]
    return list(dict.fromkeys(ways))


def _cardinal(number: int, language: str) -> Reading:
    return _words(number, language, "cardinal")


def _spelled(digits: str, language: str) -> Reading:
    return sum((_cardinal(int(digit), language) for digit in digits), ())


def _plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") else word + ("es" if word.endswith("x") else "s")


def _words(number: int, language: str, form: str) -> Reading:
    """Spoken words of a number; its digits where nobody knows the language's numbers."""
    from num2words import num2words  # not at the top: only workers that align have it

    try:
        said = str(num2words(number, lang=language, to=form))
    except (NotImplementedError, OverflowError):
        return (str(number),)
    return tuple(re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", said.lower()))
