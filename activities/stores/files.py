"""Storage on a disk, or whatever is mounted like one: file:// URLs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlparse
from urllib.request import url2pathname
from uuid import uuid4

from activities.stores import PROBE, Shown, UnknownScheme


class FileStore:
    def exists(self, url: str) -> bool:
        return _path(url).is_file()

    def size(self, url: str) -> int:
        return _path(url).stat().st_size

    def read(self, url: str) -> bytes:
        return _path(url).read_bytes()

    def open_read(self, url: str) -> BinaryIO:
        return _path(url).open("rb")

    @contextmanager
    def open_write(self, url: str) -> Iterator[BinaryIO]:
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

    def list_names(self, folder: str) -> list[str]:
        root = _path(folder)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    def walk(self, folder: str) -> Iterator[str]:
        root = _path(folder)
        for place, folders, files in os.walk(root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                path = Path(place, name)
                if not name.startswith(".") and path.is_file() and not path.is_symlink():
                    yield path.relative_to(root).as_posix()

    def list_folders(self, folder: str) -> list[str]:
        root = _path(folder)
        return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []

    def partials(self, folder: str) -> list[str]:
        root = _path(folder)
        return sorted(path.as_uri() for path in root.rglob(".*.partial"))

    def real(self, url: str) -> str:
        return _path(url).resolve().as_uri()

    def version(self, url: str) -> str:
        found = _path(url).stat()
        return f"{found.st_size}-{found.st_mtime_ns}"

    def newest(self, url: str) -> float | None:
        path = _path(url)
        try:
            below = path.rglob("*") if path.is_dir() else ()
            return float(max(found.stat().st_mtime for found in (path, *below)))
        except FileNotFoundError:
            return self.newest(url) if path.exists() else None

    def copy(self, source: str, target: str) -> None:
        """Files are never changed, so one on the disk under two names will do."""
        path = _path(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(_path(source), path)
        except FileExistsError:
            return
        except OSError:  # another disk, or one that cannot link
            with self.open_read(source) as file, self.open_write(target) as copied:
                shutil.copyfileobj(file, copied)

    def delete(self, url: str) -> None:
        _path(url).unlink(missing_ok=True)

    def delete_folder(self, folder: str) -> None:
        shutil.rmtree(_path(folder), onerror=_raise_unless_gone)  # somebody else may delete it just now

    def link(self, url: str, shown: Shown) -> str | None:
        return None

    def check(self, folder: str) -> None:
        probe = f"{folder.rstrip('/')}/{PROBE}"
        with self.open_write(probe) as file:
            file.write(b"dalston")
        _path(probe).unlink(missing_ok=True)


def _raise_unless_gone(_function: object, _path: str, raised: tuple[Any, BaseException, Any]) -> None:
    if not isinstance(raised[1], FileNotFoundError):
        raise raised[1]


def _path(url: str) -> Path:
    parts = urlparse(url)
    if parts.netloc not in ("", "localhost"):  # file://data/jobs would silently mean /jobs
        raise UnknownScheme(f"{url} names the host {parts.netloc!r}; a path on this machine is file:///path")
    return Path(url2pathname(parts.path))
