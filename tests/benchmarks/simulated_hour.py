"""An hour in one session on a simulated clock: does memory, lag or the drift of times grow?"""

from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np
import psutil

from activities.audio import SAMPLE_RATE, Samples
from activities.engines.streaming import Streamer
from activities.transcript import Word
from realtime.events import Ended, Event, Final, SpeechEnd
from realtime.options import SessionOptions
from tests.benchmarks.latency import final_latencies, finals, percentile
from tests.benchmarks.live_claims import Claim, below
from tests.benchmarks.simulation import Cost, Played, Simulation

DRIFT = 0.05  # seconds
SHARES = (5, 25, 50, 75, 95)  # percentiles of words' offsets that must stay where they are
GROWN = 20.0  # MiB that a session may grow by from a sixth of the time to the end: its transcript, mostly
LAGGING = 0.2  # seconds by which finals may come later in the last sixth than in the first
HELD = 75.0  # seconds of audio in memory: the longest utterance and what is around it
NEAR = 1.0  # seconds in which a word is looked for


@dataclass
class Watched:
    """Memory at each sixth of the time, and the most audio that was held."""

    every: float  # seconds on the clock
    memory: list[float] = field(default_factory=list)  # MiB
    held: float = 0.0  # seconds

    def look(self, now: float, played: Played) -> None:
        self.held = max(self.held, played.session.audio_seconds_held)
        if now >= self.every * (len(self.memory) + 1):
            self.memory.append(psutil.Process().memory_info().rss / 2**20)
            minute = f"minute {now / 60:.0f}: {self.memory[-1]:.0f} MiB"
            print(f"{minute}, {self.held:.1f} s of audio held at most", flush=True)


def measure(engine: Streamer, cost: Cost, sound: Samples, words: list[Word]) -> list[Claim]:
    seconds = len(sound) / SAMPLE_RATE
    simulation = Simulation(engine, cost, keeps=_is_kept)
    played = simulation.play(sound, SessionOptions(word_timestamps=True, language="en"))
    watched = Watched(seconds / 6)
    while simulation.step():
        watched.look(simulation.now, played)
    where = f"{seconds / 60:.0f} minutes by a simulated clock"
    grown = watched.memory[-1] - watched.memory[0]
    parts = [_part(played, 0, seconds / 6), _part(played, seconds * 5 / 6)]
    first, last = (percentile(final_latencies(part), 95) for part in parts)
    off = [[late for final in finals(part) for late in offsets(final, words)] for part in (played, *parts)]
    drift = max(abs(percentile(off[2], share) - percentile(off[1], share)) for share in SHARES)
    print(f"{where}: {len(finals(played))} finals, p95 {first:.2f} s, then {last:.2f} s")
    print(
        f"{len(off[0])} words of {len(words)}: where they were heard before, give or take "
        f"{percentile(np.abs(off[0]).tolist(), 95) * 1000:.0f} ms (p95); "
        f"in the last sixth otherwise than in the first by {drift * 1000:.1f} ms"
    )
    return [
        below(f"{where}, memory grown since the first sixth", grown, GROWN, "MiB"),
        below(f"{where}, audio held in memory", watched.held, HELD),
        below(f"{where}, p95 of finals, last sixth less first", last - first, LAGGING),
        below(f"{where}, drift of words, last sixth against first", drift * 1000, DRIFT * 1000, "ms"),
    ]


def _is_kept(event: Event) -> bool:
    """What the session says of interim text is not its own memory."""
    return isinstance(event, Final | SpeechEnd | Ended)


def _part(played: Played, after: float, before: float = float("inf")) -> Played:
    said = [(when, event) for when, event in played.said if after <= when - played.begins < before]
    return Played(played.session, played.begins, said)


def offsets(final: Final, words: list[Word]) -> list[float]:
    """Seconds by which its words start later than the same ones among those that are known."""
    found = []
    for word in final.words:
        first = bisect_left(words, word.start - NEAR, key=lambda known: known.start)
        behind = bisect_left(words, word.start + NEAR, key=lambda known: known.start)
        same = [word.start - known.start for known in words[first:behind] if known.text == word.text]
        found.append(min(same, key=abs, default=NEAR))
    return found
