"""Which stack runs on a data folder: a lock that lives as long as it does, and a file that says where."""

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True)
class Presence:
    """The content of stack.json."""

    pid: int
    url: str  # of the API
    temporal: str  # host:port
    ui: str  # URL of Temporal's own user interface


class Occupied(Exception):
    """Another stack runs on the data folder."""


@contextmanager
def occupy(data: Path) -> Iterator[None]:
    """Be the only stack on a data folder. Raises Occupied, or OSError when the folder cannot be used."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("a") as lock:
        if not _lock(lock, fcntl.LOCK_EX, patience=1.0):  # somebody may just be looking
            other = find(data)
            where = f" (process {other.pid}, {other.url})" if other else ""
            raise Occupied(
                f"a stack already runs on {data}{where}; "
                f"stop it with `dalston down --data {data}`, or choose another folder with --data"
            )
        _file(data).unlink(missing_ok=True)  # of a stack that was killed
        try:
            yield
        finally:
            _file(data).unlink(missing_ok=True)


def publish(data: Path, presence: Presence) -> None:
    """Say where the stack is. Whoever reads the file finds all of it or none."""
    partial = data / ".stack.json.partial"
    partial.write_text(json.dumps(asdict(presence), indent=2) + "\n")
    partial.replace(_file(data))


def is_occupied(data: Path) -> bool:
    path = data / "lock"
    if not path.exists():
        return False
    with path.open() as lock:
        return not _lock(lock, fcntl.LOCK_SH)


def find(data: Path) -> Presence | None:
    """The stack that runs on a data folder, if one does and has said where it is."""
    if not is_occupied(data):
        return None
    try:
        return Presence(**json.loads(_file(data).read_text()))
    except FileNotFoundError:
        return None


def _file(data: Path) -> Path:
    return data / "stack.json"


def _lock(file: TextIO, kind: int, patience: float = 0.0) -> bool:
    """Lock until the file is closed, which the kernel does even for a process that is killed."""
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
