"""What ElevenLabs calls kinds of entities, and how it marks those that were taken out of the text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from activities.transcript import Transcript
from api.errors import InvalidField

# Theirs, ours. The first one of ours is what answers say.
TYPES = {
    "name": "name",
    "person_name": "name",
    "email_address": "email",
    "email": "email",
    "phone_number": "phone",
    "phone": "phone",
    "ssn": "ssn",
    "location": "location",
    "location_address": "location",
    "dob": "date_of_birth",
    "date_of_birth": "date_of_birth",
    "date": "date",
    "ip_address": "ip",
    "ip": "ip",
    "credit_card": "credit_card_number",
    "credit_card_number": "credit_card_number",
    "cvv": "cvv",
    "credit_card_expiration": "expiry",
    "expiry": "expiry",
    "iban": "iban",
    "bank_account": "account_number",
    "account_number": "account_number",
}
THEIRS = {ours: theirs for theirs, ours in reversed(TYPES.items())}
CATEGORIES = {
    "pii": ("name", "email", "phone", "ssn", "location", "date_of_birth", "ip"),
    "pci": ("credit_card_number", "cvv", "expiry", "iban", "account_number"),
    "phi": ("date",),
}
MARK = re.compile(r"\[([A-Z_]+)\]")  # as redaction leaves it


def native(field: str, asked: Iterable[str]) -> list[str]:
    """Our types for what was asked; none for "all". Raises InvalidField."""
    found: dict[str, None] = {}
    for name in asked:
        if name == "all":
            return []
        if name not in TYPES and name not in CATEGORIES:
            raise InvalidField(
                f"{field}: {name[:40]!r} is not found here; accepted are all, {', '.join(CATEGORIES)}, "
                f"{', '.join(TYPES)}"
            )
        found |= dict.fromkeys(CATEGORIES.get(name) or (TYPES[name],))
    return list(found)


def marked(transcript: Transcript, mode: str) -> Transcript:
    """The same with their marks in place of ours: {REDACTED}, {ENTITY_TYPE} or {ENTITY_TYPE_N}."""
    ours = {(entity.redacted or "")[1:-1] for entity in transcript.entities}
    in_text, in_words = _writer(mode, ours), _writer(mode, ours)
    segments = []
    for segment in transcript.segments:
        words = [
            word.model_copy(update={"text": MARK.sub(in_words, word.text)}) if "[" in word.text else word
            for word in segment.words
        ]
        text = MARK.sub(in_text, segment.text)
        segments.append(segment.model_copy(update={"text": text, "words": words}))
    text = " ".join(segment.text for segment in segments)
    return transcript.model_copy(update={"segments": segments, "text": text, "entities": []})


def _writer(mode: str, ours: set[str]) -> Callable[[re.Match[str]], str]:
    seen: Counter[str] = Counter()

    def write(mark: re.Match[str]) -> str:
        if mark[1] not in ours:
            return mark[0]
        name = THEIRS.get(mark[1].lower(), mark[1]).upper()
        seen[name] += 1
        if mode == "redacted":
            return "{REDACTED}"
        return f"{{{name}}}" if mode == "entity_type" else f"{{{name}_{seen[name]}}}"

    return write
