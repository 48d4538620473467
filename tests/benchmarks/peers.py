"""`make bench-peers`: the same recordings, model and machine, through Dalston and through other programs.

One program runs at a time. Each is told the folder of the model's weights and the recordings, transcribes one
after the other, and prints a line of JSON for each. `docs/benchmarks.md` says how they are installed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.table import Table

from activities.engines.weights import weights
from tests.benchmarks.__main__ import console, where
from tests.benchmarks.corpus import Utterance, concatenate, utterances
from tests.benchmarks.score import Score, pooled, score
from tests.benchmarks.stack import Memory, running
from workers.settings import WorkerSettings

LIMIT = 3600.0  # seconds that a program may take
TOLD = """
import json, sys, time
model, *paths = sys.argv[1:]
{prepare}
for path in paths:
    began = time.perf_counter()
    text = transcribe(path)
    print(json.dumps({{"text": text, "seconds": time.perf_counter() - began}}), flush=True)
"""
PLAIN = """
from faster_whisper import WhisperModel
loaded = WhisperModel(model, device="cpu", compute_type="int8")
def transcribe(path):
    return " ".join(one.text.strip() for one in loaded.transcribe(path, beam_size=5, language="en")[0])
"""
BATCHED = """
from faster_whisper import BatchedInferencePipeline, WhisperModel
loaded = BatchedInferencePipeline(WhisperModel(model, device="cpu", compute_type="int8"))
def transcribe(path):
    heard = loaded.transcribe(path, beam_size=5, language="en", batch_size=8)[0]
    return " ".join(one.text.strip() for one in heard)
"""
WHISPERX = """
import whisperx
from faster_whisper.audio import decode_audio  # its own calls the program ffmpeg
loaded = whisperx.load_model(model, "cpu", compute_type="int8", language="en")
def transcribe(path):
    heard = loaded.transcribe(decode_audio(path), batch_size=8)
    return " ".join(one["text"].strip() for one in heard["segments"])
"""
HERE = "faster-whisper"  # in Dalston's own environment
PROGRAMS = {HERE: PLAIN, "faster-whisper, batches of 8": BATCHED, "whisperx": WHISPERX}


@dataclass(frozen=True)
class Run:
    """What a program made of the recordings, the long one last."""

    name: str
    texts: list[str]
    seconds: list[float]
    memory: float  # MiB at the peak, of all its processes together

    def row(self, corpus: list[Utterance], order: list[Utterance]) -> list[str]:
        short = pooled([one.reference for one in corpus], self.texts[:-1])
        long = score([one.reference for one in order], self.texts[-1])
        files, whole = sum(self.seconds[:-1]), self.seconds[-1]
        return [
            self.name,
            *told(short),
            f"{files:.1f} s",
            *told(long),
            f"{whole:.1f} s",
            f"{self.memory:.0f}",
        ]


def told(found: Score) -> list[str]:
    return [f"{found.wer:.2%}", f"{len(found.missing)}, {len(found.doubled)}"]


def program(name: str, folder: Path | None) -> Path | None:
    """The Python that has it."""
    if name.startswith(HERE):
        return Path(sys.executable)
    python = folder / name / "bin" / "python" if folder else None
    return python if python and python.exists() else None


def run(name: str, python: Path, model: Path, recordings: list[Path]) -> Run:
    """Raises RuntimeError with the end of its output."""
    source = TOLD.format(prepare=PROGRAMS[name])
    command = [str(python), "-c", source, str(model), *map(str, recordings)]
    with tempfile.TemporaryFile() as output:
        env = os.environ | {"HF_HUB_OFFLINE": "1"}  # nobody is asked for weights
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=output, env=env)
        seen = Memory(psutil.Process(process.pid))
        with seen.watching():
            lines = process.communicate(timeout=LIMIT)[0].splitlines()
        if process.returncode:
            output.seek(0)
            raise RuntimeError(output.read()[-1500:].decode(errors="replace"))
    found = [json.loads(line) for line in lines if line.startswith(b'{"text"')]
    return Run(name, [one["text"] for one in found], [one["seconds"] for one in found], seen.most / 2**20)


def dalston(model: str, recordings: list[Path]) -> Run:
    """Seconds are those of jobs, from submission to completion; memory is that of the whole stack."""
    models = WorkerSettings().models_path
    with tempfile.TemporaryDirectory() as data, running(Path(data), model, models) as stack:
        seen = Memory(stack.process)
        with seen.watching():
            jobs = [stack.transcribe(path, f"faster-whisper:{model}") for path in recordings]
        return Run("Dalston", [job["text"] for job, _ in jobs], [took for _, took in jobs], seen.most / 2**20)


def runs(asked: argparse.Namespace, recordings: list[Path]) -> Iterator[Run]:
    yield dalston(asked.model, recordings)
    model = weights(asked.model, WorkerSettings().models_path)
    for name in PROGRAMS:
        python = program(name, asked.peers)
        if python is None:
            console.print(f"{name} is not measured: no environment in {asked.peers}/{name}")
            continue
        time.sleep(5)  # until the one before has left
        try:
            yield run(name, python, model, recordings)
        except RuntimeError as error:
            console.print(f"{name} is not measured: {error}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument(
        "--corpus", type=Path, default=Path("tests/audio"), help="recordings with a .txt each"
    )
    parser.add_argument(
        "--files", default="ls_*,jfk.*", help="which of them, as patterns with commas between"
    )
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--minutes", type=float, default=30, help="of the concatenation")
    parser.add_argument("--peers", type=Path, help="folder with other programs' environments")
    asked = parser.parse_args()
    corpus = utterances(asked.corpus, asked.files.split(","))
    console.print(f"{where()}; model {asked.model}, {len(corpus)} recordings of {asked.corpus}")
    table = Table("", "WER, files", "lost, twice", "files", "WER, long", "lost, twice", "long", "MiB")
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.wav"
        order = concatenate(corpus, asked.minutes * 60, long)
        for one in runs(asked, [*(utterance.path for utterance in corpus), long]):
            table.add_row(*one.row(corpus, order))
    console.print(table)


if __name__ == "__main__":
    main()
