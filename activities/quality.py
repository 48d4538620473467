"""Does a chunk's transcription look right? Speech and words in, reasons for doubt out."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from activities.chunks import Chunk, Region
from activities.transcript import Segment, Word

Timed = Word | Segment

Reason = Literal["speech_missing", "looping", "impossible_word_rate", "not_transcribed"]

UNHEARD = 1.0  # seconds of speech on end without a word near it: Whisper has skipped something
NEAR = 0.4  # seconds; word times are no better than that
LOOP_RATIO = 2.4  # Whisper's own bound on how well the text may compress (OpenAI, whisper/transcribe.py)
REPEATS = 4  # times the same three words may come in one chunk
FASTEST = 35.0  # characters a second; the fastest speakers of any language stay below 25
PHRASE = 3  # words


def doubts(chunk: Chunk, segments: Sequence[Segment]) -> list[Reason]:
    """Why a chunk should be decoded again; word times are seconds from the start of the recording."""
    found: list[Reason] = []
    if any(stretch.duration > UNHEARD for stretch in unheard(chunk, heard(segments))):
        found.append("speech_missing")
    if _loops(segments):
        found.append("looping")
    if _too_fast(chunk, segments):
        found.append("impossible_word_rate")
    return found


def heard(segments: Sequence[Segment]) -> list[Timed]:
    """What was transcribed when: words, or whole segments of an engine that times no words."""
    return [timed for segment in segments for timed in (*segment.words,) or (segment,)]


def unheard(chunk: Chunk, words: Sequence[Timed]) -> list[Region]:
    """Stretches of speech with no word near them."""
    stretches = []
    for region in chunk.speech:
        at = region.start
        for word in words:
            if word.end + NEAR > at and word.start - NEAR < region.end:
                if word.start - NEAR > at:
                    stretches.append(Region(start=at, end=word.start - NEAR))
                at = max(at, word.end + NEAR)
        if at < region.end:
            stretches.append(Region(start=at, end=region.end))
    return stretches


def transcribed_seconds(chunk: Chunk, segments: Sequence[Segment]) -> float:
    """Seconds of speech that have words."""
    missing = sum(stretch.duration for stretch in unheard(chunk, heard(segments)))
    return max(0.0, chunk.speech_seconds - missing)


def better(chunk: Chunk, first: Sequence[Segment], second: Sequence[Segment]) -> bool:
    """Whether the second decoding is to be preferred: fewer doubts, then more of the speech."""

    def standing(segments: Sequence[Segment]) -> tuple[int, float]:
        return -len(doubts(chunk, segments)), transcribed_seconds(chunk, segments)

    return standing(second) > standing(first)


def _loops(segments: Sequence[Segment]) -> bool:
    if any(segment.decoding and segment.decoding.compression_ratio > LOOP_RATIO for segment in segments):
        return True
    plain = [re.sub(r"\W", "", word).casefold() for segment in segments for word in segment.text.split()]
    phrases = Counter(tuple(plain[at : at + PHRASE]) for at in range(len(plain) - PHRASE + 1))
    return any(count > REPEATS for count in phrases.values())


def _too_fast(chunk: Chunk, segments: Sequence[Segment]) -> bool:
    characters = sum(len(segment.text) for segment in segments)
    return characters > FASTEST * max(chunk.speech_seconds, 1.0)
