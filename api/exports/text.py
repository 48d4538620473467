"""A transcript in, plain text out."""

from activities.transcript import Transcript
from api.exports.blocks import blocks
from api.exports.cues import labels


def txt(transcript: Transcript, include_speakers: bool) -> str:
    """A block a speaker where speakers are known and wanted; an empty line between paragraphs."""
    names = labels(transcript)
    found = []
    for block in blocks(transcript, include_speakers):
        text = "\n\n".join(block.paragraphs)
        found.append(f"{names.get(block.speaker, block.speaker)}: {text}" if block.speaker else text)
    return "\n\n".join(found) + "\n" if found else ""
