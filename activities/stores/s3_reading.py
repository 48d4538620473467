"""An object as a seekable file: what is asked for is fetched, and some of what follows it."""

from collections.abc import Callable
from dataclasses import dataclass

from activities.remote_file import RemoteFile
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


class ObjectReader(RemoteFile):
    """Holds at most WINDOWS times MOST bytes, or the one piece that was asked for."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        super().__init__(size)
        self._fetch = fetch
        self._windows: list[Window] = []  # the last one used last

    def piece(self, at: int, wanted: int) -> bytes:
        window = self._window(wanted)
        first = at - window.start
        return window.content[first : first + wanted]

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
