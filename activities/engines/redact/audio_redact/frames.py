"""An upload in, its samples out in every channel at its own rate, block by block.

What it may be and what time it keeps are decided by activities.decode, so times are those of the transcript.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from activities.audio import Unreadable
from activities.decode import CLOCKED, GAP, LONGEST_GAP, RATES, Decoder

Block = NDArray[Any]  # int16 or int32, shape (samples, channels)
WIDE = ("s32", "s32p", "flt", "fltp", "dbl", "dblp", "s64", "s64p")  # more than 16 bits
PLAIN = ("pcm_", "flac", "alac", "wavpack", "tta", "ape")  # codecs that keep every bit


@dataclass(frozen=True)
class Shape:
    """How samples are kept on their way."""

    rate: int  # Hz
    channels: int
    format: str  # s16, or s32 for what has more bits to lose

    @property
    def dtype(self) -> type[np.int16] | type[np.int32]:
        return np.int16 if self.format == "s16" else np.int32

    @property
    def full_scale(self) -> float:
        return float(np.iinfo(self.dtype).max)


class Frames:
    """The shape is that of the first frame; later ones that differ are converted to it."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._frames = decoder.frames()
        self._first = next(self._frames, None)
        if self._first is None:
            raise Unreadable("the file has an audio track but no sound can be decoded from it")
        if self._first.sample_rate not in RATES:
            raise Unreadable(f"the audio claims a sample rate of {self._first.sample_rate} Hz")
        exact = decoder.codec.startswith(PLAIN) and self._first.format.name in WIDE
        self.shape = Shape(self._first.sample_rate, self._first.layout.nb_channels, "s32" if exact else "s16")
        self._clock = 0.0  # seconds of the upload so far
        self._resampler: AudioResampler | None = None
        self._seen: tuple[str, str, int] | None = None

    def blocks(self) -> Iterator[Block]:
        frame: AudioFrame | None = self._first
        while frame is not None:
            if gap := self._gap(frame):
                yield from self._flushed()
                yield from self._silence(gap)
            yield from self._converted(frame)
            self._clock += frame.samples / frame.sample_rate
            frame = next(self._frames, None)
        yield from self._flushed()

    def _gap(self, frame: AudioFrame) -> float:
        if frame.time is None or self._decoder.container.partition(",")[0] not in CLOCKED:
            return 0.0
        gap = frame.time - self._decoder.begins - self._clock
        return gap if GAP < gap < LONGEST_GAP else 0.0

    def _silence(self, seconds: float) -> Iterator[Block]:
        self._clock += seconds
        left = round(seconds * self.shape.rate)
        while left:
            length = min(left, self.shape.rate)
            yield np.zeros((length, self.shape.channels), self.shape.dtype)
            left -= length

    def _converted(self, frame: AudioFrame) -> Iterator[Block]:
        seen = (frame.format.name, frame.layout.name, frame.sample_rate)
        if seen != self._seen:
            if frame.sample_rate not in RATES:
                raise Unreadable(f"the audio claims a sample rate of {frame.sample_rate} Hz")
            yield from self._flushed()
            self._seen = seen
            self._resampler = AudioResampler(self.shape.format, frame.layout.name, self.shape.rate)
        assert self._resampler is not None
        for converted in self._resampler.resample(frame):
            yield self._fitted(converted)

    def _flushed(self) -> Iterator[Block]:
        if self._resampler is not None:
            for converted in self._resampler.resample(None):
                yield self._fitted(converted)
        self._resampler, self._seen = None, None

    def _fitted(self, frame: AudioFrame) -> Block:
        """The channels of the first frame: missing ones are silent, further ones are left out."""
        found = frame.to_ndarray().reshape(frame.samples, frame.layout.nb_channels)
        block: Block = np.zeros((frame.samples, self.shape.channels), self.shape.dtype)
        shared = min(found.shape[1], self.shape.channels)
        block[:, :shared] = found[:, :shared]
        return block


def own_stream(decoder: Decoder) -> tuple[dict[str, Any], Iterator[Block]]:
    """The shape, and blocks."""
    frames = Frames(decoder)
    return asdict(frames.shape), frames.blocks()
