"""An object as a seekable file: what is asked for is fetched, and some of what follows it."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from activities.stores import Unavailable

LEAST, MOST = 64 << 10, 4 << 20  # bytes fetched at once: little after a seek, then twice as much each time
WINDOWS = 4  # places that are read in turn, as in a film whose sound and picture lie apart

Fetch = Callable[[int, int], bytes]  # first byte, and the one behind the last


@dataclass
class Window:
    start: int
    content: bytes
    ahead: int  # bytes to fetch next

    @property
    def end(self) -> int:
        return self.start + len(self.content)


class ObjectReader(io.RawIOBase):
    """Holds at most WINDOWS times MOST bytes, or the one piece that was asked for."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self._fetch, self._size = fetch, size
        self._at = 0
        self._windows: list[Window] = []  # the last one used last

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError(f"there is no byte {start + offset}")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # Buffer, in 3.12
        wanted = min(len(buffer), max(0, self._size - self._at))
        if not wanted:
            return 0
        window = self._window(wanted)
        first = self._at - window.start
        piece = window.content[first : first + wanted]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _window(self, wanted: int) -> Window:
        """One that has the next byte."""
        for window in self._windows:
            if window.start <= self._at < window.end:
                break
        else:
            window = self._fetched(wanted)
        self._windows = [*(other for other in self._windows if other is not window)][1 - WINDOWS :]
        self._windows.append(window)
        return window

    def _fetched(self, wanted: int) -> Window:
        before = next((window for window in self._windows if window.end == self._at), None)
        ahead = before.ahead if before else LEAST
        if before:
            self._windows.remove(before)
        end = min(self._size, self._at + max(wanted, ahead))
        content = self._fetch(self._at, end)
        if not content:
            raise Unavailable(f"byte {self._at} of {self._size} is missing")
        return Window(self._at, content, min(MOST, 2 * ahead))
