"""Many channels in, one out, without losing what only some of them carry."""

import numpy as np
from numpy.typing import NDArray

from activities.audio import Samples

MEMORY = 0.98  # how much of what was heard before counts after another block (of about 1/16 s)
OPPOSED = -0.5  # correlation below which a channel is taken to be wired the wrong way round
SILENT = 1e-4  # power relative to the loudest channel below which a channel carries nothing (-40 dB)


class Downmix:
    """The mean of the channels that carry sound, opposed ones turned round first.

    Plain averaging turns phase-inverted stereo into silence and makes a recording with one live
    channel of eight eight times as quiet. Channel powers and their correlation with the loudest
    channel are followed over some seconds, so the decision seldom changes.
    """

    def __init__(self) -> None:
        self._products: NDArray[np.float64] = np.zeros((0, 0))
        self._before: Samples | None = None  # weights of the block before

    def mono(self, channels: Samples) -> Samples:
        """`channels` has shape (channels, samples)."""
        if len(channels) == 1:
            return np.ascontiguousarray(channels[0], np.float32)
        if len(self._products) != len(channels):
            self._products, self._before = np.zeros((len(channels), len(channels))), None
        self._products = MEMORY * self._products + (channels @ channels.T).astype(np.float64)
        before, self._before = self._before, self._weights()
        if before is None or np.array_equal(before, self._before):
            return self._before @ channels
        turned = np.linspace(0, 1, channels.shape[1], dtype=np.float32)  # a sudden change would click
        return (1 - turned) * (before @ channels) + turned * (self._before @ channels)

    def _weights(self) -> Samples:
        powers = self._products.diagonal()
        loudest = int(powers.argmax())
        heard = powers > SILENT * max(powers[loudest], 1e-12)
        if not heard.any():
            return np.full(len(powers), 1 / len(powers), np.float32)
        scale = np.sqrt(powers * powers[loudest]) + 1e-12
        signs = np.where(self._products[loudest] / scale < OPPOSED, -1.0, 1.0)
        signs *= signs[heard.argmax()]  # the first one heard stays upright, whichever is loudest just now
        weights: Samples = (signs * heard / heard.sum()).astype(np.float32)
        return weights
