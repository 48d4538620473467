"""How long text was waited for: what a session said and when in, seconds out."""

from typing import Protocol

import numpy as np

from activities.transcript import Word
from realtime.agreement import plain
from realtime.events import Event, Final, Partial, SpeechEnd


class Told(Protocol):
    """What one session said, and when; `begins`: when its first sample was spoken."""

    begins: float
    said: list[tuple[float, Event]]


def finals(played: Told) -> list[Final]:
    return [event for _, event in played.said if isinstance(event, Final)]


def final_latencies(played: Told) -> list[float]:
    """Seconds from the moment at which the endpoint is known to the final."""
    found, ends = [], [when for when, event in played.said if isinstance(event, SpeechEnd)]
    for when, event in played.said:
        if isinstance(event, Final):
            before = [end for end in ends if end <= when and end - played.begins >= event.end - 0.5]
            found += [when - before[0]] if before else []
    return found


def interim_latencies(played: Told) -> list[float]:
    """Seconds from a word's end to the first event that shows it in its place."""
    found: list[float] = []
    shown: list[tuple[float, list[str]]] = []
    for when, event in played.said:
        if isinstance(event, Partial):
            shown.append((when, [plain(Word(text=text, start=0, end=0)) for text in event.text.split()]))
        elif isinstance(event, Final):
            shown.append((when, [plain(word) for word in event.words]))
            for at, word in enumerate(event.words):
                seen = next(time for time, texts in shown if texts[at : at + 1] == [plain(word)])
                found.append(seen - played.begins - word.end)
            shown = []
    return found


def latencies_by_audio(played: Told, silence: float) -> list[float]:
    """Seconds from the moment at which so much silence has been spoken to the final."""
    ends = [event.time for _, event in played.said if isinstance(event, SpeechEnd)]
    return [
        when - played.begins - silence - min(ends, key=lambda end: abs(end - event.end))
        for when, event in played.said
        if isinstance(event, Final) and ends
    ]


def percentile(values: list[float], of: float) -> float:
    return float(np.percentile(values, of))
