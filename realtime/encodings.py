"""Bytes as they come from the wire in, float32 samples out; frames may end in the middle of a sample."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from activities.audio import FULL_SCALE, Samples
from realtime.options import Encoding

DTYPES = {"pcm_s16le": "<i2", "pcm_f32le": "<f4", "mulaw": "u1", "alaw": "u1"}


class Unpacker:
    """One stream of interleaved samples."""

    def __init__(self, encoding: Encoding, channels: int) -> None:
        self._encoding = encoding
        self._channels = channels
        self._size = np.dtype(DTYPES[encoding]).itemsize * channels  # bytes of one moment
        self._rest = b""  # the beginning of a moment

    def push(self, frame: bytes) -> Samples:
        """Shape (channels, samples); within ±1 whatever the bytes are."""
        data = self._rest + frame
        whole = len(data) - len(data) % self._size
        self._rest = data[whole:]
        values = np.frombuffer(data[:whole], DTYPES[self._encoding])
        return self._samples(values).reshape(-1, self._channels).T

    def clear(self) -> None:
        self._rest = b""

    def _samples(self, values: NDArray[np.generic]) -> Samples:
        if self._encoding == "pcm_f32le":
            with np.errstate(invalid="ignore"):
                return np.clip(np.nan_to_num(values.astype(np.float32)), -1.0, 1.0)
        if self._encoding == "pcm_s16le":
            return values.astype(np.float32) / FULL_SCALE
        table = _mulaw() if self._encoding == "mulaw" else _alaw()
        return table[values.astype(np.intp)]


@cache
def _mulaw() -> Samples:
    """ITU-T G.711 µ-law."""
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 15
    magnitude = (((mantissa << 3) + 0x84) << exponent) - 0x84
    return (np.where(code & 0x80, -magnitude, magnitude) / FULL_SCALE).astype(np.float32)


@cache
def _alaw() -> Samples:
    """ITU-T G.711 A-law."""
    code = np.arange(256, dtype=np.int32) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, code & 15
    magnitude = np.where(
        exponent == 0, (mantissa << 4) + 8, ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0)
    )
    return (np.where(code & 0x80, magnitude, -magnitude) / FULL_SCALE).astype(np.float32)
