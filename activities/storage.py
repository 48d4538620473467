"""Where uploads, artifacts and results live. A location is a URL, so nothing but the API is told where.

Writes are atomic: a file is there whole or not at all, so whoever finds an artifact may use it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import quote, unquote, urlparse
from urllib.request import url2pathname
from uuid import uuid4

from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


class UnknownScheme(ValueError):
    """The URL names a kind of storage that this build does not have."""


def knows(url: str) -> bool:
    """Whether the URL is of a kind of storage that this build has."""
    return urlparse(url).scheme == "file"


def join(folder: str, *names: str) -> str:
    """The URL of something inside a folder."""
    return "/".join([folder.rstrip("/"), *names])


def exists(url: str) -> bool:
    return _path(url).is_file()


def size(url: str) -> int:
    """Bytes. Raises FileNotFoundError."""
    return _path(url).stat().st_size


def read(url: str) -> bytes:
    """Raises FileNotFoundError."""
    return _path(url).read_bytes()


def read_range(url: str, start: int, length: int) -> bytes:
    """At most `length` bytes from byte `start`."""
    with open_read(url) as file:
        file.seek(start)
        return file.read(length)


def open_read(url: str) -> BinaryIO:
    """A seekable file, read as it is needed."""
    return _path(url).open("rb")


@contextmanager
def open_write(url: str) -> Iterator[BinaryIO]:
    """A new file that appears under its name when the block ends well, and never otherwise."""
    path = _path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid4().hex}.partial")
    try:
        with partial.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write(url: str, content: bytes) -> str:
    with open_write(url) as file:
        file.write(content)
    return url


def read_model(url: str, model: type[Model]) -> Model:
    return model.model_validate_json(read(url))


def write_model(url: str, item: BaseModel) -> str:
    return write(url, item.model_dump_json().encode())


def list_names(folder: str) -> list[str]:
    """Every file below a folder, as paths relative to it; none when there is no such folder."""
    root = _path(folder)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def walk(folder: str) -> Iterator[str]:
    """Files below a folder that are not hidden, in order, as paths relative to it. Links are not followed."""
    root = _path(folder)
    for place, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def name_below(folder: str, url: str) -> str:
    """What `walk` called a file."""
    return unquote(url.removeprefix(folder.rstrip("/") + "/"))


def quoted(name: str) -> str:
    """A relative path, as a URL spells it."""
    return quote(name)


def real(url: str) -> str:
    """The URL without links and detours. Raises ValueError when no path could be like that."""
    return _path(url).resolve().as_uri()


def version(url: str) -> str:
    """Another one when the file has been changed. Raises FileNotFoundError."""
    found = _path(url).stat()
    return f"{found.st_size}-{found.st_mtime_ns}"


def copy(source: str, target: str) -> None:
    """The same file under another name as well; files are never changed, so one on the disk will do.

    Raises FileNotFoundError.
    """
    path = _path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(_path(source), path)
    except FileExistsError:
        return
    except OSError:  # another disk, or one that cannot link
        with open_read(source) as file, open_write(target) as copied:
            shutil.copyfileobj(file, copied)


def delete(url: str) -> None:
    """Remove a file. Already gone is fine."""
    _path(url).unlink(missing_ok=True)


def list_folders(folder: str) -> list[str]:
    """The names of the folders in a folder; none when there is no such folder."""
    root = _path(folder)
    return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def partials(folder: str) -> list[str]:
    """URLs of files below a folder that somebody is writing, or was when they were killed."""
    root = _path(folder)
    return sorted(path.as_uri() for path in root.rglob(".*.partial"))


def newest(url: str) -> float | None:
    """When a file, or a folder and what is in it, was last written, in Unix time; None: it is gone."""
    path = _path(url)
    try:
        below = path.rglob("*") if path.is_dir() else ()
        return float(max(found.stat().st_mtime for found in (path, *below)))
    except FileNotFoundError:
        return newest(url) if path.exists() else None


def delete_folder(folder: str) -> None:
    """Remove everything below a folder. Already gone is fine."""
    shutil.rmtree(_path(folder), onerror=_raise_unless_gone)  # somebody else may delete it just now


def _raise_unless_gone(_function: object, _path: str, raised: tuple[Any, BaseException, Any]) -> None:
    if not isinstance(raised[1], FileNotFoundError):
        raise raised[1]


def check(folder: str) -> None:
    """Raise OSError or UnknownScheme when a job could not be stored below this folder."""
    probe = join(folder, f".check-{uuid4().hex}")
    write(probe, b"dalston")
    _path(probe).unlink()


def _path(url: str) -> Path:
    parts = urlparse(url)
    if parts.scheme != "file":
        raise UnknownScheme(f"no storage for {parts.scheme!r} URLs ({url}); file:// is supported")
    if parts.netloc not in ("", "localhost"):  # file://data/jobs would silently mean /jobs
        raise UnknownScheme(f"{url} names the host {parts.netloc!r}; a path on this machine is file:///path")
    return Path(url2pathname(parts.path))
