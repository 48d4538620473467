"""What is measured: a running stack, and the same model called directly."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.corpus import Utterance, concatenate
from tests.benchmarks.score import Score, pooled, score
from tests.benchmarks.stack import Memory, Stack
from workers.settings import WorkerSettings

Direct = Callable[[Path], str]  # a recording's text, from the plain call of the model
SHORT = 5.0  # seconds of audio


@dataclass(frozen=True)
class Both:
    """The same recordings through a job and through the plain call."""

    job: Score
    job_seconds: float
    direct: Score
    direct_seconds: float


def texts(stack: Stack, corpus: list[Utterance], model: str) -> list[str]:
    return [stack.transcribe(utterance.path, model)[0]["text"] for utterance in corpus]


def against(direct: Direct, corpus: list[Utterance], hypotheses: list[str]) -> tuple[Score, Score]:
    """Pooled scores of jobs and of the plain call, file by file."""
    references = [utterance.reference for utterance in corpus]
    plain = [direct(utterance.path) for utterance in corpus]
    return pooled(references, hypotheses), pooled(references, plain)


def compare(direct: Direct, order: list[Utterance], recording: Path, text: str, job_seconds: float) -> Both:
    """A long recording's job against the plain call."""
    references = [utterance.reference for utterance in order]
    started = time.perf_counter()
    plain = direct(recording)
    direct_seconds = time.perf_counter() - started
    return Both(score(references, text), job_seconds, score(references, plain), direct_seconds)


@dataclass(frozen=True)
class Taken:
    """By a job, in seconds."""

    wall: float  # from its submission until its row said that it had completed
    engines: float  # their own, shared by as many slots as could work on it at once

    @property
    def rest(self) -> float:
        return self.wall - self.engines


def short(corpus: list[Utterance]) -> Path:
    """The recording whose length is nearest to five seconds."""
    return min(corpus, key=lambda utterance: abs(len(utterance.samples()) / 16_000 - SHORT)).path


def taken(stack: Stack, recording: Path, model: str, times: int) -> list[Taken]:
    """Of as many jobs, one after the other; one more before them warms up."""
    return [by(*stack.transcribe(recording, model)) for _ in range(times + 1)][1:]


def by(job: dict[str, Any], wall: float) -> Taken:
    slots = WorkerSettings().slot_count
    return Taken(
        wall, sum(stage["ran"] / min(slots, stage["chunks"]) for stage in job["stages"] if stage["chunks"])
    )


def memory(
    stack: Stack, corpus: list[Utterance], model: str, hours: float, together: int, folder: Path
) -> dict[str, float]:
    """MiB at the peak of every process during jobs of many hours, `together` at once."""
    recording = folder / "hours.wav"
    concatenate(corpus, hours * 3600, recording)
    seen = Memory(stack.process)
    with seen.watching(), ThreadPoolExecutor(together) as submitting:
        list(submitting.map(lambda _: stack.transcribe(recording, model), range(together)))
    recording.unlink()
    return {f"{name} ({pid})": used / 2**20 for pid, (name, used) in seen.peaks.items()}


def median(jobs: list[Taken]) -> Taken:
    """The one of which half have more beside the engines."""
    return sorted(jobs, key=lambda job: job.rest)[len(jobs) // 2]
