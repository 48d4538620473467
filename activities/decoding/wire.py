"""What a decoding process and its worker say to each other: some JSON, and samples or bytes of a file.

No pickles: whoever has broken into a decoder must not be able to reach further.
"""

import json
import socket
import struct
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

ORDER = struct.Struct("<QQ")  # to the process that forks: seconds of computing, bytes of memory
HERE = b"+"  # what it answers
FATE = struct.Struct("<i")  # and in the end: exit status, or minus the signal
HEAD = struct.Struct("<II")  # bytes of JSON, bytes that follow it
MOST_JSON, MOST_BYTES = 1 << 16, 1 << 26
TYPES = {"float32": "<f4", "int16": "<i2", "int32": "<i4"}
TICK = 0.5  # seconds after which a waiting thread looks up, so that it can be interrupted
SILENCE = 300.0  # seconds for which nothing is heard of a process that is alive

Array = NDArray[Any]


class Broken(Exception):
    """The other side is gone, or says what nobody understands."""


class Wire:
    """One end. Both ends speak in turn.

    `tick`: None in a process that may hold no more files: poll() would count them, and nobody interrupts it.
    """

    def __init__(self, connection: socket.socket, tick: float | None = TICK) -> None:
        if tick:
            connection.settimeout(tick)
        self._connection = connection

    def send(self, message: dict[str, Any], content: bytes | memoryview = b"") -> None:
        """Raises Broken."""
        text = json.dumps(message).encode()
        for piece in (HEAD.pack(len(text), len(content)) + text, content):
            self._put(memoryview(piece))

    def receive(self) -> tuple[dict[str, Any], bytearray]:
        """Raises Broken."""
        json_size, size = HEAD.unpack(self._take(HEAD.size))
        if json_size > MOST_JSON or size > MOST_BYTES:
            raise Broken(f"a message of {json_size} and {size} bytes")
        text, content = self._take(json_size), self._take(size)
        try:
            message = json.loads(bytes(text))
        except ValueError as error:
            raise Broken("a message that is no JSON") from error
        if not isinstance(message, dict):
            raise Broken("a message that is no object")
        return message, content

    def close(self) -> None:
        self._connection.close()

    def _put(self, left: memoryview) -> None:
        began = time.monotonic()
        while left:
            try:
                left = left[self._connection.send(left) :]
            except TimeoutError:
                self._lose_patience(began)
            except OSError as error:
                raise Broken("the other side does not listen any more") from error

    def _take(self, size: int) -> bytearray:
        content, at, began = bytearray(size), 0, time.monotonic()
        while at < size:
            try:
                count = self._connection.recv_into(memoryview(content)[at:])
            except TimeoutError:
                self._lose_patience(began)
                continue
            except OSError as error:
                raise Broken("the other side has gone") from error
            if not count:
                raise Broken("the other side has gone")
            at += count
        return content

    def _lose_patience(self, since: float) -> None:
        if time.monotonic() - since > SILENCE:
            raise Broken(f"nothing was heard of the other side for {SILENCE:g} s")


def packed(arrays: Sequence[Array]) -> tuple[dict[str, Any], bytes]:
    """Arrays of one type, as a message."""
    name = str(arrays[0].dtype)
    content = b"".join(np.ascontiguousarray(array, TYPES[name]).tobytes() for array in arrays)
    return {"is": "samples", "type": name, "shapes": [array.shape for array in arrays]}, content


def unpacked(message: dict[str, Any], content: bytearray) -> list[Array]:
    """Raises Broken where the message does not fit its bytes."""
    try:
        dtype, at, found = np.dtype(TYPES[message["type"]]), 0, list[Array]()
        for shape in message["shapes"]:
            array = np.frombuffer(content, dtype, int(np.prod(shape, dtype=np.int64)), at).reshape(shape)
            found.append(array)
            at += array.nbytes
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Broken("samples that are none") from error
    return found
