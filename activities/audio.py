"""What goes in: mono float32 samples at 16 kHz, read from our own WAV files without reading all of them."""

import wave
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
FULL_SCALE = np.float32(32768)

Samples = NDArray[np.float32]


class Unreadable(Exception):
    """There is no audio to be had from the upload. Says why, for people."""


class UnsupportedFormat(Unreadable):
    """The upload is not audio or video at all."""


class TooLong(Unreadable):
    """More audio than this server accepts."""


@dataclass(frozen=True)
class Audio:
    samples: Samples
    sample_rate: int = SAMPLE_RATE

    @property
    def duration(self) -> float:
        return len(self.samples) / self.sample_rate

    def cut(self, start: float, end: float) -> "Audio":
        """A stretch of it, in seconds."""
        first, last = (round(at * self.sample_rate) for at in (start, end))
        return Audio(self.samples[max(0, first) : last], self.sample_rate)


def read_wav(file: BinaryIO, start: float = 0.0, end: float | None = None) -> Audio:
    """A stretch of a 16-bit mono WAV file, in seconds; only its bytes are read."""
    with wave.open(file) as wav:
        rate, frames = wav.getframerate(), wav.getnframes()
        first = min(frames, max(0, round(start * rate)))
        last = frames if end is None else min(frames, round(end * rate))
        wav.setpos(first)
        pcm = wav.readframes(max(0, last - first))
    return Audio(np.frombuffer(pcm, "<i2").astype(np.float32) / FULL_SCALE, rate)


@dataclass(frozen=True)
class Recording:
    """Prepared audio that is read stretch by stretch, so that ten hours need no more memory than a minute."""

    open: Callable[[], BinaryIO]
    duration: float  # seconds

    def read(self, start: float, end: float) -> Audio:
        with self.open() as file:
            return read_wav(file, start, end)


def to_pcm(samples: Samples) -> bytes:
    """16-bit little-endian, clipped rather than wrapped around."""
    return (np.clip(samples, -1.0, 1.0) * np.float32(32767)).astype("<i2").tobytes()
