"""What happens when, all of it from one number: the same seed gives the same plan."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

SERVERS = ("temporal", "s3", "database")
WORKERS = ("workers-1", "engines-1", "workflows-1")
LISTENERS = ("realtime-1", "realtime-2")
PROCESSES = (*SERVERS, *WORKERS, *LISTENERS, "api")
DISKS = tuple(f"disk-{name}" for name in SERVERS)
LINE = "s3-line"
# Seconds that each lasts: how long a killed process stays away, a stopped one is stopped, a line is bad.
LONG = {
    "kill": (0.2, 6),
    "stop": (3, 30),
    "restart": (0, 0),
    "cut": (2, 25),
    "busy": (2, 25),
    "fill": (3, 15),
}
GAPS = (2, 10)  # seconds from one disturbance to the next
SETTLING = 12.0  # seconds that a realtime worker may take to be there again, so that one always is
SHARE = 0.6  # of the time, in which jobs are submitted


@dataclass(frozen=True)
class Disturbance:
    at: float  # seconds from the beginning
    what: str
    target: str
    seconds: float

    @property
    def end(self) -> float:
        return self.at + self.seconds

    def __str__(self) -> str:
        return f"{self.at:6.1f} s  {self.what} {self.target} for {self.seconds:.1f} s"


@dataclass(frozen=True)
class Work:
    """One job."""

    number: int
    at: float
    seconds: float  # of audio
    channels: int = 1
    options: dict[str, Any] = field(default_factory=dict)
    then: str = ""  # cancel, delete, rerun
    batch: int | None = None  # it is submitted with others

    def __str__(self) -> str:
        said = " ".join(f"{name}={value}" for name, value in self.options.items())
        where = "" if self.batch is None else f" in batch {self.batch}"
        return (
            f"{self.at:6.1f} s  job {self.number}{where}: {self.seconds:.0f} s, {said} {self.then}".rstrip()
        )


@dataclass(frozen=True)
class Plan:
    seed: int
    seconds: float
    live: int
    works: list[Work]
    disturbances: list[Disturbance]

    def lines(self) -> Iterator[str]:
        yield f"seed {self.seed}: {len(self.works)} jobs, {self.live} live sessions, {self.seconds:.0f} s"
        yield from (str(one) for one in self.works)
        yield from (str(one) for one in self.disturbances)


def plan(seed: int, jobs: int, live: int, seconds: float, *, disks: bool, scale: float = 1.0) -> Plan:
    """`disks`: whether they can be filled here; `scale`: of the length of recordings."""
    chance = random.Random(seed)
    works = list(_works(chance, jobs, seconds, scale))
    return Plan(seed, seconds, live, works, list(_disturbances(chance, seconds, disks=disks)))


def short() -> Plan:
    """For the test suite: a fixed one, whose disturbances begin when all is well again after the last."""
    cards = f"kill realtime-1, kill workers-1, busy {LINE}, kill realtime-2, kill api, kill temporal, kill s3"
    cards += f", restart engines-1, kill database, cut {LINE}"
    pairs = (card.split(" ") for card in cards.split(", "))
    done = [Disturbance(4.0, what, target, seconds=3.0) for what, target in pairs]
    return Plan(4, 60.0, 2, list(_works(random.Random(4), 8, 60.0, 0.4)), done)


def _works(chance: random.Random, jobs: int, seconds: float, scale: float) -> Iterator[Work]:
    batched = {number: number // 4 % 2 for number in range(min(8, jobs // 5 * 2))}
    moments = {batch: chance.uniform(0, seconds * SHARE) for batch in (0, 1)}
    for number in range(jobs):
        options, channels = _options(chance, number)
        batch = batched.get(number)
        if batch is not None:
            options, channels = {"model": "chaos:steady", "language": "en"}, 1
        lengths = ((5, 20), (30, 90), (90, 200), (300, 500))
        low, high = chance.choices(lengths, (4, 4, 2, 0.5))[0]
        length = chance.uniform(low, high) * scale
        if options["model"] == "chaos:real":
            length = min(length, 40.0)
        yield Work(
            number,
            at=round(chance.uniform(0, seconds * SHARE) if batch is None else moments[batch], 1),
            seconds=round(length, 1),
            channels=channels,
            options=options,
            then=""
            if batch is not None
            else chance.choices(("", "cancel", "delete", "rerun"), (8, 1, 1, 1))[0],
            batch=batch,
        )


def _options(chance: random.Random, number: int) -> tuple[dict[str, Any], int]:
    options: dict[str, Any] = {
        "language": "en",
        "model": "chaos:real" if number % 7 == 6 else "chaos:steady",
        "priority": chance.randint(1, 5),
    }
    kind = chance.choice(("plain", "plain", "channels", "speakers", "events", "redacted"))
    if kind == "channels":
        return options | {"speaker_detection": "per_channel"}, 2
    more: dict[str, dict[str, Any]] = {
        "plain": {},
        "speakers": {"speaker_detection": "diarize", "model_diarize": "fake"},
        "events": {"detect_events": "true", "detect_emotions": "true"},
        "redacted": {"pii_detection": "true", "redact_pii": "true"},
    }
    return options | more[kind], 1


def _disturbances(chance: random.Random, seconds: float, *, disks: bool) -> Iterator[Disturbance]:
    """Each kind of each target in turn, in an order of chance, until the time is over."""
    at, done = 3.0, list[Disturbance]()
    deck: list[tuple[str, str]] = []
    for _ in count():
        at += chance.uniform(*GAPS)
        if not deck:
            deck = _deck(disks=disks)
            chance.shuffle(deck)
        low, high = LONG[deck[0][0]]
        length = chance.uniform(low, high)
        if at + length > seconds:
            return
        card = next((card for card in deck if _free(card[1], at, done)), None)
        if card:
            deck.remove(card)
            low, high = LONG[card[0]]
            done.append(Disturbance(round(at, 1), *card, round(min(high, max(low, length)), 1)))
            yield done[-1]


def _deck(*, disks: bool) -> list[tuple[str, str]]:
    deck = [(what, name) for what in ("kill", "stop") for name in PROCESSES]
    deck += [("restart", name) for name in (*WORKERS, *LISTENERS, "api", "temporal")]
    deck += [(what, LINE) for what in ("cut", "busy")] * 2
    return deck + ([("fill", name) for name in DISKS] if disks else [])


def _free(target: str, at: float, done: list[Disturbance]) -> bool:
    """Whether nothing is wrong with it at that moment, nor with what it could not be missed together with."""
    server = target.removeprefix("disk-")
    for one in done:
        other = one.target.removeprefix("disk-")
        if target in LISTENERS and other in LISTENERS:
            if one.end + SETTLING > at:
                return False
        elif server == other and one.end + 2.0 > at:
            return False
    return True
