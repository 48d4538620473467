"""How far a job is, shown on standard error: a bar on a terminal, lines in a log, or nothing."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from api.client import Job
from api.command.terminal import err

LINE_EVERY = 10  # percent


class Meter(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...

    def say(self, text: str) -> None: ...

    def moved(self, verb: str, done: int, total: int) -> None:
        """Bytes that have been moved; total 0: not known."""
        ...

    def job(self, job: Job) -> None: ...


@contextmanager
def showing(*, quiet: bool) -> Iterator[Meter]:
    meter: Meter = Quiet() if quiet else Bar() if err.is_terminal else Lines()
    meter.start()
    try:
        yield meter
    finally:
        meter.stop()


class Quiet:
    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass

    def say(self, text: str) -> None:
        pass

    def moved(self, verb: str, done: int, total: int) -> None:
        pass

    def job(self, job: Job) -> None:
        pass


class Lines(Quiet):
    """A line where something is new, so that a log stays short."""

    def __init__(self) -> None:
        self.last: tuple[object, ...] = ()

    def say(self, text: str) -> None:
        err.print(text)

    def moved(self, verb: str, done: int, total: int) -> None:
        self.line(f"{verb} {megabytes(total or done)}", verb)

    def job(self, job: Job) -> None:
        tenth = int(job.get("progress") or 0) // LINE_EVERY
        self.line(f"{doing(job)} {' '.join(amounts(job))}", job["status"], job.get("stage"), tenth)

    def line(self, text: str, *news: object) -> None:
        if news != self.last:
            self.last = news
            err.print(text.rstrip())


class Bar(Quiet):
    def __init__(self) -> None:
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[amount]}"),
            console=err,
            transient=True,
        )
        self.task = self.progress.add_task("starting", total=None, amount="")

    def say(self, text: str) -> None:
        self.progress.update(self.task, description="waiting", total=None, amount="")
        self.progress.console.print(text)

    def moved(self, verb: str, done: int, total: int) -> None:
        amount = f"{megabytes(done)} of {megabytes(total)}" if total else megabytes(done)
        self.progress.update(self.task, description=verb, completed=done, total=total or None, amount=amount)

    def job(self, job: Job) -> None:
        self.progress.update(
            self.task,
            description=doing(job),
            completed=job.get("progress") or 0,
            total=100 if job.get("progress") else None,
            amount=" ".join(amounts(job)),
        )

    def start(self) -> None:
        self.progress.start()

    def stop(self) -> None:
        self.progress.stop()


def doing(job: Job) -> str:
    return (job.get("stage") or "running") if job["status"] == "running" else job["status"]


def amounts(job: Job) -> list[str]:
    """Audio done, time left, place in the queue: what is known of these."""
    found = []
    if job.get("queue_position"):
        found.append(f"{job['queue_position']} in front")
    if total := job.get("audio_seconds_total"):
        found.append(f"{clock(job.get('audio_seconds_done') or 0)} of {clock(total)} of audio")
    if job["status"] == "running" and (eta := job.get("eta_seconds")):
        found.append(f"({clock(eta)} left)")
    return found


def clock(seconds: float) -> str:
    """90.2 as 1:31; an hour and more as 1:00:00."""
    minutes, rest = divmod(math.ceil(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
