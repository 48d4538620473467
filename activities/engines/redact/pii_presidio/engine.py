"""Personal data in a transcript in, entities with times out. Presidio with spaCy's English model, and rules
for how numbers, e-mail addresses and names are spoken. Needs the pii extra."""

import threading
from pathlib import Path
from typing import Any

from activities.engines.redact.pii_presidio.addresses import emails, ips
from activities.engines.redact.pii_presidio.cues import Cues
from activities.engines.redact.pii_presidio.dates import dates
from activities.engines.redact.pii_presidio.digits import Digits
from activities.engines.redact.pii_presidio.entities import CATEGORIES, resolved
from activities.engines.redact.pii_presidio.iban import ibans
from activities.engines.redact.pii_presidio.names import names, repeated
from activities.engines.redact.pii_presidio.ner import Presidio
from activities.engines.redact.pii_presidio.numbers import numerals, runs
from activities.engines.redact.pii_presidio.places import places
from activities.engines.redact.pii_presidio.timeline import Timeline
from activities.engines.redact.pii_presidio.tokens import Found, Tokens
from activities.transcript import Entity, Segment

MINIMUM = 0.5  # confidence


class PiiPresidio:
    def __init__(self, model: str, models: Path, **_: Any) -> None:
        self.presidio = Presidio(model, models)
        self._lock = threading.Lock()  # spaCy's pipeline is not made for threads

    def find(self, segments: list[Segment], types: list[str] | None, language: str | None) -> list[Entity]:
        timeline = Timeline(segments)
        tokens = Tokens(timeline.text)
        found = _spoken(tokens)
        if (language or "en").split("-")[0].lower() == "en":
            with self._lock:
                found += self.presidio.find(timeline, tokens)
            found += names(tokens)
            found += repeated(tokens, found)
        wanted = CATEGORIES if types is None else set(types)
        sure = [one for one in found if one.confidence >= MINIMUM]
        return [_entity(timeline, one) for one in resolved(sure, timeline.text) if one.type in wanted]


def _spoken(tokens: Tokens) -> list[Found]:
    said, cues = numerals(tokens), Cues(tokens)
    groups = list(runs(tokens, said))
    return [
        *emails(tokens, said),
        *ips(tokens, said),
        *ibans(tokens, said, cues),
        *dates(tokens, said, cues),
        *places(tokens, groups, cues),
        *Digits(tokens, groups, cues).found(),
    ]


def _entity(timeline: Timeline, found: Found) -> Entity:
    heard = timeline.between(found.start, found.end)
    return Entity(
        type=found.type,
        category=CATEGORIES[found.type],
        text=timeline.text[found.start : found.end],
        start=min(place.start for place in heard),
        end=max(place.end for place in heard),
        start_char=found.start,
        end_char=found.end,
        confidence=round(found.confidence, 2),
        speaker=heard[0].speaker,
    )
