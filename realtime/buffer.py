"""The audio of one channel that may still be needed: samples in at the end, stretches of them out."""

import numpy as np

from activities.audio import SAMPLE_RATE, Samples


class AudioBuffer:
    """Times are seconds from the first sample ever pushed."""

    def __init__(self) -> None:
        self._held = np.zeros(SAMPLE_RATE, np.float32)
        self._first = 0  # number of the first sample held
        self._count = 0  # held

    @property
    def seconds(self) -> float:
        """Of audio held."""
        return self._count / SAMPLE_RATE

    def push(self, samples: Samples) -> None:
        needed = self._count + len(samples)
        if needed > len(self._held):
            self._held = np.concatenate([self._held[: self._count], np.zeros(needed, np.float32)])
        self._held[self._count : needed] = samples
        self._count = needed

    def cut(self, start: float, end: float) -> Samples:
        """A copy of a stretch, as far as it is held."""
        first, last = (min(self._count, max(0, round(at * SAMPLE_RATE) - self._first)) for at in (start, end))
        return self._held[first:last].copy()

    def forget(self, before: float) -> None:
        """Let go of the oldest; once in a while, so that it costs little."""
        old = round(before * SAMPLE_RATE) - self._first
        if old > SAMPLE_RATE and old * 2 > self._count:
            old = min(old, self._count)
            self._held = self._held[old : self._count].copy()
            self._first += old
            self._count -= old
