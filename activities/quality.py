"""Does a chunk's transcription look right? Speech and words in, reasons for doubt out."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from activities.chunks import Chunk, Region
from activities.transcript import Segment, Word

Reason = Literal["speech_missing", "looping", "impossible_word_rate"]

UNHEARD = 2.0  # seconds of speech on end without a word near it: Whisper has skipped something
NEAR = 0.5  # seconds; word times are no better than that
LOOP_RATIO = 2.4  # Whisper's own bound on how well the text may compress (OpenAI, whisper/transcribe.py)
REPEATS = 4  # times the same three words may come in a row of a chunk
FASTEST = 35.0  # characters a second; the fastest speakers of any language stay below 25
PHRASE = 3  # words


def doubts(chunk: Chunk, segments: Sequence[Segment]) -> list[Reason]:
    """Why a chunk should be decoded again; word times are seconds from the start of the recording."""
    words = [word for segment in segments for word in segment.words]
    found: list[Reason] = []
    if any(stretch.duration > UNHEARD for stretch in unheard(chunk, words)):
        found.append("speech_missing")
    if _loops(segments, words):
        found.append("looping")
    if _too_fast(chunk, segments):
        found.append("impossible_word_rate")
    return found


def unheard(chunk: Chunk, words: Sequence[Word]) -> list[Region]:
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


def transcribed_seconds(chunk: Chunk, words: Sequence[Word]) -> float:
    """Seconds of speech that have words."""
    return max(0.0, chunk.speech_seconds - sum(stretch.duration for stretch in unheard(chunk, words)))


def better(chunk: Chunk, first: Sequence[Segment], second: Sequence[Segment]) -> bool:
    """Whether the second decoding is to be preferred: fewer doubts, then more of the speech."""

    def standing(segments: Sequence[Segment]) -> tuple[int, float]:
        words = [word for segment in segments for word in segment.words]
        return -len(doubts(chunk, segments)), transcribed_seconds(chunk, words)

    return standing(second) > standing(first)


def _loops(segments: Sequence[Segment], words: Sequence[Word]) -> bool:
    if any(segment.decoding and segment.decoding.compression_ratio > LOOP_RATIO for segment in segments):
        return True
    plain = [re.sub(r"\W", "", word.text).casefold() for word in words]
    phrases = Counter(tuple(plain[at : at + PHRASE]) for at in range(len(plain) - PHRASE + 1))
    return any(count > REPEATS for count in phrases.values())


def _too_fast(chunk: Chunk, segments: Sequence[Segment]) -> bool:
    characters = sum(len(segment.text) for segment in segments)
    return characters > FASTEST * max(chunk.speech_seconds, 1.0)
