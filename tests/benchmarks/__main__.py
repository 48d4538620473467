"""`make bench`: how accurate and how fast jobs are, as ratios to the plain call of the same model."""

import argparse
import platform
import subprocess
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from tests.benchmarks import measure
from tests.benchmarks.corpus import Utterance, concatenate, utterances
from tests.benchmarks.direct import PlainCall
from tests.benchmarks.score import Score
from tests.benchmarks.stack import running
from workers.settings import WorkerSettings

console = Console(width=110)


def main() -> None:
    options = parser().parse_args()
    corpus = utterances(options.corpus, options.files.split(","))
    console.print(f"{where()}; model {options.model}, {len(corpus)} recordings of {options.corpus}")
    with tempfile.TemporaryDirectory(prefix="dalston-bench-") as folder:
        report(corpus, options, Path(folder))


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    found.add_argument("--corpus", type=Path, default=Path("tests/audio"), help="recordings with a .txt each")
    found.add_argument("--files", default="ls_*,jfk.*", help="which of them, as patterns with commas between")
    found.add_argument("--model", default="tiny.en")
    found.add_argument("--minutes", type=float, default=30, help="of the concatenation; 0: none")
    found.add_argument(
        "--hours", type=float, default=0, help="of a recording to measure memory with; 0: none"
    )
    found.add_argument("--together", type=int, default=1, help="so many such recordings at once")
    return found


def report(corpus: list[Utterance], options: argparse.Namespace, folder: Path) -> None:
    """Jobs first, on a stack of their own; then the plain calls, with the machine to themselves."""
    model = f"faster-whisper:{options.model}"
    long, minute = folder / "long.wav", folder / "minute.wav"
    order = concatenate(corpus, options.minutes * 60, long) if options.minutes else []
    weights = WorkerSettings().models_path
    with running(folder, options.model, weights) as stack:
        taken = {"5 s, median of 10": measure.median(measure.taken(stack, measure.short(corpus), model, 10))}
        concatenate(corpus, 60, minute)
        taken["a minute, median of 5"] = measure.median(measure.taken(stack, minute, model, 5))
        texts = measure.texts(stack, corpus, model)
        job, seconds = stack.transcribe(long, model) if order else ({}, 0.0)
        if order:
            taken[f"{options.minutes:g} minutes"] = measure.by(job, seconds)
        peaks = (
            measure.memory(stack, corpus, model, options.hours, options.together, folder)
            if options.hours
            else {}
        )
    direct = PlainCall(options.model, weights)

    table = Table("what", "job", "plain call", "ratio or difference", "must hold")
    accuracy(table, "pooled WER, file by file", *measure.against(direct, corpus, texts))
    if order:
        both = measure.compare(direct, order, long, job["text"], seconds)
        compared(table, both, order, job["duration"] / 60)
    for what, job_took in taken.items():
        beside = f"{job_took.rest:.2f} s beside {job_took.engines:.2f} s of engines"
        limit = "≤ 0.7 s" if what.startswith("5 s") else ""
        table.add_row(f"overhead of {what}", f"{job_took.wall:.2f} s", "", beside, limit)
    what = f"peak memory, {options.together} x {options.hours:g} h"
    for name, used in sorted(peaks.items(), key=lambda peak: -peak[1]):
        table.add_row(f"{what}, {name}", f"{used:.0f} MiB", "", "", "< 1.5 GB")
    console.print(table)


def accuracy(table: Table, what: str, job: Score, direct: Score) -> None:
    points = 100 * (job.wer - direct.wer)
    table.add_row(
        f"{what} ({job.words} words)", f"{job.wer:.2%}", f"{direct.wer:.2%}", f"{points:+.2f} points", "≤ +1"
    )


def compared(table: Table, both: measure.Both, order: list[Utterance], minutes: float) -> None:
    what = f"{minutes:.0f} minutes"
    ratio = both.job_seconds / both.direct_seconds
    table.add_row(
        f"{what}, wall time",
        f"{both.job_seconds:.1f} s",
        f"{both.direct_seconds:.1f} s",
        f"{ratio:.2f} times",
        "≤ 0.65 times",
    )
    accuracy(table, f"{what}, WER", both.job, both.direct)
    missing, doubled = len(both.job.missing), len(both.job.doubled)
    plain = (str(len(both.direct.missing)), str(len(both.direct.doubled)))
    lost = ", ".join(order[number].path.stem for number in both.job.missing)
    table.add_row(f"{what}, utterances missing", str(missing), plain[0], lost, "0")
    table.add_row(f"{what}, words said twice", str(doubled), plain[1], "; ".join(both.job.doubled), "0")


def where() -> str:
    """Date, hardware and commit."""
    describe = ["git", "describe", "--always", "--dirty"]
    git = subprocess.run(describe, capture_output=True, text=True, check=False)
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; "
        f"{processor()}, {psutil.cpu_count()} cores, {memory:.0f} GiB; "
        f"Python {platform.python_version()}, faster-whisper {version('faster-whisper')}; "
        f"commit {git.stdout.strip() or 'none'}"
    )


def processor() -> str:
    """The name of the processor, where the system tells it."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
