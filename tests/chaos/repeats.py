"""Which chunks were heard twice, and whose fault that was: from the notes of the engine itself."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.disturb import Done

WRITING = 3.0  # seconds after it was heard in which a chunk's artifact is written
BACK = 15.0  # seconds in which a server that was away, and what needs it, work again
KILLS = {"kill", "stop", "restart"}


@dataclass
class Hearing:
    """One call of the engine. Times are Unix time."""

    key: str
    pid: int
    begun: float
    done: float | None = None


@dataclass
class Repeats:
    heard: int  # chunks, each counted once
    repeated: int  # hearings beyond the first of a chunk
    by_process: int  # of them after the process that heard it was killed or stopped
    by_server: int  # of them after a server, its line or its disk was away
    unexplained: list[str]
    hit: int  # hearings that were under way when their process was killed or stopped


def read(path: Path, since: float) -> list[Hearing]:
    hearings: list[Hearing] = []
    open_: dict[tuple[str, int], Hearing] = {}
    for line in path.read_text().splitlines():
        note = json.loads(line)
        if note["at"] < since:
            continue
        if note["what"] == "begun":
            hearings.append(Hearing(note["key"], note["pid"], note["at"]))
            open_[note["key"], note["pid"]] = hearings[-1]
        elif hearing := open_.get((note["key"], note["pid"])):
            hearing.done = note["at"]
    return hearings


def count(hearings: list[Hearing], done: list[Done]) -> Repeats:
    by_key = defaultdict(list)
    for hearing in sorted(hearings, key=lambda one: one.begun):
        by_key[hearing.key].append(hearing)
    found = Repeats(len(by_key), len(hearings) - len(by_key), 0, 0, [], len(set(_hit(hearings, done))))
    for before in (one for same in by_key.values() for one in same[:-1]):
        culprits = {one.what in KILLS and one.pid == before.pid for one in done if _touches(before, one)}
        found.by_process += True in culprits
        found.by_server += True not in culprits and bool(culprits)
        if not culprits:
            found.unexplained.append(f"{before.key} heard by {before.pid} at {before.begun:.1f}")
    return found


def _touches(hearing: Hearing, one: Done) -> bool:
    """Whether a disturbance can be why that hearing came to nothing."""
    if one.pid not in (None, hearing.pid) and one.target not in ("temporal", "s3", "database"):
        return False
    late = BACK if one.pid != hearing.pid else 0.0
    end = (hearing.done or float("inf")) + WRITING
    return hearing.begun <= one.end + late and one.start <= end


def _hit(hearings: list[Hearing], done: list[Done]) -> Iterator[tuple[str, float]]:
    for one in done:
        if one.what in KILLS and one.pid is not None:
            for hearing in hearings:
                end = (hearing.done or float("inf")) + WRITING
                if hearing.pid == one.pid and hearing.begun <= one.end and one.start <= end:
                    yield hearing.key, hearing.begun
