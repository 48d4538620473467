"""What live speech does here, in numbers. No label names a session."""

import asyncio
import time

from prometheus_client import Counter, Gauge, Histogram

from activities.engines.streaming import Heard
from activities.live import SessionFacts
from realtime.queue import Done
from realtime.requests import DecodeRequest

DECODE_BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30)
FINAL_BUCKETS = (0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 10, 30)

SESSIONS = Gauge("dalston_live_sessions", "Live sessions served here.")
SLOTS = Gauge("dalston_live_slots", "Live sessions that fit in here.")
LAG = Gauge("dalston_live_lag_seconds", "How late the latest of all sessions is with its finals.")
WAITING = Gauge("dalston_live_decodes_waiting", "Decodings that no decoder has begun with.")
ENDED = Counter("dalston_live_sessions_ended", "Live sessions that ended here.", ["status"])
AUDIO_SECONDS = Counter("dalston_live_audio_seconds", "Seconds of live audio that came.")
FINAL_SECONDS = Histogram(
    "dalston_live_final_seconds",
    "Audio that came between the end of what was said and its final.",
    buckets=FINAL_BUCKETS,
)
DECODE_SECONDS = Histogram(
    "dalston_live_decode_seconds",
    "Time from the request for a decoding to its result.",
    ["kind"],
    buckets=DECODE_BUCKETS,
)

for status in ("completed", "interrupted", "moved"):
    ENDED.labels(status)


def timed(done: Done) -> Done:
    """The same, and it is noted how long the result took."""
    asked = time.monotonic()

    def finished(request: DecodeRequest, heard: Heard | None) -> None:
        DECODE_SECONDS.labels(request.kind).observe(time.monotonic() - asked)
        done(request, heard)

    return finished


def count_end(ended: asyncio.Future[SessionFacts]) -> None:
    ENDED.labels("moved" if ended.cancelled() else ended.result().status).inc()
