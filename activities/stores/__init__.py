"""What every kind of storage can do, and how it says that it cannot."""

import errno
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

PROBE = (
    ".check"  # written and removed to see whether storage works; one name, so that killed processes leave one
)


class UnknownScheme(ValueError):
    """The URL names a kind of storage that this build does not have."""


class Unavailable(OSError):
    """Storage does not do what it should just now, or is set up wrongly: nothing is known of the file."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EIO, why)

    def __str__(self) -> str:
        return str(self.strerror)


class Refused(Unavailable, PermissionError):
    """Storage lets us not do this."""


@dataclass(frozen=True)
class Shown:
    """How a browser is to take a file that it gets from storage itself."""

    media_type: str
    disposition: str  # Content-Disposition


class Store(Protocol):
    """Files by URL. `activities.storage` says what each of these promises."""

    def exists(self, url: str) -> bool: ...

    def size(self, url: str) -> int: ...

    def read(self, url: str) -> bytes: ...

    def open_read(self, url: str) -> BinaryIO: ...

    def open_write(self, url: str) -> AbstractContextManager[BinaryIO]: ...

    def list_names(self, folder: str) -> list[str]: ...

    def walk(self, folder: str) -> Iterator[str]: ...

    def list_folders(self, folder: str) -> list[str]: ...

    def partials(self, folder: str) -> list[str]: ...

    def real(self, url: str) -> str: ...

    def version(self, url: str) -> str: ...

    def newest(self, url: str) -> float | None: ...

    def copy(self, source: str, target: str) -> None: ...

    def delete(self, url: str) -> None: ...

    def delete_folder(self, folder: str) -> None: ...

    def link(self, url: str, shown: Shown) -> str | None: ...

    def check(self, folder: str) -> None: ...
