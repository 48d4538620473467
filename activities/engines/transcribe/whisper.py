"""What every engine with a Whisper model shares: its names of languages, and what a segment is made of."""

import math
from collections.abc import Collection, Iterable
from typing import Any

from activities.engines import UnknownLanguage
from activities.transcript import Decoding, Segment, Word

BEAM = 5
SHORTEST = 0.1  # seconds; word timing fails with an IndexError on audio of a frame or two
# Whisper's names for languages that BCP 47 calls otherwise.
WHISPERS = {"jv": "jw", "nb": "no"}
OURS = {"jw": "jv"}


def whispers_code(language: str, supported: Collection[str]) -> str:
    """Whisper's code of a BCP 47 tag. Raises UnknownLanguage."""
    primary = language.split("-")[0].lower()
    code = WHISPERS.get(primary, primary)
    if code not in supported:
        known = ", ".join(sorted(supported))
        raise UnknownLanguage(f"this model does not know {language!r}; it has {known}")
    return code


def segment_of(found: Any, language: str, duration: float) -> Segment:
    """A segment as Whisper's implementations give it, its times in order and inside the audio."""
    words = _words(found.words or [], duration)
    return Segment(
        text=found.text.strip(),
        start=words[0].start if words else _ms(min(found.start, duration)),
        end=words[-1].end if words else _ms(min(found.end, duration)),
        words=words,
        language=language,
        confidence=round(min(1.0, math.exp(found.avg_logprob)), 4),
        decoding=Decoding(
            avg_logprob=found.avg_logprob,
            compression_ratio=found.compression_ratio,
            no_speech_prob=found.no_speech_prob,
            temperature=found.temperature or 0.0,
            tokens=found.tokens,
        ),
    )


def _words(found: Iterable[Any], duration: float) -> list[Word]:
    words, after = [], 0.0
    for word in found:
        start = min(max(after, word.start), duration)
        after = min(max(start, word.end), duration)
        words.append(
            Word(
                text=word.word.strip(),
                start=_ms(start),
                end=_ms(after),
                confidence=round(float(word.probability), 4),
            )
        )
    return words


def _ms(seconds: float) -> float:
    return round(float(seconds), 3)
