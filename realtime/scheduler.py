"""One for each loaded model, shared by all sessions of the process: decode requests in, hypotheses out."""

import logging
import threading
import time
from collections.abc import Callable

from activities.engines.streaming import Heard, Streamer
from realtime.queue import DecodeQueue, Done, Job
from realtime.requests import DecodeRequest

log = logging.getLogger(__name__)


class Scheduler:
    """`threads` decoders side by side; each is single-threaded, so that one a core is right."""

    def __init__(self, engine: Streamer, threads: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._clock = clock
        self._queue = DecodeQueue()
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"decoder-{number}", daemon=True)
            for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def native(self) -> bool:
        return self._engine.native

    @property
    def waiting(self) -> int:
        """Requests that no decoder has begun with."""
        with self._changed:
            return self._queue.waiting

    def submit(self, request: DecodeRequest, done: Done) -> None:
        """`done` is called with the result in a decoder's thread, for interim requests perhaps never."""
        with self._changed:
            if self._closed:
                raise RuntimeError("the scheduler is closed")
            self._queue.put(request, self._clock(), done)
            self._changed.notify()

    def forget(self, lane: str, utterance: str | None = None) -> None:
        """Nothing is wanted any more of an utterance, or of a channel whose session has gone."""
        with self._changed:
            idle = self._queue.forget(lane, utterance)
        for name in idle:
            self._engine.forget(name)

    def close(self) -> None:
        """Finish what runs; what waits is left undone."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while jobs := self._next():
            for job, heard in zip(jobs, self._hear(jobs), strict=True):
                try:
                    job.done(job.request, heard)
                except Exception:  # the decoder serves other sessions too
                    log.exception("nobody took the result of %s", job.request.utterance)
                with self._changed:
                    forgotten = self._queue.finished(job)
                    self._changed.notify()
                if forgotten:
                    self._engine.forget(job.request.utterance)

    def _next(self) -> list[Job]:
        with self._changed:
            while not self._closed:
                if jobs := self._queue.take(self._engine.batch):
                    return jobs
                self._changed.wait()
        return []

    def _hear(self, jobs: list[Job]) -> list[Heard | None]:
        try:
            return list(self._engine.hear([job.request.window for job in jobs]))
        except Exception:  # one session's audio must not stop the decoder of all; its final says so
            if len(jobs) > 1:
                return [heard for job in jobs for heard in self._hear([job])]
            log.exception("decoding failed: %s", jobs[0].request.utterance)
            return [None]
