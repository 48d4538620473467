"""Whether an upload is a WAV file of plain samples: then no decoder need be asked whether it can be heard.

By "Multimedia Programming Interface and Data Specifications 1.0" (IBM and Microsoft, 1991), chapter 3.
"""

import struct
from io import SEEK_END
from typing import BinaryIO

from activities.decode import RATES

HEAD = 4096  # bytes in which the samples must begin
CHUNK, FORMAT = struct.Struct("<4sI"), struct.Struct("<HHIIHH")
PCM = 1
CHANNELS, BITS = range(1, 9), (8, 16, 24, 32)


def is_plain_wav(file: BinaryIO) -> bool:
    """False: it may still be one, but of an odd kind, or not all there."""
    size = file.seek(0, SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    if head[:4] != b"RIFF" or head[8:16] != b"WAVEfmt ":
        return False
    at, frame = 12, 0
    while at + CHUNK.size + FORMAT.size <= len(head):
        name, length = CHUNK.unpack_from(head, at)
        at += CHUNK.size
        if name == b"data":
            return bool(0 < frame <= length <= size - at)
        if name == b"fmt ":
            frame = _frame(*FORMAT.unpack_from(head, at)) if length >= FORMAT.size else 0
        at += length + length % 2
    return False


def _frame(kind: int, channels: int, rate: int, bytes_a_second: int, frame: int, bits: int) -> int:
    """Bytes of a sample of all channels; 0 when it is not plain."""
    usual = kind == PCM and channels in CHANNELS and rate in RATES and bits in BITS
    return frame if usual and frame == channels * bits // 8 and bytes_a_second == rate * frame else 0
