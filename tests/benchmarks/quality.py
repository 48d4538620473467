"""`make bench-quality`: how good each stage is, on the recordings of a corpus.

A part whose folders the corpus lacks is left out.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.benchmarks import call, events, everything, languages, redaction, speakers, words
from tests.benchmarks.__main__ import where


@dataclass(frozen=True)
class Part:
    main: Callable[[Path], None]
    folders: tuple[str, ...] = ()  # of which it needs one; none: any corpus will do


PARTS = {
    "languages": Part(languages.main, ("asr",)),
    "words": Part(words.main, ("words",)),
    "speakers": Part(speakers.main, ("diar", "conv")),
    "events": Part(events.main, ("odd",)),
    "redaction": Part(redaction.main, ("pii",)),
    "call": Part(call.main, ("conv",)),
    "everything": Part(everything.main),
}


def main() -> None:
    options = parser().parse_args()
    console = Console(width=110)
    console.print(f"{where()}; recordings of {options.corpus}")
    for name in options.parts:
        part = PARTS[name]
        if part.folders and not any((options.corpus / folder).is_dir() for folder in part.folders):
            console.print(f"{name}: left out, {options.corpus} has no {' or '.join(part.folders)}")
            continue
        console.rule(name)
        began = time.perf_counter()
        part.main(options.corpus)
        console.print(f"{name}: {time.perf_counter() - began:.0f} s")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m tests.benchmarks.quality", description=__doc__)
    found.add_argument("--corpus", type=Path, default=Path("tests/audio"), help="folder of recordings")
    found.add_argument("parts", nargs="*", default=list(PARTS), help=f"which of {', '.join(PARTS)}")
    return found


if __name__ == "__main__":
    main()
