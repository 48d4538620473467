"""Samples of any rate in, samples at 16 kHz out, without a click where one frame ends and the next begins."""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from activities.audio import SAMPLE_RATE, Samples

LAYOUTS = {1: "mono", 2: "stereo"}


class Resampler:
    """FFmpeg's; its filter remembers the end of the frame before, and holds back about a millisecond."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._channels = channels
        self._pushed = 0  # samples
        self._resampler = AudioResampler("flt", LAYOUTS[channels], SAMPLE_RATE)

    def push(self, samples: Samples) -> Samples:
        """Shape (channels, samples), in and out."""
        if self._rate == SAMPLE_RATE or not samples.shape[1]:
            return samples
        packed = np.ascontiguousarray(samples.T.reshape(1, -1), np.float32)
        frame = AudioFrame.from_ndarray(packed, format="flt", layout=LAYOUTS[self._channels])
        frame.sample_rate, frame.time_base, frame.pts = self._rate, Fraction(1, self._rate), self._pushed
        self._pushed += samples.shape[1]
        return self._joined(self._resampler.resample(frame))

    def finish(self) -> Samples:
        """What was held back. Nothing may be pushed afterwards."""
        if not self._pushed:
            return np.zeros((self._channels, 0), np.float32)
        return self._joined(self._resampler.resample(None))

    def _joined(self, frames: Iterable[AudioFrame]) -> Samples:
        packed = [frame.to_ndarray().ravel() for frame in frames]
        flat = np.concatenate(packed) if packed else np.zeros(0, np.float32)
        return flat.astype(np.float32, copy=False).reshape(-1, self._channels).T
