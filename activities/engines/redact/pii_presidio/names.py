"""Names of people by what stands beside them: "my name is", "doctor", a given name, the same name before."""

from activities.engines.redact.pii_presidio.tokens import Found, Tokens
from activities.engines.redact.pii_presidio.words import GIVEN, PLACES, STOP

LONGEST = 3  # words
SHORTEST_REPEATED = 3  # letters of a name that is looked for again
TITLES = {"mr", "mrs", "ms", "miss", "mister", "missus", "dr", "doctor", "professor", "prof"}
# How sure a cue makes that the next words are a name; with capital letters it is surer.
CUES = {
    ("my", "name", "is"): 0.9,
    ("my", "name's"): 0.9,
    ("name", "is"): 0.8,
    ("name", "was"): 0.7,
    ("last", "name"): 0.7,
    ("first", "name"): 0.7,
    ("surname", "is"): 0.8,
    ("speaking", "with"): 0.5,
    ("speaking", "to"): 0.5,
    ("speak", "with"): 0.5,
    ("speak", "to"): 0.5,
    ("named",): 0.7,
    ("this", "is"): 0.45,
    ("call", "me"): 0.3,
    ("i'm",): 0.3,
    ("i", "am"): 0.3,
    ("hello",): 0.3,
    ("hi",): 0.3,
    ("dear",): 0.3,
    ("thanks",): 0.3,
    ("thank", "you"): 0.3,
}
FOR_CAPITALS = 0.25  # added where the words have capitals, as recognition gives them to names
FOR_GIVEN = 0.4  # added for a known given name
NOT_NAMES = {
    "siri",
    "alexa",
    "google",
    "god",
    "everybody",
    "everyone",
    "folks",
    "guys",
    "ladies",
    "gentlemen",
}


def names(tokens: Tokens) -> list[Found]:
    found = []
    for at in range(len(tokens)):
        for cue, sure in CUES.items():
            if tuple(tokens.words(at, at + len(cue))) == cue:
                found += _named(tokens, _past_is(tokens, at + len(cue)), sure)
        if tokens.word(at) in TITLES and not _spelled_title(tokens, at):
            found += _titled(tokens, at)
        elif tokens.word(at) in GIVEN and _like_the_rest(tokens, at):
            found.append(tokens.found("name", at, _surname(tokens, at + 1), 0.75))
    return found


def repeated(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Names said again, in part or in lower case."""
    surely = [name for name in found if name.type == "name" and name.confidence >= 0.7]
    said = [token for name in surely for token in tokens.inside(name)]
    known = {token.text.removesuffix("'s") for token in said if len(token.raw) >= SHORTEST_REPEATED}
    known -= STOP | TITLES | PLACES
    again = []
    for at, token in enumerate(tokens):
        if token.text.removesuffix("'s") in known and _like_the_rest(tokens, at):
            again.append(tokens.found("name", at, at + 1, 0.7))
    return again


def _past_is(tokens: Tokens, at: int) -> int:
    return tokens.skip(at, {"is", ",", ":", "uh", "um"})


def _named(tokens: Tokens, at: int, sure: float) -> list[Found]:
    last = at
    while last < len(tokens) and last - at < LONGEST and _could_be(tokens, last):
        last += 1
    spelled = tokens.skip(at, [token.text for token in tokens[at : at + 12] if token.letter], 12)
    if spelled - at >= SHORTEST_REPEATED:
        last = spelled
    if last == at:
        return []
    sure += FOR_CAPITALS * all(token.capital for token in tokens[at:last])
    sure += FOR_GIVEN * (tokens.word(at) in GIVEN)
    return [tokens.found("name", at, last, min(0.95, round(sure, 2)))]


def _titled(tokens: Tokens, at: int) -> list[Found]:
    name = tokens.skip(at + 1, {"."}, 1)
    if not _could_be(tokens, name) or (tokens[at].capital and not tokens[name].capital):
        return []
    last = _surname(tokens, name + 1)
    return [tokens.found("name", at, last, 0.9 if tokens[name].capital else 0.7)]


def _spelled_title(tokens: Tokens, at: int) -> bool:
    """ "miss" is also a verb, and "doctor" who has no name is nobody."""
    return tokens.word(at) == "miss" and tokens.word(at - 1) in (
        "to",
        "i",
        "you",
        "we",
        "don't",
        "will",
        "not",
    )


def _surname(tokens: Tokens, at: int) -> int:
    """The token after a family name, where one stands here."""
    follows = at < len(tokens) and _could_be(tokens, at) and tokens[at].capital == tokens[at - 1].capital
    if not follows:
        return at
    if tokens[at].capital:
        return (
            _surname(tokens, at + 1)
            if tokens.word(at + 1) not in STOP and at + 1 < len(tokens) and tokens[at + 1].capital
            else at + 1
        )
    return at


def _could_be(tokens: Tokens, at: int) -> bool:
    word = tokens.word(at)
    return word.replace("'", "").isalpha() and len(word) > 1 and word not in STOP and word not in NOT_NAMES


def _like_the_rest(tokens: Tokens, at: int) -> bool:
    """With a capital, or in a text that has none."""
    if tokens[at].capital:
        return True
    around = tokens[max(0, at - 30) : at + 30]
    return not any(
        token.capital and token.text not in ("i", "i'm", "i'll", "i've", "i'd") for token in around
    )
