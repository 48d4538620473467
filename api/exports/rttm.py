"""A transcript in, NIST's Rich Transcription Time Marked out: a line a speaker turn, for those who score."""

from collections import Counter

from activities.transcript import Transcript
from api.exports.characters import field
from api.exports.cues import labels
from api.exports.turns import turns


def rttm(transcript: Transcript, recording: str) -> str:
    """`recording`: what the lines call it. Empty where speakers are not known."""
    names = _fields(labels(transcript))
    channels = {speaker.id: speaker.channel or 0 for speaker in transcript.speakers}
    lines = []
    for turn in turns(transcript):
        name = names.get(turn.speaker) or field(turn.speaker)
        when = f"{turn.start:.3f} {turn.end - turn.start:.3f}"
        channel = channels.get(turn.speaker, 0) + 1
        lines.append(f"SPEAKER {recording} {channel} {when} <NA> <NA> {name} <NA> <NA>\n")
    return "".join(lines)


def _fields(names: dict[str, str]) -> dict[str, str]:
    """Each speaker's name as one field; the id where two would have the same."""
    fields = {id: field(name) for id, name in names.items()}
    seen = Counter(fields.values())
    return {id: name if name and seen[name] == 1 else field(id) for id, name in fields.items()}
