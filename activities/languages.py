"""Which language is spoken when: a chunk in, its stretches of one language each out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from activities.audio import Audio
from activities.chunks import Chunk, Region, pieces
from activities.engines import Language, Transcriber
from activities.transcript import Segment

ENOUGH = 3.0  # seconds of audio; less does not tell a language
SURE = 0.6  # below it a stretch is taken to be in the language of its chunk


@dataclass(frozen=True)
class Spoken:
    region: Region
    language: Language


def spoken(chunk: Chunk, audio: Audio, engine: Transcriber) -> list[Spoken]:
    """Languages change at pauses. A chunk in one language is one stretch, all of it."""
    main = engine.identify([audio])
    parts = _long_enough(pieces(chunk))
    if len(parts) < 2:
        return [Spoken(Region(start=chunk.start, end=chunk.end), main)]
    heard = [engine.identify([audio.cut(part.start - chunk.start, part.end - chunk.start)]) for part in parts]
    languages = [one if (one.confidence or 0) >= SURE else main for one in heard]
    runs = groupby(zip(parts, languages, strict=True), key=lambda found: found[1].code)
    found = [_joined([part for part, _ in run], code, languages) for code, run in runs]
    return found if len(found) > 1 else [Spoken(Region(start=chunk.start, end=chunk.end), found[0].language)]


def most_spoken(segments: Iterable[Segment], heard: Sequence[Language]) -> Language:
    """The language of most seconds, as sure as it was where it was heard."""
    seconds: dict[str, float] = {}
    for segment in segments:
        if segment.language:
            seconds[segment.language] = seconds.get(segment.language, 0.0) + segment.end - segment.start
    if not seconds:
        return next((language for language in heard if language.code), Language(None))
    return _average(max(seconds, key=lambda code: seconds[code]), heard)


def _average(code: str | None, heard: Sequence[Language]) -> Language:
    sure = [one.confidence for one in heard if one.code == code and one.confidence is not None]
    return Language(code, round(sum(sure) / len(sure), 4) if sure else None)


def _joined(parts: Sequence[Region], code: str | None, languages: Sequence[Language]) -> Spoken:
    return Spoken(Region(start=parts[0].start, end=parts[-1].end), _average(code, languages))


def _long_enough(parts: Sequence[Region]) -> list[Region]:
    """Short ones together with what follows, or at the end with what is before."""
    found: list[Region] = []
    for part in parts:
        if found and (found[-1].duration < ENOUGH or (part is parts[-1] and part.duration < ENOUGH)):
            found[-1] = Region(start=found[-1].start, end=part.end)
        else:
            found.append(part)
    return found
