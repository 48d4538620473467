"""AudioSet taggers: a recording in, the sounds in it that are not speech out."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from activities.audio import Audio, Recording, Samples
from activities.engines import Beat, ModelUnavailable
from activities.engines.detect.panns_events.kinds import KINDS
from activities.engines.detect.panns_events.panns import Panns
from activities.engines.detect.panns_events.silence import is_silent
from activities.engines.detect.panns_events.yamnet import YamNet
from activities.engines.weights import weights
from activities.transcript import Event

WINDOW, HOP = 2, 1  # seconds
MARGIN = (WINDOW - HOP) / 2  # of a window, at either end, for which its neighbours speak
BLOCK = 60  # windows whose audio is read at once
GAP = 1.0  # seconds: events of one kind that are no further apart are one
SILENCE = "silence"


class Tagger(Protocol):
    numbers: tuple[list[int], ...]  # the tagger's own class numbers of each of KINDS

    def scores(self, samples: Samples) -> NDArray[np.float32]:
        """A probability for each class in one window."""
        ...


class PannsEvents:
    def __init__(self, model: str, models: Path, *, device: str = "cpu", threads: int = 1, **_: Any) -> None:
        self.tagger = tagger(weights(model, models), device, threads)

    def detect(self, recording: Recording, beat: Beat) -> list[Event]:
        running: dict[str, Run] = {}
        found: list[Run] = []
        for window in windows(recording):
            for kind, score in self.heard(window.audio.samples):
                if kind not in running or window.start - running[kind].end > GAP:
                    running[kind] = Run(kind, window.start)
                    found.append(running[kind])
                running[kind].extend(window.end, score)
            beat(window.end)
        return [run.event() for run in sorted(found, key=lambda run: (run.start, run.kind))]

    def heard(self, samples: Samples) -> Iterator[tuple[str, float]]:
        """The kinds in a window, each with how sure it is."""
        if is_silent(samples):
            yield SILENCE, 1.0
            return
        scores = self.tagger.scores(samples)
        for kind, numbers in zip(KINDS, self.tagger.numbers, strict=True):
            score = 1 - float(np.prod(1 - scores[numbers]))
            if score >= kind.threshold:
                yield kind.type, score


@dataclass
class Run:
    """An event that may go on."""

    kind: str
    start: float
    end: float = 0.0
    scores: float = 0.0  # their sum
    windows: int = 0

    def extend(self, end: float, score: float) -> None:
        self.end = end
        self.scores += score
        self.windows += 1

    def event(self) -> Event:
        return Event(
            type=self.kind,
            start=round(self.start, 3),
            end=round(self.end, 3),
            confidence=round(self.scores / self.windows, 4),
        )


@dataclass(frozen=True)
class Window:
    """Two seconds that are listened to, and the second in their middle that they speak for."""

    audio: Audio
    start: float
    end: float


def windows(recording: Recording) -> Iterator[Window]:
    """The first and the last speak for the ends of the recording too; the last may be short."""
    count = max(1, math.ceil((recording.duration - WINDOW) / HOP) + 1) if recording.duration > 0 else 0
    for block in range(0, count, BLOCK):
        audio = recording.read(block * HOP, (block + BLOCK) * HOP + WINDOW)
        for number in range(block, min(block + BLOCK, count)):
            heard = audio.cut((number - block) * HOP, (number - block) * HOP + WINDOW)
            start = number * HOP + MARGIN if number else 0.0
            end = (number + 1) * HOP + MARGIN if number + 1 < count else recording.duration
            yield Window(heard, start, end)


def tagger(directory: Path, device: str, threads: int) -> Tagger:
    if onnx := sorted(directory.glob("*.onnx")):
        return YamNet(onnx[0], threads)
    if checkpoints := sorted(directory.glob("*.pth")):
        return Panns(checkpoints[0], device)
    raise ModelUnavailable(f"{directory} holds neither a YAMNet (.onnx) nor a CNN14 of PANNs (.pth)")
