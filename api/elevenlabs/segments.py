"""A transcript in, the same divided where a format's options say."""

from collections.abc import Sequence

from activities.transcript import Paragraph, Segment, Transcript, Word
from api.elevenlabs.wishes import Format
from api.spoken import Token, groups, tokens


def divided(transcript: Transcript, format: Format) -> Transcript:
    """Segments end where another speaks, at a silence, and before one gets too long; each is a paragraph."""
    if not format.divides:
        return transcript

    def ends(group: Sequence[Token], between: Sequence[Token], token: Token) -> bool:
        return _ends(group, between, token, format)

    found = enumerate(groups(tokens(transcript), ends), start=1)
    segments = [_segment(number, group) for number, group in found]
    paragraphs = [
        Paragraph(start=segment.start, end=segment.end, segments=[segment.id or ""]) for segment in segments
    ]
    return transcript.model_copy(update={"segments": segments, "paragraphs": paragraphs})


def _ends(group: Sequence[Token], between: Sequence[Token], token: Token, format: Format) -> bool:
    silence, duration = format.segment_on_silence_longer_than_s, format.max_segment_duration_s
    most = format.max_segment_chars
    return (
        token.speaker != group[-1].speaker
        or (silence is not None and token.start - group[-1].end > silence)
        or (duration is not None and token.end - group[0].start > duration)
        or (most is not None and sum(len(part.text) for part in (*group, *between, token)) > most)
    )


def _segment(number: int, group: Sequence[Token]) -> Segment:
    words = [
        Word(
            text=token.text,
            start=token.start,
            end=token.end,
            confidence=token.confidence,
            speaker=token.speaker,
        )
        for token in group
        if token.kind == "word"
    ]
    return Segment(
        id=f"seg_{number:04d}",
        text="".join(token.text for token in group),
        start=group[0].start,
        end=max(word.end for word in words),
        words=words,
        speaker=group[0].speaker,
    )
