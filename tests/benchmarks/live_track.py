"""Recordings one after another for live sessions, and when each of their words ends."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from activities.audio import SAMPLE_RATE, Audio, Samples
from activities.engines.align.phoneme_align.engine import PhonemeAlign
from activities.transcript import Segment
from tests.benchmarks.corpus import Utterance
from tests.benchmarks.live_shown import Spoken, plain

PAUSE = 1.0  # seconds between two recordings
TAIL = 5.0  # seconds of silence at the end, in which servers may finish


@dataclass(frozen=True)
class Recording:
    reference: str
    samples: Samples
    words: list[Spoken]


@dataclass(frozen=True)
class Track:
    samples: Samples
    spoken: list[Spoken]
    references: list[str]
    starts: list[float]  # seconds, of its recordings
    numbers: list[int]  # which recordings they are


def recordings(corpus: list[Utterance]) -> list[Recording]:
    """Their words are timed by the aligner, which is told what is said."""
    aligner = PhonemeAlign(None, Path())
    found = []
    for utterance in corpus:
        samples = utterance.samples()
        text = Segment(text=utterance.reference.lower(), start=0.0, end=len(samples) / SAMPLE_RATE)
        aligned = aligner.align(Audio(samples), [text], "en")
        words = [
            Spoken(said, word.end, 0)
            for segment in aligned
            for word in segment.words
            for said in plain(word.text)
        ]
        found.append(Recording(utterance.reference, samples, words))
    return found


def track(corpus: list[Recording], first: int, seconds: float) -> Track:
    """Begins with another recording each time; whole ones only, until it is long enough."""
    pause = np.zeros(round(PAUSE * SAMPLE_RATE), np.float32)
    made = Track(pause, [], [], [], [])
    sounds, length = [pause], len(pause)
    while length <= seconds * SAMPLE_RATE:
        number = (first + len(made.numbers)) % len(corpus)
        recording, start = corpus[number], length / SAMPLE_RATE
        place = len(made.starts)
        made.spoken.extend(Spoken(word.text, start + word.end, place) for word in recording.words)
        made.references.append(recording.reference)
        made.starts.append(start)
        made.numbers.append(number)
        sounds += [recording.samples, pause]
        length += len(recording.samples) + len(pause)
    sounds.append(np.zeros(round(TAIL * SAMPLE_RATE), np.float32))
    return Track(np.concatenate(sounds), made.spoken, made.references, made.starts, made.numbers)


def tracks(corpus: list[Recording], many: int, seconds: float) -> list[Track]:
    return [track(corpus, first, seconds) for first in range(many)]
