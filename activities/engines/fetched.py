"""What a folder of weights was when it was fetched, so that a file changed since then is noticed."""

from pathlib import Path

from activities.engines.sources import hash_of
from activities.transcript import Noun

RECORD = ".weights.json"


class Recorded(Noun):
    sha256: str
    bytes: int
    modified: int  # nanoseconds; while it and the size stay the same, so does the content


class Record(Noun):
    source: str
    files: dict[str, Recorded]


def write(folder: Path, source: str) -> None:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != RECORD]
    record = Record(source=source, files={str(path.relative_to(folder)): _recorded(path) for path in paths})
    (folder / RECORD).write_text(record.model_dump_json(indent=1))


def read(folder: Path) -> Record | None:
    """None: the folder was filled by somebody else."""
    path = folder / RECORD
    return Record.model_validate_json(path.read_bytes()) if path.is_file() else None


def changed(folder: Path) -> list[str]:
    """Files that are not as they were; one of the same size and time is, and is not read."""
    record = read(folder)
    if record is None:
        return []
    return [name for name, file in record.files.items() if _differs(folder / name, file)]


def _recorded(path: Path) -> Recorded:
    stat, sha256 = path.stat(), hash_of(path)
    assert sha256 is not None
    return Recorded(sha256=sha256, bytes=stat.st_size, modified=stat.st_mtime_ns)


def _differs(path: Path, recorded: Recorded) -> bool:
    if not path.is_file() or (stat := path.stat()).st_size != recorded.bytes:
        return True
    return stat.st_mtime_ns != recorded.modified and hash_of(path) != recorded.sha256
