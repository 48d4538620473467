"""What CTranslate2 found in a window in, words in time order inside the window out."""

import zlib
from collections.abc import Iterator
from typing import Any

from activities.engines.streaming import NO_SPACES
from activities.transcript import Word

LOOPS = 2.2  # how well text compresses that goes round in circles
PHRASE, REPEATS = 3, 3  # words, and how often they come on end in a circle
# Punctuation belongs to the word after, or before.
OPENING, CLOSING = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"  # noqa: RUF001
CUT_OFF = " .…-—"  # what Whisper ends with when it is interrupted


def to_words(timed: list[dict[str, Any]], seconds: float, language: str, *, whole: bool) -> list[Word]:
    """Words that would begin after the window's end were made up. `whole`: nobody was interrupted."""
    from faster_whisper.transcribe import merge_punctuations

    merge_punctuations(timed, OPENING, CLOSING)
    words = list(_in_order(_put_together(timed, language), seconds))
    if words and not whole:
        last = words[-1].text.rstrip(CUT_OFF)
        words[-1:] = [words[-1].model_copy(update={"text": last})] if last else []
    return words


def loops(text: str) -> bool:
    """Whether it says the same again and again."""
    words, data = text.casefold().split(), text.encode()
    phrases = (words[at : at + PHRASE * REPEATS] for at in range(len(words) - PHRASE * REPEATS + 1))
    circles = any(phrase == phrase[:PHRASE] * REPEATS for phrase in phrases)
    return circles or len(data) / len(zlib.compress(data)) > LOOPS


def _put_together(timed: list[dict[str, Any]], language: str) -> Iterator[dict[str, Any]]:
    """Pieces that no space divides are one word: well-known."""
    word: dict[str, Any] = {}
    for piece in timed:
        if word and language not in NO_SPACES and not piece["word"].startswith(" "):
            end = piece["end"] if piece["word"] else word["end"]
            word = word | {"word": word["word"] + piece["word"], "end": end}
            continue
        if word:
            yield word
        word = piece
    if word:
        yield word


def _in_order(timed: Iterator[dict[str, Any]], seconds: float) -> Iterator[Word]:
    after = 0.0
    for found in timed:
        text = found["word"].strip()
        if not text or found["start"] >= seconds:
            continue
        start = max(after, float(found["start"]))
        after = min(seconds, max(start, float(found["end"])))
        yield Word(
            text=text,
            start=round(start, 3),
            end=round(after, 3),
            confidence=round(min(1.0, float(found["probability"])), 4),
        )
