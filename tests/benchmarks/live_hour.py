"""Two live sessions for an hour over real sockets: does memory, lag or the drift of times grow?"""

import asyncio
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median

import psutil

from realtime.events import Final, SpeechEnd
from tests.benchmarks.latency import latencies_by_audio, percentile
from tests.benchmarks.live_claims import Claim, below
from tests.benchmarks.live_servers import APART, told
from tests.benchmarks.live_shown import PAUSE, plain
from tests.benchmarks.live_sockets import Session, serving, session
from tests.benchmarks.live_track import Recording, Track, track
from tests.benchmarks.stack import process_name

SESSIONS = 2
LOOKS = 3.0  # minutes between two looks at memory, at most
WINDOW = 10.0  # minutes, first and last, that are compared; a quarter of the time if that is less
GROWN = 0.05  # share that a process may grow by; it goes up and down by more from look to look
LAGGING = 0.3  # seconds by which the median final may come later at the end
DRIFT = 0.05  # seconds
MIB = 2**20

Place = tuple[int, int, str]  # recording, which of its words, the word


@dataclass
class Memory:
    """Of the processes that serve live speech, in MiB, at each look."""

    seen: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    async def watch(self, root: psutil.Process, every: float) -> None:
        begun = time.monotonic()
        while True:
            minute = (time.monotonic() - begun) / 60
            for name, used in sizes(root):
                self.seen[name].append((minute, used))
            told = ", ".join(f"{name} {seen[-1][1]:.0f}" for name, seen in self.seen.items())
            print(f"minute {minute:.1f}, MiB: {told}", flush=True)
            await asyncio.sleep(every)

    def claims(self, window: float) -> list[Claim]:
        found = []
        for name, seen in self.seen.items():
            settled = [used for minute, used in seen if minute >= window] or [seen[-1][1]]
            half = (len(settled) + 1) // 2
            grown = 100 * (median(settled[-half:]) / median(settled[:half]) - 1)
            what = f"memory of {name} after minute {window:g}, second half against first (medians)"
            found.append(below(what, grown, 100 * GROWN, "%"))
        return found


def sizes(root: psutil.Process) -> list[tuple[str, float]]:
    found = []
    for process in root.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            name = process_name(process)
            if any(part in name for part in ("api", "realtime")):
                found.append((name, process.memory_info().rss / MIB))
    return found


def measure(corpus: list[Recording], model: str, minutes: float) -> list[Claim]:
    window = min(WINDOW, minutes / 4)
    playing = [track(corpus, first, minutes * 60) for first in range(SESSIONS)]
    memory = Memory()
    with serving(model, SESSIONS) as (server, stack):
        heard = asyncio.run(speak(server.url, playing, memory, stack.process, window))
    ended = sum(one.ended for one in heard)
    return [
        Claim(
            f"sessions of {minutes:g} minutes that ended as they should", str(ended), "2", ended == SESSIONS
        ),
        *memory.claims(window),
        *lagging(heard, window * 60),
        *drifting(playing, heard, window * 60),
    ]


async def speak(
    url: str, playing: list[Track], memory: Memory, root: psutil.Process, window: float
) -> list[Session]:
    async def later(number: int, one: Track) -> Session:
        await asyncio.sleep(number * APART)
        return await session(url, one.samples)

    watching = asyncio.create_task(memory.watch(root, 60 * min(LOOKS, window / 2)))
    try:
        return await asyncio.gather(*(later(number, one) for number, one in enumerate(playing)))
    finally:
        watching.cancel()


def lagging(heard: list[Session], window: float) -> list[Claim]:
    first = [late for one in heard for late in latencies_by_audio(part(one, 0, window), PAUSE)]
    last = [late for one in heard for late in latencies_by_audio(part(one, spoken(one) - window), PAUSE)]
    print(f"finals after the endpoint, first {window / 60:g} minutes: {told(first)}; last: {told(last)}")
    return [
        below("median of finals, last less first", median(last) - median(first), LAGGING),
        below("p95 of finals, last", percentile(last, 95), 1.5),
    ]


def spoken(one: Session) -> float:
    """Seconds until its last final."""
    return max(event.end for _, event in one.said if isinstance(event, Final))


def part(one: Session, after: float, before: float = float("inf")) -> Session:
    """What it said about some of the audio."""
    ends = [(when, event, _end(event)) for when, event in one.said]
    return Session(one.begins, [(when, event) for when, event, end in ends if after <= end < before])


def _end(event: object) -> float:
    return event.end if isinstance(event, Final) else event.time if isinstance(event, SpeechEnd) else -1.0


def drifting(playing: list[Track], heard: list[Session], window: float) -> list[Claim]:
    first, last = defaultdict[Place, list[float]](list), defaultdict[Place, list[float]](list)
    for said, one in zip(playing, heard, strict=True):
        length = spoken(one)
        for place, start, late in places(said, one):
            if start < window:
                first[place].append(late)
            elif start >= length - window:
                last[place].append(late)
    moved = [median(last[place]) - median(first[place]) for place in first.keys() & last.keys()]
    if not moved:
        return [Claim("drift of words", "no word was said in both windows", "< 50 ms", False)]
    print(f"{len(moved)} words said first and last moved by {median(moved) * 1000:+.0f} ms at the median")
    return [below("drift of words, median, either way", abs(median(moved)) * 1000, DRIFT * 1000, "ms")]


def places(said: Track, one: Session) -> list[tuple[Place, float, float]]:
    """Words, when they start, and how long after their recording's beginning that is."""
    found: list[tuple[Place, float, float]] = []
    words = [word for _, event in one.said if isinstance(event, Final) for word in event.words]
    behind = [*said.starts[1:], float("inf")]
    for number, begins, ends in zip(said.numbers, said.starts, behind, strict=True):
        its = [word for word in words if begins - 0.3 <= word.start < ends - 0.3]
        for at, word in enumerate(its):
            place = (number, at, " ".join(plain(word.text)))
            found.append((place, begins, word.start - begins))
    return found
