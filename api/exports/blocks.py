"""A transcript in, blocks for readers out: what one speaker says before another does, in paragraphs."""

from dataclasses import dataclass

from activities.transcript import Segment, Transcript
from api.exports.characters import writable


@dataclass(slots=True)
class Block:
    speaker: str | None  # id
    start: float  # seconds
    paragraphs: list[str]


def blocks(transcript: Transcript, include_speakers: bool) -> list[Block]:
    """A block a speaker; a block a paragraph where speakers are not known or not wanted."""
    apart = include_speakers and any(segment.speaker for segment in transcript.segments)
    paragraph = {id: n for n, found in enumerate(transcript.paragraphs) for id in found.segments}
    found: list[Block] = []
    last: Segment | None = None
    for segment in transcript.segments:
        text = " ".join(writable(segment.text).split())
        if not text:
            continue
        same = last is not None and paragraph.get(last.id or "") == paragraph.get(segment.id or "")
        if last and (segment.speaker == last.speaker if apart else same):
            _append(found[-1].paragraphs, text, same)
        else:
            found.append(Block(segment.speaker if apart else None, segment.start, [text]))
        last = segment
    return found


def _append(paragraphs: list[str], text: str, same: bool) -> None:
    if same:
        paragraphs[-1] += f" {text}"
    else:
        paragraphs.append(text)
