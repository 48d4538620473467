"""Transcripts that tests make up: a word a second."""

from collections.abc import Sequence
from typing import Any

from activities import channels
from activities.paragraphs import paragraphs
from activities.transcript import Cost, Entity, Quality, Segment, Transcript, Word


def segment(number: int, text: str, speaker: str | None, start: float, *, spaced: bool = True) -> Segment:
    words = [
        Word(text=word, start=start + at, end=start + at + 0.8, confidence=0.9, speaker=speaker)
        for at, word in enumerate(text.split())
    ]
    return Segment(
        id=f"seg_{number:04d}",
        text=text if spaced else "".join(text.split()),
        start=start,
        end=start + len(words),
        words=words,
        speaker=speaker,
        confidence=0.9,
    )


def transcript(segments: Sequence[Segment], entities: Sequence[Entity] = (), **fields: Any) -> Transcript:
    defaults = {
        "language": "en",
        "language_confidence": 1.0,
        "duration": 100.0,
        "channels": 1,
        "sample_rate": 16000,
        "text": " ".join(segment.text for segment in segments),
        "speakers": channels.speakers(segments, apart=False),
        "segments": list(segments),
        "entities": list(entities),
        "paragraphs": paragraphs(segments),
        "quality": Quality(speech_seconds=1, transcribed_seconds=1, redecoded_chunks=0, suspect=[]),
        "cost": Cost(engine_seconds=1, real_time_factor=1, queue_seconds=0, attempts=1, wasted_seconds=0),
        "stages": [],
    }
    return Transcript.model_validate({**defaults, **fields})


def entity(text: str, said: str, type: str = "name", **fields: Any) -> Entity:
    """The first place where a text says something."""
    at = text.index(said)
    known = {"type": type, "text": said, "start": 0.0, "end": 1.0}
    return Entity.model_validate({**known, "start_char": at, "end_char": at + len(said), **fields})
