"""A job in, what its decoder said of each segment out. Chunks keep it, the transcript does not."""

import zlib
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from math import log

from activities.index import Job
from activities.transcript import Decoding, Segment
from api import settled

FRAMES = 100  # a second; `seek` counts them
NEIGHBOURS = 2  # aligning moves segments a little, and channels are heard side by side


@dataclass(frozen=True)
class Decoded:
    start: float
    text: str
    seek: int  # where its chunk begins, in frames
    decoding: Decoding


Lookup = Callable[[Segment], Decoded]


def lookup(job: Job, temperature: float) -> Lookup:
    """For the segments of the job's transcript."""
    found = decoded(job, temperature)
    starts = [one.start for one in found]

    def of(segment: Segment) -> Decoded:
        at = bisect_right(starts, (segment.start + segment.end) / 2) - 1
        near = found[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
        same = [one for one in near if segment.text in one.text]
        if same:
            return min(same, key=lambda one: abs(one.start - segment.start))
        return found[at] if at >= 0 else neutral(segment, 0, temperature)

    return of


def decoded(job: Job, temperature: float) -> list[Decoded]:
    there = settled.once_ended(job)
    is_redacted = job.request.get("redact_text") or job.request.get("redact_audio")
    hidden: dict[str, list[int]] = {"tokens": []} if is_redacted else {}  # they spell what was said
    chunks = (there.chunk(number) for number in range(there.chunks))
    found = [
        Decoded(segment.start, segment.text, seek, segment.decoding.model_copy(update=hidden))
        if segment.decoding
        else neutral(segment, seek, temperature)
        for chunk in chunks
        for seek in [round(chunk.chunk.start * FRAMES)]
        for segment in chunk.segments
    ]
    return sorted(found, key=lambda one: one.start)


def neutral(segment: Segment, seek: int, temperature: float) -> Decoded:
    """Of an engine that says none of it; the client's type wants numbers."""
    return Decoded(
        segment.start,
        segment.text,
        seek,
        Decoding(
            avg_logprob=log(segment.confidence) if segment.confidence else 0.0,
            compression_ratio=compression_ratio(segment.text),
            no_speech_prob=0.0,
            temperature=temperature,
        ),
    )


def compression_ratio(text: str) -> float:
    """As Whisper reckons it."""
    content = text.encode()
    return len(content) / len(zlib.compress(content)) if content else 0.0
