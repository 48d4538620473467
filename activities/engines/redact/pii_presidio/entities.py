"""The types of personal data, and which of two findings that overlap counts."""

from typing import Literal

from activities.engines.redact.pii_presidio.tokens import Found

CATEGORIES: dict[str, Literal["pii", "phi", "pci"]] = {
    "name": "pii",
    "email": "pii",
    "phone": "pii",
    "ssn": "pii",
    "location": "pii",
    "date_of_birth": "pii",
    "ip": "pii",
    "credit_card_number": "pci",
    "cvv": "pci",
    "expiry": "pci",
    "iban": "pci",
    "account_number": "pci",
    "date": "phi",
}
# Where two overlap the stricter shape wins: an e-mail address holds names, an IBAN what looks like a card.
GAP = 3  # characters between two parts of one place: ", "
STRICT = ("email", "ip", "iban", "date_of_birth", "expiry", "location")


def resolved(found: list[Found], text: str) -> list[Found]:
    """In order, none overlapping; what two cover together stays covered."""
    clusters: list[list[Found]] = []
    end = 0
    for one in sorted(found, key=lambda one: one.start):
        if clusters and one.start <= end + GAP:
            clusters[-1].append(one)
        else:
            clusters.append([one])
        end = max(end, one.end)
    return [one for cluster in clusters for one in _settled(cluster, text)]


def _settled(found: list[Found], text: str) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=_weight):
        rivals = [other for other in kept if one.touches(other) or _continues(one, other, text)]
        if not rivals:
            kept.append(one)
            continue
        kept = [other for other in kept if other not in rivals]
        first = rivals[0]
        covered = [one, *rivals]
        start, end = min(each.start for each in covered), max(each.end for each in covered)
        kept.append(Found(first.type, start, end, max(each.confidence for each in covered)))
    return sorted(kept, key=lambda one: one.start)


def _weight(found: Found) -> tuple[bool, float, int]:
    return found.type not in STRICT, -found.confidence, found.start - found.end


def _continues(one: Found, other: Found, text: str) -> bool:
    """Parts of one place: "22 Oak Street", "Boston"."""
    first, second = sorted((one, other), key=lambda each: each.start)
    return one.type == other.type == "location" and text[first.end : second.start].strip(" ,") == ""
