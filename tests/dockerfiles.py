"""The Dockerfiles, instruction by instruction, as Docker's own parser reads them."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dockerfile

ROOT = Path(__file__).parent.parent
FILES = ("api/Dockerfile", "workers/Dockerfile", "realtime/Dockerfile")


@dataclass(frozen=True)
class Instruction:
    cmd: str  # in capitals
    flags: tuple[str, ...]
    value: tuple[str, ...]
    original: str


@cache
def instructions(file: str) -> tuple[Instruction, ...]:
    found = dockerfile.parse_file(str(ROOT / file))
    return tuple(Instruction(one.cmd.upper(), one.flags, one.value, one.original) for one in found)


def arguments(file: str) -> dict[str, str]:
    """ARGs and what they are where nobody says otherwise."""
    texts = [text for found in instructions(file) if found.cmd == "ARG" for text in found.value]
    return {name: value.strip('"') for name, _, value in (text.partition("=") for text in texts)}


def last_stage(file: str) -> list[Instruction]:
    """What the image that is run is made of."""
    found = instructions(file)
    start = max(at for at, one in enumerate(found) if one.cmd == "FROM")
    return list(found[start:])


def environment(file: str) -> dict[str, str]:
    """Of the image."""
    found: dict[str, str] = {}
    for one in last_stage(file):
        if one.cmd == "ENV":
            found |= dict(zip(one.value[::2], one.value[1::2], strict=True))
    return found


def command(file: str, what: str = "CMD") -> list[str]:
    """The image's CMD, or the command of its HEALTHCHECK."""
    (one,) = [one for one in last_stage(file) if one.cmd == what]
    text = one.original.partition("CMD")[2].strip()
    argv: list[str] = json.loads(text)
    return argv


def extras() -> set[str]:
    """What can be installed with Dalston."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return set(project["optional-dependencies"])
