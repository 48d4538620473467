"""The data folder: it can be written, nothing in it is somebody else's, and there is room."""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from api.command.checks.finding import Finding

SPACE_NEEDED = 2_000_000_000  # bytes: a few hours of audio, decoded, and Temporal's database
WHAT = "data folder"
MENDS = {
    errno.ENOSPC: "make room on the disk, or choose another one: DALSTON_DATA",
    errno.EROFS: "choose a folder on a disk that can be written: DALSTON_DATA",
    errno.EACCES: "give it to this user: sudo chown -R $(id -u) {data}; or choose another one: DALSTON_DATA",
}


def examine(data: Path) -> Iterator[Finding]:
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / ".doctor"
        probe.write_bytes(b"dalston")
        probe.unlink()
    except OSError as error:
        mend = MENDS.get(error.errno or 0, "choose another one: DALSTON_DATA").format(data=data)
        yield Finding(WHAT, "broken", f"{data}: {error.strerror}", mend)
        return
    yield room(data)
    yield from foreign(data)


def room(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    detail = f"{data}, {free / 1e9:.1f} GB free"
    if free < SPACE_NEEDED:
        return Finding(WHAT, "note", detail, "make room, or choose another disk with DALSTON_DATA")
    return Finding(WHAT, "ok", detail)


def foreign(data: Path) -> Iterator[Finding]:
    """What another user left, as a start with sudo does."""
    locked = [path.name for path in sorted(data.iterdir()) if not os.access(path, os.R_OK | os.W_OK)]
    if locked:
        detail = f"this user may not write {', '.join(locked)} in {data}"
        yield Finding("permissions", "broken", detail, MENDS[errno.EACCES].format(data=data))
