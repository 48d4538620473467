"""A transcript in, NIST's time-marked conversation file out: a line a word."""

from activities.transcript import Transcript, Word
from api.exports.atoms import words
from api.exports.characters import field


def ctm(transcript: Transcript, recording: str) -> str:
    """`recording`: what the lines call it. A word without confidence has no such field."""
    channels = {speaker.id: speaker.channel or 0 for speaker in transcript.speakers}
    said = [
        (channels.get(word.speaker or segment.speaker or "", 0) + 1, word)
        for segment in transcript.segments
        for word in words(segment)
    ]
    said.sort(key=lambda found: (found[0], found[1].start))
    return "".join(_line(recording, channel, word) for channel, word in said)


def _line(recording: str, channel: int, word: Word) -> str:
    text = field(word.text)
    if not text:
        return ""
    sure = "" if word.confidence is None else f" {min(1.0, max(0.0, word.confidence)):.4f}"
    return f"{recording} {channel} {word.start:.3f} {max(0.0, word.end - word.start):.3f} {text}{sure}\n"
