"""Live sessions on a simulated clock: audio comes at real-time pace, decoders take as long as told.

Nothing waits and nothing runs at the same time, so what else the machine does makes no difference.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count

from activities.audio import Samples, to_pcm
from activities.engines.streaming import Heard, Streamer
from realtime.events import Ended, Event
from realtime.options import SessionOptions
from realtime.queue import DecodeQueue, Job
from realtime.requests import DecodeRequest, Forget
from realtime.session import Output, Session

FRAME = 0.05  # seconds of audio in a frame
Cost = Callable[[Streamer, DecodeRequest], tuple[Heard, float]]  # what is heard, and seconds that it takes


@dataclass
class Played:
    """What one session said, and when on the clock."""

    session: Session
    begins: float  # seconds on the clock
    said: list[tuple[float, Event]] = field(default_factory=list)

    @property
    def ended(self) -> Ended:
        return next(event for _, event in self.said if isinstance(event, Ended))


@dataclass
class Simulation:
    engine: Streamer
    cost: Cost
    decoders: int = 2
    keeps: Callable[[Event], bool] = lambda event: True  # whether what a session says is remembered
    now: float = 0.0
    busy: float = 0.0  # seconds of decoding
    free: int = field(init=False)

    def __post_init__(self) -> None:
        self.free = self.decoders
        self.queue = DecodeQueue()
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def play(self, samples: Samples, options: SessionOptions, *, begins: float = 0.0) -> Played:
        """A session that hears samples from a moment on."""
        played = Played(Session(f"session{next(self._numbers)}", options, native=self.engine.native), begins)
        self._say(played, samples, 0)
        return played

    def run(self) -> None:
        while self.step():
            pass

    def step(self) -> bool:
        """What happens next; whether anything did."""
        if self._events:
            self.now, _, act = heapq.heappop(self._events)
            act()
            return True
        return False

    def _at(self, when: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._numbers), act))

    def _say(self, played: Played, samples: Samples, at: int) -> None:
        """The frame that begins at a sample comes once it has been spoken; the next one after it."""
        rate = played.session.options.sample_rate
        frame = samples[at : at + round(FRAME * rate)]
        act = partial(self._push, played, samples, at) if len(frame) else partial(self._end, played)
        self._at(played.begins + (at + len(frame)) / rate, act)

    def _push(self, played: Played, samples: Samples, at: int) -> None:
        size = round(FRAME * played.session.options.sample_rate)
        self._take(played, played.session.push(to_pcm(samples[at : at + size])))
        self._say(played, samples, at + size)

    def _end(self, played: Played) -> None:
        self._take(played, played.session.end())

    def _decoded(self, played: Played, request: DecodeRequest, heard: Heard | None) -> None:
        self._take(played, played.session.decoded(request, heard))

    def _take(self, played: Played, outputs: list[Output]) -> None:
        for output in outputs:
            if isinstance(output, DecodeRequest):
                self.queue.put(output, self.now, partial(self._decoded, played))
            elif isinstance(output, Forget):
                for name in self.queue.forget(output.lane, output.utterance):
                    self.engine.forget(name)
            elif self.keeps(output):
                played.said.append((self.now, output))
        self._decode()

    def _decode(self) -> None:
        while self.free and (jobs := self.queue.take()):
            heard, seconds = self.cost(self.engine, jobs[0].request)
            self.free -= 1
            self.busy += seconds
            self._at(self.now + seconds, partial(self._done, jobs[0], heard))

    def _done(self, job: Job, heard: Heard) -> None:
        self.free += 1
        if self.queue.finished(job):
            self.engine.forget(job.request.utterance)
        job.done(job.request, heard)
        self._decode()
