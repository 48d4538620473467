"""Where uploads, artifacts and results live. A location is a URL, so nothing but the API is told where.

Writes are atomic: a file is there whole or not at all, so whoever finds an artifact may use it. What storage
says of a file may be FileNotFoundError or PermissionError; `Unavailable`, an OSError too, says nothing of it.
URLs of each kind are percent-encoded alike.
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import cache
from importlib import import_module
from typing import BinaryIO, TypeVar
from urllib.parse import quote, unquote, urlsplit

from pydantic import BaseModel

from activities.stores import Refused, Shown, Store, Unavailable, UnknownScheme

__all__ = ["Refused", "Shown", "Unavailable", "UnknownScheme"]

log = logging.getLogger(__name__)

STORES = {"file": "activities.stores.files:FileStore", "s3": "activities.stores.s3:S3Store"}

Model = TypeVar("Model", bound=BaseModel)


def knows(url: str) -> bool:
    """Whether the URL is of a kind of storage that this build has."""
    return urlsplit(url).scheme in STORES


def join(folder: str, *names: str) -> str:
    """The URL of something inside a folder."""
    return "/".join([folder.rstrip("/"), *names])


def exists(url: str) -> bool:
    """Whether there is a file. A folder is none."""
    return _store(url).exists(url)


def size(url: str) -> int:
    """Bytes. Raises FileNotFoundError."""
    return _store(url).size(url)


def read(url: str) -> bytes:
    """Raises FileNotFoundError."""
    return _store(url).read(url)


def read_range(url: str, start: int, length: int) -> bytes:
    """At most `length` bytes from byte `start`."""
    with open_read(url) as file:
        file.seek(start)
        return file.read(length)


def open_read(url: str) -> BinaryIO:
    """A seekable file, read as it is needed. Raises FileNotFoundError."""
    return _store(url).open_read(url)


def open_write(url: str) -> AbstractContextManager[BinaryIO]:
    """A new file that appears under its name when the block ends well, and never otherwise.

    Its first megabytes can be sought and written over, as the headers of media files want it; no more.
    """
    return _store(url).open_write(url)


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
    return _store(folder).list_names(folder)


def walk(folder: str) -> Iterator[str]:
    """Files below a folder that are not hidden, in order, as paths relative to it. Links are not followed."""
    return _store(folder).walk(folder)


def name_below(folder: str, url: str) -> str:
    """What `walk` called a file."""
    return unquote(url.removeprefix(folder.rstrip("/") + "/"))


def quoted(name: str) -> str:
    """A relative path, as a URL spells it."""
    return quote(name)


def real(url: str) -> str:
    """The URL without links and detours. Raises ValueError when no path could be like that."""
    return _store(url).real(url)


def version(url: str) -> str:
    """Another one when the file has been changed. Raises FileNotFoundError."""
    return _store(url).version(url)


def copy(source: str, target: str) -> None:
    """The same file under another name as well. Raises FileNotFoundError."""
    if _store(source) is _store(target):
        _store(source).copy(source, target)
        return
    with open_read(source) as file, open_write(target) as copied:
        shutil.copyfileobj(file, copied, 1 << 20)


def delete(url: str) -> None:
    """Remove a file, or what `partials` found. Already gone is fine."""
    _store(url).delete(url)


def list_folders(folder: str) -> list[str]:
    """The names of the folders in a folder; none when there is no such folder."""
    return _store(folder).list_folders(folder)


def partials(folder: str) -> list[str]:
    """URLs of files below a folder that somebody is writing, or was when they were killed."""
    return _store(folder).partials(folder)


def newest(url: str) -> float | None:
    """When a file, or a folder and what is in it, was last written, in Unix time; None: it is gone."""
    return _store(url).newest(url)


def delete_folder(folder: str) -> None:
    """Remove everything below a folder. Already gone is fine."""
    _store(folder).delete_folder(folder)


def link(url: str, shown: Shown) -> str | None:
    """A URL at which anybody gets the file from storage for a while; None: it goes through the API."""
    return _store(url).link(url, shown)


def check(folder: str) -> None:
    """Raise OSError or UnknownScheme when a job could not be stored below this folder."""
    _store(folder).check(folder)


def complain(folder: str) -> None:
    """Log, as a process starts, why no job could be stored below this folder. It may be mended later."""
    try:
        check(folder)
    except (OSError, UnknownScheme) as error:
        log.error("storage %s cannot be used: %s", folder, error)


def _store(url: str) -> Store:
    scheme = urlsplit(url).scheme
    if scheme not in STORES:
        known = " and ".join(f"{name}://" for name in STORES)
        raise UnknownScheme(f"no storage for {scheme!r} URLs ({url}); {known} are supported")
    return _opened(scheme)


def forget_settings() -> None:
    """Read them again when the next URL is met."""
    _opened.cache_clear()


@cache
def _opened(scheme: str) -> Store:
    """One a process: whoever stores nothing in S3 imports nothing of it."""
    module, _, name = STORES[scheme].partition(":")
    store: Store = getattr(import_module(module), name)()
    return store
