"""Runs in the limited process: the bytes of one upload in, as they are asked for, its samples out."""

import io
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

from activities.audio import Unreadable
from activities.decode import Decoder
from activities.decoding.wire import MOST_BYTES, Array, Broken, Wire, packed
from activities.remote_file import RemoteFile

AHEAD = 1 << 18  # bytes of the upload that are asked for at once
TOGETHER = 1 << 16  # bytes of samples that go into one message

Open = Callable[[BinaryIO], AbstractContextManager[Decoder]]
Stream = Callable[[Decoder], tuple[dict[str, Any], Iterator[Array]]]  # what is to be known first, and samples


class Distant(RemoteFile):
    """The file, which lies on the other side."""

    def __init__(self, wire: Wire, size: int) -> None:
        super().__init__(size)
        self._wire = wire

    def piece(self, at: int, wanted: int) -> bytearray:
        self._wire.send({"is": "read", "at": at, "size": wanted})
        _, content = self._wire.receive()
        return content


def serve(connection: socket.socket, opened: Open, streams: dict[str, Stream]) -> None:
    """One conversation, from the size of the upload to its last sample."""
    wire = Wire(connection, tick=None)
    asked, _ = wire.receive()
    try:
        with opened(io.BufferedReader(Distant(wire, asked["size"]), AHEAD)) as decoder:
            wire.send({"is": "facts", "facts": facts(decoder)})
            asked, _ = wire.receive()
            begin, arrays = streams[asked["stream"]](decoder)
            wire.send({"is": "begin", "begin": begin})
            for arrays_together in together(arrays):
                wire.send(*packed(arrays_together))
            wire.send({"is": "end", "damaged_packets": decoder.damaged_packets})
    except Broken:
        pass  # whoever asked has lost interest
    except MemoryError:
        wire.send({"is": "error", "type": "MemoryError", "message": ""})
    except Unreadable as error:
        wire.send({"is": "error", "type": type(error).__name__, "message": str(error)[:1000]})
    except Exception as error:  # the edge of a process
        wire.send({"is": "error", "type": "Exception", "message": f"{type(error).__name__}: {error}"[:1000]})


def facts(decoder: Decoder) -> dict[str, Any]:
    return {
        "container": decoder.container,
        "codec": decoder.codec,
        "channels": decoder.channels,
        "sample_rate": decoder.sample_rate,
        "duration": decoder.duration,
        "begins": decoder.begins,
    }


def together(arrays: Iterator[Array]) -> Iterator[list[Array]]:
    """Small ones in one message: a decoder's frames are some milliseconds long."""
    waiting, size = list[Array](), 0
    for array in arrays:
        if array.nbytes > MOST_BYTES:
            raise Unreadable("the audio has more channels at a higher sample rate than is handled")
        if waiting and (size + array.nbytes > TOGETHER or array.dtype != waiting[0].dtype):
            yield waiting
            waiting, size = [], 0
        waiting.append(array)
        size += array.nbytes
    if waiting:
        yield waiting
