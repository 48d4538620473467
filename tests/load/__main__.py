"""Claims about load, fairness and scale, tried on real processes: python -m tests.load [PART …]."""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.live_claims import Claim, conclude
from tests.load import fair, scale, storm

PARTS = ("storm", "fair", "scale", "cores", "long", "files")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; scale: the last 3")
    parser.add_argument("--jobs", type=int, default=5000, help="of the storm")
    parser.add_argument("--minutes", type=float, default=1.0, help="in which they are submitted")
    parser.add_argument("--files", type=int, default=scale.FILES, help="of a minute")
    parser.add_argument("--pace", type=float, default=0.2, help="seconds that a second of audio takes")
    parser.add_argument("--data", type=Path, help="keep the data folders in this one")
    asked = parser.parse_args()
    parts = asked.parts or ["storm", "fair", "scale"]
    if unknown := set(parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if "scale" in parts:
        parts = [*parts, "cores", "long", "files"]
    measures: dict[str, Callable[[Path], list[Claim]]] = {
        "storm": lambda data: storm.measure(data, asked.jobs, asked.minutes),
        "fair": fair.measure,
        "cores": scale.on_cores,
        "long": lambda data: scale.one_long(data, asked.pace),
        "files": lambda data: scale.many_short(data, asked.pace, asked.files),
    }
    with tempfile.TemporaryDirectory() as folder:
        kept = asked.data or Path(folder)
        asked_for = [(name, measure) for name, measure in measures.items() if name in parts]
        return conclude([claim for name, measure in asked_for for claim in measure(kept / name)])


if __name__ == "__main__":
    sys.exit(main())
