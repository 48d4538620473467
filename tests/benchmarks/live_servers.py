"""More and more live sessions at the pace of speech on one server, until text is late."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from rich.console import Console
from rich.table import Table
from websockets.exceptions import WebSocketException

from activities.audio import Samples, to_pcm
from tests.benchmarks import live_shown
from tests.benchmarks.latency import percentile
from tests.benchmarks.live_shown import NEVER, Latencies, Shown
from tests.benchmarks.live_track import Recording, track, tracks
from tests.live import frames

FRAME = 0.1  # seconds of audio in a message
APART = 0.37  # seconds between the beginnings of two sessions
LATE = 1.5  # seconds, for the 95th percentile of finals
UNSEEN = 3.0  # seconds, for the 95th percentile of words that are seen at all
WARMING = 5.0  # seconds of audio


class Server(Protocol):
    name: str

    async def speak(self, sound: Samples) -> Shown:
        """A session that says this at the pace of speech."""
        ...


@dataclass(frozen=True)
class Round:
    server: str
    sessions: int
    load: float  # average of the machine, before
    latencies: Latencies
    endpoints: list[float]
    errors: int
    words: int

    @property
    def finals_hold(self) -> bool:
        return percentile(self.latencies.awaited, 95) < LATE

    @property
    def text_holds(self) -> bool:
        return bool(self.latencies.interim) and percentile(self.latencies.interim, 95) < UNSEEN


def steps(most: int) -> Iterator[int]:
    """1, 2, 4, 6, 8, 10, 12, 16, 20, 24, …"""
    yield from (many for many in (1, 2, 4, 6, 8, 10, *range(12, most + 1, 4)) if many <= most)


async def climb(server: Server, corpus: list[Recording], seconds: float, most: int) -> list[Round]:
    """Rounds with more sessions each, until neither finals nor other text come in time."""
    await speak(server, track(corpus, 0, WARMING).samples)
    rounds: list[Round] = []
    for many in steps(most):
        rounds.append(await one_round(server, corpus, seconds, many))
        print(line(rounds[-1]), flush=True)
        if not (rounds[-1].finals_hold or rounds[-1].text_holds):
            break
    return rounds


async def one_round(server: Server, corpus: list[Recording], seconds: float, many: int) -> Round:
    load = os.getloadavg()[0]
    playing = tracks(corpus, many, seconds)

    async def later(number: int) -> Shown:
        await asyncio.sleep(number * APART)
        return await speak(server, playing[number].samples)

    shown = await asyncio.gather(*map(later, range(many)))
    pairs = list(zip(playing, shown, strict=True))
    found = sum((live_shown.latencies(one.spoken, said) for one, said in pairs), Latencies([], [], 0))
    wrong = [live_shown.errors(one.references, said) for one, said in pairs]
    errors, words = (sum(each) for each in zip(*wrong, strict=True))
    endpoints = [late for said in shown for late in said.endpoints]
    return Round(server.name, many, load, found, endpoints, errors, words)


async def speak(server: Server, sound: Samples) -> Shown:
    """What a session shows; nothing, if the server does not take it."""
    try:
        return await server.speak(sound)
    except (OSError, WebSocketException, AssertionError, RuntimeError) as error:
        print(f"{server.name} did not take a session: {error!r}", flush=True)
        return Shown(time.monotonic())


async def paced(sound: Samples, begins: float) -> AsyncIterator[bytes]:
    """Frames of 16-bit PCM, each when it has been spoken. `begins`: monotonic."""
    for number, frame in enumerate(frames(to_pcm(sound), FRAME), 1):
        await asyncio.sleep(max(0.0, begins + number * FRAME - time.monotonic()))
        yield frame


def limit(rounds: list[Round], *, finals: bool) -> tuple[int, bool]:
    """The most sessions with text in time, without a late round before; and whether that is the limit."""
    held = 0
    for one in rounds:
        if not (one.finals_hold if finals else one.text_holds):
            return held, True
        held = one.sessions
    return held, False


def line(one: Round) -> str:
    return (
        f"{one.server}, {one.sessions} sessions, load before {one.load:.1f}: "
        f"final {told(one.latencies.awaited)}; word seen {told(one.latencies.interim)}; "
        f"{one.latencies.unsaid} never final; WER {one.errors / one.words:.1%}"
    )


def told(seconds: list[float]) -> str:
    if not seconds:
        return "none"
    parts = (median(seconds), percentile(seconds, 95))
    middle, worst = ("never" if part > NEVER / 100 else f"{part:.2f} s" for part in parts)
    return f"{middle}, p95 {worst} ({len(seconds)})"


def printed(rounds: list[Round]) -> None:
    """A table of all rounds, and the limit of each server."""
    table = Table("server", "sessions", "load before", "final: median, p95", "word seen: median, p95", "WER")
    for one in rounds:
        cells = (told(one.latencies.awaited), told(one.latencies.interim))
        wer = f"{one.errors / one.words:.1%}"
        table.add_row(one.server, str(one.sessions), f"{one.load:.1f}", *cells, wer)
    Console(width=120).print(table)
    for server in dict.fromkeys(one.server for one in rounds):
        its = [one for one in rounds if one.server == server]
        print(f"{server}: finals within {LATE} s (p95) with {bound(its, finals=True)} sessions at most,")
        print(f"  words seen within {UNSEEN} s (p95) with {bound(its, finals=False)}")


def bound(rounds: list[Round], *, finals: bool) -> str:
    held, passed = limit(rounds, finals=finals)
    return str(held) if passed else f"{held} or more (more were not tried)"
