"""What a folder's transcription has done so far, in a small file beside the results, so that it can go on."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from uuid import uuid4

from api.command.failure import Exit, Failure

NAME = ".dalston-batch.json"
VERSION = 1


@dataclass
class Entry:
    """One recording, as it was when it was submitted."""

    size: int
    mtime_ns: int
    options: str
    key: str = field(default_factory=lambda: uuid4().hex)  # with the same one the server makes one job
    job_id: str | None = None
    status: str = "submitted"  # completed, failed, cancelled
    outputs: dict[str, str] = field(default_factory=dict)  # by format: paths below the output folder

    def is_of(self, path: Path, options: str) -> bool:
        """Whether neither the file nor what is asked for has changed."""
        found = path.stat()
        return (self.size, self.mtime_ns, self.options) == (found.st_size, found.st_mtime_ns, options)


class Ledger:
    """Written anew, whole or not at all, whenever something has happened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.entries: dict[str, Entry] = {}

    def load(self) -> None:
        """Raises Failure when the file is none of ours."""
        with suppress(FileNotFoundError):
            try:
                content = json.loads(self.path.read_bytes())
                if content["version"] != VERSION:
                    raise ValueError("another version's")
                self.entries = {name: Entry(**entry) for name, entry in content["recordings"].items()}
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                message = f"{self.path} cannot be read; remove it to begin anew (everything is done again)"
                raise Failure(message, Exit.USAGE) from error

    def entry(self, name: str, path: Path, options: str) -> Entry:
        """What is known of a recording; a new entry if that no longer holds."""
        known = self.entries.get(name)
        if known is None or not known.is_of(path, options):
            known = self.begin(name, path, options)
        return known

    def begin(self, name: str, path: Path, options: str) -> Entry:
        """Forget a recording's job. Its documents will be written over."""
        found = path.stat()
        before = self.entries.get(name)
        outputs = before.outputs if before else {}
        self.entries[name] = Entry(found.st_size, found.st_mtime_ns, options, outputs=outputs)
        return self.entries[name]

    def output(self, name: str, format: str) -> Path:
        """Where a recording's document goes: under a name that nothing else has."""
        entry = self.entries[name]
        if format not in entry.outputs:
            entry.outputs[format] = self._free(PurePosixPath(name), format)
        return self.folder / entry.outputs[format]

    def _free(self, name: PurePosixPath, format: str) -> str:
        # Some file systems take two names for one that differ in case.
        taken = {path.casefold() for entry in self.entries.values() for path in entry.outputs.values()}
        candidates = [name.with_suffix(f".{format}"), name.with_name(f"{name.name}.{format}")]
        candidates += [name.with_name(f"{name.name}-{number}.{format}") for number in range(2, 1000)]
        for candidate in candidates:
            spelled = candidate.as_posix()
            if spelled.casefold() not in taken and not (self.folder / candidate).exists():
                return spelled
        raise Failure(f"no name is free in {self.folder} for the transcript of {name}")

    def save(self) -> None:
        recordings = {name: asdict(entry) for name, entry in self.entries.items()}
        content = json.dumps({"version": VERSION, "recordings": recordings}, indent=1, ensure_ascii=False)
        write_whole(self.path, content.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Raises Failure."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".dalston-", delete=False) as file:
            partial = Path(file.name)
            try:
                file.write(content)
                file.flush()
                partial.chmod(0o644)
                partial.replace(path)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror}", Exit.USAGE) from error
