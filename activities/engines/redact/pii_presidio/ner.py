"""Presidio's analyzer around spaCy's English model: names and places in running text out.

Only recognizers that need no network are registered: the one for e-mail fetches a list of domains.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from activities.engines import ModelUnavailable, torchaudio_on_cpu
from activities.engines.redact.pii_presidio.names import NOT_NAMES, TITLES
from activities.engines.redact.pii_presidio.timeline import Timeline
from activities.engines.redact.pii_presidio.tokens import Found, Token, Tokens
from activities.engines.redact.pii_presidio.words import GIVEN, PLACES, STOP
from activities.engines.weights import weights

TYPES = {"PERSON": "name", "LOCATION": "location", "IP_ADDRESS": "ip", "IBAN_CODE": "iban"}
NER = ("PERSON", "LOCATION")
IGNORED = (
    "CARDINAL ORDINAL QUANTITY PERCENT MONEY PRODUCT WORK_OF_ART LANGUAGE EVENT LAW FAC ORG NORP DATE TIME"
)
BLOCK = 5_000  # characters at a time
MODEL = "en-core-web-sm"


class Presidio:
    def __init__(self, model: str, models: Path) -> None:
        try:
            with suppress(ImportError):
                torchaudio_on_cpu.ensure()  # Presidio imports transformers, and that torchaudio
            from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
            from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
            from presidio_analyzer.predefined_recognizers import IbanRecognizer, IpRecognizer, SpacyRecognizer
        except ImportError as error:
            raise ModelUnavailable("finding personal data needs `pip install 'dalston[pii]'`") from error
        nlp = SpacyNlpEngine(
            models=[{"lang_code": "en", "model_name": str(weights(model or MODEL, models))}],
            ner_model_configuration=NerModelConfiguration(labels_to_ignore=IGNORED),
        )
        registry = RecognizerRegistry([SpacyRecognizer(), IpRecognizer(), IbanRecognizer()])
        self.analyzer = AnalyzerEngine(registry=registry, nlp_engine=nlp, supported_languages=["en"])

    def find(self, timeline: Timeline, tokens: Tokens) -> list[Found]:
        text = _with_capitals(timeline.text, tokens)
        by_start = {token.start: at for at, token in enumerate(tokens)}
        by_end = {token.end: at + 1 for at, token in enumerate(tokens)}
        found = []
        for start, end in _blocks(timeline):
            for result in self.analyzer.analyze(text[start:end], "en", entities=list(TYPES)):
                first = by_start.get(start + result.start)
                last = by_end.get(start + result.end)
                if first is None or last is None:
                    continue
                first, last = _trimmed(tokens, first, last, result.entity_type)
                if first < last:
                    score = 0.75 if result.entity_type in NER else result.score
                    found.append(tokens.found(TYPES[result.entity_type], first, last, score))
        return found


def _blocks(timeline: Timeline) -> Iterator[tuple[int, int]]:
    """Stretches of whole segments; spaCy's memory grows with the length of a text."""
    start = 0
    for border, after in pairwise([*timeline.borders, len(timeline.text)]):
        if after - start > BLOCK and border > start:
            yield start, border
            start = border
    yield start, len(timeline.text)


def _with_capitals(text: str, tokens: Tokens) -> str:
    """The same text with given names and places in capitals, which the model goes by."""
    letters = list(text)
    for token in tokens:
        if token.text in GIVEN or token.text in PLACES or token.text in TITLES:
            letters[token.start] = letters[token.start].upper()
    return "".join(letters)


def _trimmed(tokens: Tokens, first: int, last: int, type: str) -> tuple[int, int]:
    """Without the greeting before and the verb after that the model likes to take along."""
    if type not in NER:
        return first, last
    while first < last and not _proper(tokens[first], type):
        first += 1
    while first < last and not _proper(tokens[last - 1], type):
        last -= 1
    return first, last


def _proper(token: Token, type: str) -> bool:
    if type == "LOCATION":
        return token.text not in STOP or token.raw.isdecimal()
    known = token.text in GIVEN or token.capital
    return known and token.text not in STOP and token.text not in NOT_NAMES and len(token.raw) > 1
