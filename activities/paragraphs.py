"""Segments in, paragraphs out: a new one at a long pause and where another speaker takes over."""

from collections.abc import Sequence

from activities.transcript import Paragraph, Segment

PAUSE = 2.0  # seconds
LONGEST = 60.0  # seconds; longer ones end with their next segment


def paragraphs(segments: Sequence[Segment]) -> list[Paragraph]:
    groups: list[list[Segment]] = []
    for segment in segments:
        last = groups[-1] if groups else None
        if (
            last
            and segment.start - last[-1].end < PAUSE
            and segment.speaker == last[-1].speaker
            and segment.end - last[0].start <= LONGEST
        ):
            last.append(segment)
        else:
            groups.append([segment])
    return [
        Paragraph(start=group[0].start, end=group[-1].end, segments=[segment.id or "" for segment in group])
        for group in groups
    ]
