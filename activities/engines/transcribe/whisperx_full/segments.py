"""What WhisperX answers in, segments out."""

import math
from collections.abc import Iterator
from typing import Any

from activities.transcript import Segment, Word


def to_segments(found: list[dict[str, Any]], language: str, duration: float) -> Iterator[Segment]:
    """WhisperX's segments, in time order, each inside the audio and around its words."""
    after = 0.0
    for one in sorted(found, key=lambda one: float(one["start"])):
        start = _inside(one["start"], after, duration)
        end = _inside(one["end"], start, duration)
        words = _words(one.get("words", []), start, end)
        after = max(end, words[-1].end if words else end)
        yield Segment(
            text=one["text"].strip(),
            start=round(start, 3),
            end=round(after, 3),
            words=words,
            language=language,
            confidence=_confidence(one.get("avg_logprob")),
        )


def _words(found: list[dict[str, Any]], start: float, end: float) -> list[Word]:
    """A word that the aligner could not place (a number, a sign) lies between its neighbours."""
    words, after = [], start
    for index, word in enumerate(found):
        following = [later["start"] for later in found[index + 1 :] if "start" in later]
        begin = _inside(word.get("start", after), after, end)
        after = _inside(word.get("end", following[0] if following else end), begin, end)
        words.append(
            Word(
                text=word["word"].strip(),
                start=round(begin, 3),
                end=round(after, 3),
                confidence=_share(word.get("score")),
            )
        )
    return words


def _inside(time: float, start: float, end: float) -> float:
    return max(start, min(float(time), end))


def _share(score: float | None) -> float | None:
    return None if score is None else round(max(0.0, min(1.0, float(score))), 4)


def _confidence(logprob: float | None) -> float | None:
    return None if logprob is None else _share(math.exp(logprob))
