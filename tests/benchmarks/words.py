"""`python -m tests.benchmarks.words CORPUS`: how far word starts are from where people heard them.

CORPUS has times in words/*.ctm, and the recordings beside them, in asr/ or in diar/. Words that the
transcriber did not recognise are left out.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from activities.audio import Audio
from activities.engines import Aligner, TranscribeOptions, Transcriber, catalogue
from activities.engines.align.phoneme_align.engine import PhonemeAlign
from activities.transcript import Segment
from tests.benchmarks.corpus import SOUNDS
from tests.recordings import decode
from workers.settings import WorkerSettings

MODELS = ("tiny.en", "base")
TIMED, SHOWN = ("own", "aligned"), ("median", "p90")
FOLDERS = ("words", "asr", "diar")
OVERLAPPING = "ami_"  # meetings, in which people talk at once; their words are shown but not in the sum
SPARSE = "ls_"  # of these recordings only some words have times
NEAR = 1.5  # seconds in which such a word is the same one
MEDIAN, WORST = 40, 120  # milliseconds that must hold for the median and for nine words in ten


Times = list[tuple[str, float]]  # words and when they start


@dataclass
class Errors:
    """Seconds by which words start late, as the transcriber times them and as the aligner does."""

    own: list[float] = field(default_factory=list)
    aligned: list[float] = field(default_factory=list)

    def add(self, other: "Errors") -> None:
        self.own += other.own
        self.aligned += other.aligned


def main(corpus: Path) -> None:
    models = WorkerSettings().models_path
    aligner = PhonemeAlign(None, models)
    table = Table("model", "recording", "words", *(f"{who} {what}, ms" for who in TIMED for what in SHOWN))
    for model in MODELS:
        transcriber = catalogue.load("faster-whisper", model=model, models=models)
        found = measure(transcriber, aligner, corpus)
        for name, errors in found.items():
            table.add_row(model, name, str(len(errors.own)), *shown(errors.own), *shown(errors.aligned))
    table.add_row("", "must hold", "", "", "", f"≤ {MEDIAN}, half of own", f"≤ {WORST}")
    Console(width=110).print(table)


def measure(transcriber: Transcriber, aligner: Aligner, corpus: Path) -> dict[str, Errors]:
    found = defaultdict[str, Errors](Errors)
    for path, reference in recordings(corpus):
        with path.open("rb") as file:
            audio = Audio(decode(file))
        segments = list(transcriber.transcribe(audio, TranscribeOptions(language="en")))
        aligned = aligner.align(audio, segments, "en")
        errors = Errors(late(path, reference, segments), late(path, reference, aligned))
        found[SPARSE + "*" if path.stem.startswith(SPARSE) else path.stem].add(errors)
        if not path.stem.startswith(OVERLAPPING):
            found["all but meetings"].add(errors)
    return found


def recordings(corpus: Path) -> Iterator[tuple[Path, Times]]:
    """Recordings and their words in words/*.ctm: recording, channel, start, duration, word."""
    references = defaultdict[str, Times](list)
    for ctm in sorted((corpus / "words").glob("*.ctm")):
        for line in ctm.read_text("utf-8").splitlines():
            recording, _, start, _, word, *_ = line.split()
            references[recording].append((plain(word), float(start)))
    for recording, words in references.items():
        places = (corpus / folder / (recording + end) for folder in FOLDERS for end in SOUNDS)
        yield next(place for place in places if place.exists()), words


def late(path: Path, reference: Times, segments: list[Segment]) -> list[float]:
    """Seconds by which the words that were recognised start late."""
    heard = [(plain(word.text), word.start) for segment in segments for word in segment.words]
    if path.stem.startswith(SPARSE):
        alike = [(start, [at for word, at in heard if word == text]) for text, start in reference]
        nearest = [(start, min(those, key=lambda at: abs(at - start))) for start, those in alike if those]
        return [at - start for start, at in nearest if abs(at - start) < NEAR]
    said, recognised = ([word for word, _ in words] for words in (reference, heard))
    matcher = SequenceMatcher(None, said, recognised, autojunk=False)
    pairs = [(a + n, b + n) for a, b, size in matcher.get_matching_blocks() for n in range(size)]
    return [heard[b][1] - reference[a][1] for a, b in pairs]


def plain(word: str) -> str:
    return re.sub("[^a-z0-9']", "", word.lower().replace("\u2019", "'"))


def shown(errors: list[float]) -> list[str]:
    """Milliseconds."""
    return [f"{1000 * float(np.percentile(np.abs(errors), share)):.0f}" for share in (50, 90)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
