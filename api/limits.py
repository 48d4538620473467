"""How often a tenant and a key may ask: buckets that fill evenly, one request a drop.

They are this process's own: several API processes allow so many requests each.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

MINUTE = 60.0  # seconds
MOST_BUCKETS = 10_000  # then the full ones are forgotten: they know nothing


@dataclass(frozen=True)
class Allowance:
    """How a request fares with the tighter of its limits."""

    allowed: bool
    limit: int  # requests a minute
    remaining: int
    full_in: float  # seconds until all of it may be used again
    wait: float  # seconds until the next request is allowed

    @property
    def headers(self) -> dict[str, str]:
        told = {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(ceil(self.full_in)),
        }
        return told if self.allowed else {**told, "Retry-After": str(max(1, ceil(self.wait)))}


class Bucket:
    """Holds `limit` requests and gains them back evenly over a minute."""

    def __init__(self, limit: int, at: float) -> None:
        self.limit = limit
        self.content = float(limit)
        self.at = at  # seconds, when it was last filled

    def fill(self, at: float) -> None:
        gained = (at - self.at) * self.limit / MINUTE
        self.content, self.at = min(self.limit, self.content + gained), at

    def allowance(self, allowed: bool) -> Allowance:
        missing = self.limit - self.content
        wait = max(0.0, 1 - self.content) * MINUTE / self.limit
        return Allowance(allowed, self.limit, int(self.content), missing * MINUTE / self.limit, wait)


class Limits:
    """Not thread-safe: belongs to the event loop. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.buckets: dict[str, Bucket] = {}

    def ask(self, wanted: dict[str, int]) -> Allowance | None:
        """One request, against several limits: names and requests a minute, 0 for none. None: unlimited.

        A request that one limit refuses counts against none of them.
        """
        buckets = [self._bucket(name, limit) for name, limit in wanted.items() if limit]
        if not buckets:
            return None
        tightest = min(buckets, key=lambda bucket: bucket.content)
        if tightest.content < 1:
            return max((bucket.allowance(False) for bucket in buckets), key=lambda refused: refused.wait)
        for bucket in buckets:
            bucket.content -= 1
        return tightest.allowance(True)

    def left(self, name: str, limit: int) -> int:
        """How many requests a limit would still allow now; nothing is counted."""
        found = self.buckets.get(name)
        if found is None or found.limit != limit:
            return limit
        found.fill(self.clock())
        return int(found.content)

    def _bucket(self, name: str, limit: int) -> Bucket:
        at = self.clock()
        found = self.buckets.get(name)
        if found is None or found.limit != limit:
            self._make_room(at)
            found = self.buckets[name] = Bucket(limit, at)
        found.fill(at)
        return found

    def _make_room(self, at: float) -> None:
        if len(self.buckets) < MOST_BUCKETS:
            return
        for bucket in self.buckets.values():
            bucket.fill(at)
        self.buckets = {name: kept for name, kept in self.buckets.items() if kept.content < kept.limit}
