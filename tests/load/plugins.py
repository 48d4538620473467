"""Stand-in engines for processes that are otherwise as users run them: packages that bring plug-ins."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMED = "fake:timed"  # the model of tests/fakes.py that sleeps as long as it is told to
FAKE = {"fake": "tests.fakes:FakeEngine"}
# Everything that computes, slept.
TIMED_ALL = FAKE | {"audio-prepare": "tests.load.stand_ins.prepare:TimedPrepare"}


def environment(folder: Path, engines: dict[str, str]) -> dict[str, str]:
    """What a process needs in its environment to find engines that this makes a package of."""
    about = folder / "stand_ins-0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stand-ins\nVersion: 0\n")
    lines = [f"{name} = {place}" for name, place in engines.items()]
    (about / "entry_points.txt").write_text("\n".join(["[dalston.engines]", *lines, ""]))
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
