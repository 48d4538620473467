"""AudioSet taggers: a recording in, the sounds in it that are not speech out."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Recording, Samples
from activities.engines import Beat, ModelUnavailable
from activities.engines.detect.panns_events.kinds import KINDS
from activities.engines.detect.panns_events.panns import Panns
from activities.engines.detect.panns_events.silence import silent
from activities.engines.detect.panns_events.yamnet import YamNet
from activities.engines.weights import weights
from activities.transcript import Event

WINDOW, HOP = 2, 1  # seconds
MARGIN = (WINDOW - HOP) / 2  # of a window, at either end, for which its neighbours speak
# Windows that are read and looked at together: many small steps would each have to wait for Python's lock,
# which decoders and aligners of the same worker want too.
BLOCK = 60
GAP = 1.0  # seconds: events of one kind that are no further apart are one
SILENCE = "silence"


class Tagger(Protocol):
    numbers: tuple[list[int], ...]  # the tagger's own class numbers of each of KINDS

    def scores(self, samples: Samples, windows: Sequence[slice]) -> NDArray[np.float32]:
        """A probability for each class in each window of the samples. Shape (windows, classes)."""
        ...


class PannsEvents:
    def __init__(self, model: str, models: Path, *, device: str = "cpu", threads: int = 1, **_: Any) -> None:
        self.tagger = tagger(weights(model, models), device, threads)

    def detect(self, recording: Recording, beat: Beat) -> list[Event]:
        running: dict[str, Run] = {}
        found: list[Run] = []
        for block in blocks(recording):
            for window, kinds in zip(block.windows, self.heard(block), strict=True):
                for kind, score in kinds.items():
                    if kind not in running or window.start - running[kind].end > GAP:
                        running[kind] = Run(kind, window.start)
                        found.append(running[kind])
                    running[kind].extend(window.end, score)
            beat(block.windows[-1].end)
        return [run.event() for run in sorted(found, key=lambda run: (run.start, run.kind))]

    def heard(self, block: "Block") -> list[dict[str, float]]:
        """The kinds in each window, each with how sure it is."""
        slices = [window.samples for window in block.windows]
        quiet = silent(block.samples, slices)
        loud = [window for window, nothing in zip(slices, quiet, strict=True) if not nothing]
        scores = iter(self.tagger.scores(block.samples, loud) if loud else ())
        return [{SILENCE: 1.0} if nothing else self._kinds(next(scores)) for nothing in quiet]

    def _kinds(self, scores: NDArray[np.float32]) -> dict[str, float]:
        found = {
            kind: 1 - float(np.prod(1 - scores[numbers]))
            for kind, numbers in zip(KINDS, self.tagger.numbers, strict=True)
        }
        return {kind.type: score for kind, score in found.items() if score >= kind.threshold}


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

    samples: slice  # of the block
    start: float
    end: float


@dataclass(frozen=True)
class Block:
    samples: Samples
    windows: list[Window]


def blocks(recording: Recording) -> Iterator[Block]:
    """The first and the last window speak for the ends of the recording too; the last may be short."""
    count = max(1, math.ceil((recording.duration - WINDOW) / HOP) + 1) if recording.duration > 0 else 0
    for first in range(0, count, BLOCK):
        numbers = range(first, min(first + BLOCK, count))
        samples = recording.read(first * HOP, numbers[-1] * HOP + WINDOW).samples
        windows = []
        for number in numbers:
            at = (number - first) * HOP * SAMPLE_RATE
            start = number * HOP + MARGIN if number else 0.0
            end = (number + 1) * HOP + MARGIN if number + 1 < count else recording.duration
            windows.append(Window(slice(at, min(at + WINDOW * SAMPLE_RATE, len(samples))), start, end))
        yield Block(samples, windows)


def tagger(directory: Path, device: str, threads: int) -> Tagger:
    if onnx := sorted(directory.glob("*.onnx")):
        return YamNet(onnx[0], threads)
    if checkpoints := sorted(directory.glob("*.pth")):
        return Panns(checkpoints[0], device)
    raise ModelUnavailable(f"{directory} holds neither a YAMNet (.onnx) nor a CNN14 of PANNs (.pth)")
