"""The latest audio of a session, as it came: what the next worker would need, should this one die.

The API that fed it here may be gone by then; who comes instead is given a copy.
"""

from activities.live import LEAD_IN


class Kept:
    """`start`: the moment (sample of a channel) it begins with; `frame`: bytes of a moment."""

    def __init__(self, start: int, sample_rate: int, frame: int) -> None:
        self.start = start
        self._rate, self._frame = sample_rate, frame
        self._audio = bytearray()

    @property
    def end(self) -> int:
        """The moment up to which audio has come."""
        return self.start + len(self._audio) // self._frame

    @property
    def size(self) -> int:
        """Bytes, of whole moments."""
        return (self.end - self.start) * self._frame

    @property
    def audio(self) -> bytes:
        return bytes(memoryview(self._audio)[: self.size])

    def push(self, frame: bytes) -> None:
        self._audio += frame

    def settle(self, seconds: float) -> None:
        """What is before that is not needed any more; let go of once in a while, so that it costs little."""
        old = int((seconds - LEAD_IN) * self._rate) - self.start
        if old > self._rate:
            old = min(old, self.end - self.start)
            del self._audio[: old * self._frame]
            self.start += old
