"""What is measured: a running stack, and the same model called directly."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.corpus import Utterance, concatenate
from tests.benchmarks.score import Score, pooled, score
from tests.benchmarks.stack import Memory, Stack

Direct = Callable[[Path], str]  # a recording's text, from the plain call of the model
REPETITIONS = 10
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


def overheads(stack: Stack, corpus: list[Utterance], model: str) -> list[float]:
    """Seconds from submission to completion beyond the engines' own, for a short recording."""
    short = min(corpus, key=lambda utterance: abs(len(utterance.samples()) / 16_000 - SHORT))
    found = []
    for _ in range(REPETITIONS + 1):  # the first one warms up
        result, seconds = stack.transcribe(short.path, model)
        found.append(seconds - result["cost"]["engine_seconds"])
    return found[1:]


def memory(stack: Stack, corpus: list[Utterance], model: str, hours: float, folder: Path) -> dict[str, float]:
    """MiB at the peak of every process during a job of many hours."""
    recording = folder / "hours.wav"
    concatenate(corpus, hours * 3600, recording)
    seen = Memory(stack.process)
    with seen.watching():
        stack.transcribe(recording, model)
    recording.unlink()
    return {f"{name} ({pid})": used / 2**20 for pid, (name, used) in seen.peaks.items()}


def median(seconds: list[float]) -> float:
    return statistics.median(seconds)
