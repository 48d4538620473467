"""How likely the engine thought each word: it knows words where OpenAI's models know tokens."""

from collections.abc import Iterable
from math import log

from pydantic import BaseModel

from activities.transcript import Segment, Word


class Logprob(BaseModel):
    token: str
    bytes: list[int]
    logprob: float


def logprobs(segments: Iterable[Segment]) -> list[Logprob] | None:
    """None: the engine does not say. A word of probability 0 has no logarithm and is left out."""
    return logprobs_of(word for segment in segments for word in segment.words)


def logprobs_of(said: Iterable[Word]) -> list[Logprob] | None:
    words = list(said)
    if not any(word.confidence is not None for word in words):
        return None
    return [_logprob(word, word.confidence) for word in words if word.confidence]


def _logprob(word: Word, confidence: float) -> Logprob:
    token = f" {word.text}"
    return Logprob(token=token, bytes=list(token.encode()), logprob=log(confidence))
