"""A transcript in, speaker turns out: when each one speaks, told from whose words these are."""

from activities.transcript import SpeakerTurn, Transcript
from api.exports.atoms import words

PAUSE = 0.5  # seconds; a longer one parts two turns of the same speaker
LEAST = 0.01  # seconds: a turn that takes no time is refused by those who score


def turns(transcript: Transcript) -> list[SpeakerTurn]:
    """In the order of their starts. Words of nobody are in no turn."""
    said = sorted(
        (word.start, max(word.end, word.start + LEAST), speaker)
        for segment in transcript.segments
        for word in words(segment)
        if (speaker := word.speaker or segment.speaker)
    )
    found: list[tuple[float, float, str]] = []
    latest: dict[str, int] = {}  # where in `found` each speaker's last turn is
    for start, end, speaker in said:
        at = latest.get(speaker)
        if at is not None and start - found[at][1] <= PAUSE:
            found[at] = (found[at][0], max(end, found[at][1]), speaker)
        else:
            latest[speaker] = len(found)
            found.append((start, end, speaker))
    return [SpeakerTurn(start=start, end=end, speaker=speaker) for start, end, speaker in found]
