"""An upload in, its samples out, as from activities.decode, but decoded in a process that is limited.

What goes wrong there is the upload's fault where it must be: nobody tries it again.
"""

import io
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from pydantic import ValidationError

from activities.audio import Samples, TooLong, Unreadable, UnsupportedFormat
from activities.decoding.limits import PROBING, Limits
from activities.decoding.processes import PROCESSES, Process, Processes
from activities.decoding.wire import Array, Broken, unpacked
from activities.transcript import Noun

REFUSALS = {refusal.__name__: refusal for refusal in (Unreadable, UnsupportedFormat, TooLong)}
CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGSYS}
MOST_READ = 1 << 20  # bytes of an upload that are handed over at once


class DecoderFailed(Exception):
    """The decoding process ended, or makes no sense: that may have nothing to do with the upload."""


class Facts(Noun):
    """What an upload is."""

    container: str
    codec: str
    channels: int
    sample_rate: int  # Hz
    duration: float | None  # seconds, as the container claims
    begins: float  # seconds on the container's clock


class Upload:
    """One that is being decoded, once, from beginning to end."""

    def __init__(self, file: BinaryIO, process: Process, limits: Limits) -> None:
        self._file, self._process, self._limits = file, process, limits
        self.damaged_packets = 0
        self._say({"size": file.seek(0, io.SEEK_END)})
        message, _ = self._heard("facts")
        try:
            self.facts = Facts.model_validate(message.get("facts"))
        except ValidationError as error:
            raise Broken("facts that are none") from error

    def blocks(self) -> Iterator[Samples]:
        """Mono float32 at 16 kHz."""
        _, blocks = self.stream("mono")
        return blocks

    def planes(self) -> Iterator[Samples]:
        """All channels, float32 at 16 kHz, shape (channels, samples)."""
        _, planes = self.stream("planes")
        return planes

    def stream(self, name: str) -> tuple[dict[str, Any], Iterator[Array]]:
        """What a stream says of itself, and its samples."""
        self._say({"stream": name})
        message, _ = self._heard("begin")
        begin = message.get("begin")
        if not isinstance(begin, dict):
            raise Broken("a stream that says nothing of itself")
        return begin, self._arrays()

    def _arrays(self) -> Iterator[Array]:
        while True:
            message, content = self._heard("samples", "end")
            if message["is"] == "end":
                self.damaged_packets = whole_number(message, "damaged_packets")
                return
            yield from unpacked(message, content)

    def _say(self, message: dict[str, Any]) -> None:
        self._process.wire.send(message)

    def _heard(self, *kinds: str) -> tuple[dict[str, Any], bytearray]:
        """The next message; the process is given the bytes that it asks for until then."""
        while True:
            message, content = self._process.wire.receive()
            kind = message.get("is")
            if kind == "read":
                self._file.seek(whole_number(message, "at"))
                self._process.wire.send({}, self._file.read(min(MOST_READ, whole_number(message, "size"))))
            elif kind == "error":
                raise self._refusal(message)
            elif kind in kinds:
                return message, content
            else:
                raise Broken(f"{str(kind)[:40]!r} where {' or '.join(kinds)} was to come")

    def _refusal(self, message: dict[str, Any]) -> Exception:
        kind, text = str(message.get("type")), str(message.get("message"))
        if kind == "MemoryError":
            return Unreadable(f"decoding the file takes more than {self._limits.memory >> 20} MB of memory")
        if kind in REFUSALS:
            return REFUSALS[kind](text)
        return DecoderFailed(text)


@contextmanager
def open_upload(file: BinaryIO, limits: Limits, processes: Processes = PROCESSES) -> Iterator[Upload]:
    """Raises Unreadable, UnsupportedFormat or DecoderFailed, also while samples are read."""
    process = processes.start(limits)
    try:
        yield Upload(file, process, limits)
    except Broken as error:
        raise end_of(process.fate(), limits, error) from error
    finally:
        process.end()


def probe(file: BinaryIO) -> Facts:
    """What an upload is, after decoding its first moments. Raises Unreadable or UnsupportedFormat."""
    with open_upload(file, PROBING) as upload:
        for _ in upload.stream("probe")[1]:
            pass
        return upload.facts


def whole_number(message: dict[str, Any], name: str) -> int:
    """Raises Broken."""
    value = message.get(name)
    if not isinstance(value, int) or value < 0:
        raise Broken(f"{name} is no number")
    return value


def end_of(fate: int | None, limits: Limits, error: Exception) -> Exception:
    """Why a process ended in the middle of an upload."""
    if fate == -signal.SIGXCPU:
        return Unreadable(f"decoding the file takes more than {limits.cpu_seconds} s of computing")
    if fate and -fate in CRASHES:
        name = signal.Signals(-fate).name
        return Unreadable(
            f"the decoder broke off in the middle of the file ({name}), which is damaged or made to do harm"
        )
    return DecoderFailed(f"the decoding process ended (status {fate}): {error}")
