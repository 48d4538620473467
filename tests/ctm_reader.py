"""CTM as NIST's scorers read it: `file channel start duration word [confidence]`, `;;` begins a comment."""

from typing import NamedTuple


class Line(NamedTuple):
    file: str
    channel: str
    start: float
    duration: float
    word: str
    confidence: float | None


def read(content: str) -> list[Line]:
    """Raises ValueError for what sclite refuses, files that are not sorted included."""
    lines = []
    for text in content.split("\n"):
        if not text or text.startswith(";;"):
            continue
        file, channel, start, duration, word, *rest = text.split()
        if len(rest) > 1:
            raise ValueError(f"more than six fields: {text}")
        line = Line(file, channel, float(start), float(duration), word, float(rest[0]) if rest else None)
        if line.start < 0 or line.duration < 0 or not 0 <= (line.confidence or 0) <= 1:
            raise ValueError(f"out of range: {text}")
        lines.append(line)
    if lines != sorted(lines, key=lambda line: line[:3]):
        raise ValueError("the lines are not in the order of file, channel and start")
    return lines
