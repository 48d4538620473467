"""Which decoding is next? The one whose result is due first; finals before anything that may be dropped."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from activities.engines.streaming import Heard
from realtime.requests import DecodeRequest, Kind

PATIENCE: dict[Kind, float] = {"interim": 0.5, "ahead": 0.3, "final": 0.3}  # seconds until a result is late

Done = Callable[[DecodeRequest, Heard | None], None]


@dataclass
class Job:
    request: DecodeRequest
    due: float  # on the caller's clock
    done: Done
    abandoned: bool = False


@dataclass
class Lane:
    """One channel of one session."""

    finals: deque[Job] = field(default_factory=deque)
    latest: Job | None = None  # interim or ahead; a newer one takes its place
    running: Job | None = None

    @property
    def next(self) -> Job | None:
        return None if self.running else self.finals[0] if self.finals else self.latest


class DecodeQueue:
    """Holds no lock, no thread and no clock."""

    def __init__(self) -> None:
        self._lanes: dict[str, Lane] = {}
        self.dropped = 0  # interim decodings that a newer one has replaced

    def put(self, request: DecodeRequest, now: float, done: Done) -> None:
        lane = self._lanes.setdefault(request.lane, Lane())
        job = Job(request, now + PATIENCE[request.kind], done)
        if request.kind != "final":
            if lane.latest:  # waiting again and again must not put it off for ever
                job.due = min(job.due, lane.latest.due)
                self.dropped += 1
            lane.latest = job
            return
        if lane.latest and lane.latest.request.utterance == request.utterance:
            lane.latest = None
            self.dropped += 1
        if not (lane.running and _is_the_same(lane.running.request, request)):
            lane.finals.append(job)

    def take(self, most: int = 1) -> list[Job]:
        """Up to so many, of as many lanes. They run until they are `finished`."""
        waiting = [
            (job.request.kind != "final", job.due, lane)
            for lane in self._lanes.values()
            if (job := lane.next)
        ]
        taken = []
        for _, _, lane in sorted(waiting, key=lambda one: one[:2])[:most]:
            lane.running = lane.next
            if lane.finals:
                lane.finals.popleft()
            else:
                lane.latest = None
            assert lane.running
            taken.append(lane.running)
        return taken

    def finished(self, job: Job) -> bool:
        """Whether its utterance has been forgotten meanwhile."""
        lane = self._lanes.get(job.request.lane)
        if lane and lane.running is job:
            lane.running = None
            self._tidy(job.request.lane, lane)
        return job.abandoned

    def forget(self, name: str, utterance: str | None = None) -> set[str]:
        """Drop what waits in a lane, of one utterance or of all; the utterances that nobody is busy with."""
        if not (lane := self._lanes.get(name)):
            return {utterance} if utterance else set()
        waiting = [*lane.finals, *([lane.latest] if lane.latest else [])]
        dropped = {job.request.utterance for job in waiting if utterance in (None, job.request.utterance)}
        lane.finals = deque(job for job in lane.finals if job.request.utterance not in dropped)
        if lane.latest and lane.latest.request.utterance in dropped:
            lane.latest = None
        if utterance:
            dropped.add(utterance)
        if lane.running and utterance in (None, lane.running.request.utterance):
            lane.running.abandoned = True
            dropped.discard(lane.running.request.utterance)
        self._tidy(name, lane)
        return dropped

    def _tidy(self, name: str, lane: Lane) -> None:
        if not (lane.running or lane.finals or lane.latest):
            del self._lanes[name]

    @property
    def is_empty(self) -> bool:
        return not self._lanes

    @property
    def waiting(self) -> int:
        return sum(len(lane.finals) + (lane.latest is not None) for lane in self._lanes.values())


def _is_the_same(running: DecodeRequest, final: DecodeRequest) -> bool:
    """Whether a decoding ahead is of just the audio that has turned out to be all."""
    return running.careful and running.utterance == final.utterance and running.end == final.end
