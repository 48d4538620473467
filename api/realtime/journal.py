"""What the client has sent and a worker may still need: audio since the last final, and its commands."""

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from activities.live import LEAD_IN
from api.realtime.query import Wish

MARGIN = 60.0  # seconds of audio that may be waiting beside the longest utterance


@dataclass(frozen=True)
class Entry:
    start: int  # byte of the session's audio that it begins with, or comes before
    audio: bytes = b""
    command: dict[str, Any] | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.audio)


class Journal:
    """`position`: the moment at which its audio begins."""

    def __init__(self, wish: Wish, position: int = 0) -> None:
        self.wish = wish
        self.options = wish.heard  # as they were where its audio begins
        self.settled = position / wish.sample_rate  # seconds
        self._entries: deque[Entry] = deque()
        self._end = position * wish.frame  # bytes
        self._start = self._end
        self._sent = 0  # entries that the present worker has
        self._most = (wish.max_utterance_seconds + MARGIN) * wish.rate  # bytes
        self._changed = asyncio.Event()

    @property
    def position(self) -> int:
        """The moment that a new worker would begin with."""
        return self._start // self.wish.frame

    @property
    def seconds(self) -> float:
        """Of audio, since the session began."""
        return self._end / self.wish.rate

    def had(self, audio: bytes, settled: float) -> None:
        """Begin with what the present worker has heard already, when there was another journal."""
        if audio:
            self._entries.append(Entry(self._end, audio))
            self._end += len(audio)
            self._sent = 1
        self.settled = settled

    async def add(self, *, audio: bytes = b"", command: dict[str, Any] | None = None) -> None:
        """Waits while it is full."""
        while audio and self._end - self._start > self._most:
            await self._change()
        self._entries.append(Entry(self._end, audio, command))
        self._end += len(audio)
        self._changed.set()

    async def next(self) -> Entry:
        """What the present worker has not got yet."""
        while self._sent >= len(self._entries):
            await self._change()
        return self._entries[self._sent]

    def sent(self, entry: Entry) -> None:
        if self._sent < len(self._entries) and self._entries[self._sent] is entry:
            self._sent += 1

    def settle(self, seconds: float) -> None:
        """What is before that is not needed any more."""
        self.settled = max(self.settled, seconds)
        byte = max(0, int((seconds - LEAD_IN) * self.wish.sample_rate)) * self.wish.frame
        while self._sent and self._entries[0].end <= byte:
            self._forget(self._entries.popleft())
            self._sent -= 1
        if self._sent and (first := self._entries[0]).start < byte:
            self._entries[0] = replace(first, start=byte, audio=first.audio[byte - first.start :])
        self._start = self._entries[0].start if self._entries else self._end
        self._changed.set()

    def rewind(self) -> None:
        """A new worker has nothing of it."""
        self._sent = 0
        if self._entries and (odd := -self._start % self.wish.frame):  # it begins with a whole moment
            first = self._entries[0]
            self._entries[0] = replace(first, start=first.start + odd, audio=first.audio[odd:])
            self._start += odd
        self._changed.set()

    def _forget(self, entry: Entry) -> None:
        if entry.command and entry.command["type"] == "config":
            changes = {name: value for name, value in entry.command.items() if name != "type"}
            self.options = self.options | changes

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()
