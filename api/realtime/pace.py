"""How fast audio is taken: a burst, then at most so many times as fast as it is spoken."""

import time
from collections.abc import Callable

BURST = 10.0  # seconds of audio
SPEED = 1.5  # times real time


class Pace:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._room = BURST
        self._at = clock()

    def take(self, seconds: float) -> float:
        """So much audio has come; how long to wait until more of it is taken."""
        now = self.clock()
        self._room = min(BURST, self._room + (now - self._at) * SPEED) - seconds
        self._at = now
        return max(0.0, -self._room / SPEED)
