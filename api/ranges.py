"""A Range header in, the bytes that it asks for out, as RFC 9110 has it."""

import re
from dataclasses import dataclass

ONE = re.compile(r"(\d*)\s*-\s*(\d*)")


@dataclass(frozen=True)
class Range:
    """Bytes [start, end) of `size`."""

    start: int
    end: int
    size: int

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


class Unsatisfiable(Exception):
    """The range begins behind the end."""


def requested(header: str | None, size: int) -> Range | None:
    """None: all of it, which also is the answer to what is no range of bytes, or several of them.

    Raises Unsatisfiable.
    """
    unit, _, asked = (header or "").partition("=")
    found = ONE.fullmatch(asked.strip())
    if unit.strip().lower() != "bytes" or not found or not asked.isascii() or asked.strip() == "-":
        return None
    first, last = (int(digits[:20]) if digits else None for digits in found.groups())
    if first is None:
        first, last = max(0, size - (last or 0)), None
    elif last is not None and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Range(first, size if last is None else min(last + 1, size), size)


def still_valid(if_range: str | None, etag: str) -> bool:
    """Whether a range may be answered to one who has a part already. A date says too little."""
    return if_range is None or if_range.strip() == etag


def matches(if_none_match: str | None, etag: str) -> bool:
    """Whether the client has it."""
    tags = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return etag in tags or tags == ["*"]
