"""Channels of a call in, the same with each speaker on their own channel only out."""

import numpy as np
from numpy.typing import NDArray

from activities.audio import Samples

FRAME = 320  # samples, 20 ms
WEAKER = 10 ** (-15 / 20)  # a channel so much weaker than another carries that other's bleed-through
HOLD = 0.85  # of a level is left after another frame: a word's loud parts cover its soft ones (0.3 s)


class Bleed:
    """Mutes a channel while another is so much louder that it must be what is heard on both."""

    def __init__(self) -> None:
        self._held: NDArray[np.float32] = np.zeros(0, np.float32)  # levels of the frames before
        self._gains: NDArray[np.float32] = np.zeros(0, np.float32)

    def gate(self, planes: Samples) -> Samples:
        """Shape (channels, samples), in and out."""
        if len(self._held) != len(planes):
            self._held = np.zeros(len(planes), np.float32)
            self._gains = np.ones(len(planes), np.float32)
        gated = planes.copy()
        for at in range(0, planes.shape[1], FRAME):
            frame = gated[:, at : at + FRAME]
            before, self._gains = self._gains, self._judge(frame)
            frame *= np.linspace(before, self._gains, frame.shape[1], axis=1, dtype=np.float32)
        return gated

    def _judge(self, frame: Samples) -> NDArray[np.float32]:
        levels = np.sqrt(np.mean(np.square(frame), axis=1))
        self._held = np.maximum(levels, HOLD * self._held)
        gains: NDArray[np.float32] = (self._held >= WEAKER * self._held.max()).astype(np.float32)
        return gains
