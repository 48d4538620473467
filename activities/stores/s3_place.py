"""An s3:// URL in, bucket and key out, and back. A key is percent-encoded as a path is in a file:// URL."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from activities.stores import UnknownScheme

BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
UPLOAD = re.compile(r"upload=([\w.~-]+)")


@dataclass(frozen=True)
class Place:
    bucket: str
    key: str  # without slashes around it; empty: the whole bucket
    upload: str | None = None  # id of an upload that is not finished

    @property
    def url(self) -> str:
        path = f"s3://{self.bucket}/{quote(self.key)}".rstrip("/")
        return f"{path}?upload={self.upload}" if self.upload else path

    @property
    def prefix(self) -> str:
        """Of what is below it."""
        return f"{self.key}/" if self.key else ""


def place(url: str) -> Place:
    """Raises UnknownScheme when nothing can be there."""
    parts = urlsplit(url)
    key = unquote(parts.path.strip("/"))
    unfinished = UPLOAD.fullmatch(parts.query)
    if not BUCKET.fullmatch(parts.netloc):
        raise UnknownScheme(f"{url} names no bucket; a folder in one is s3://bucket/folder")
    if parts.fragment or (parts.query and not unfinished):
        raise UnknownScheme(f"{url} has a ? or # in it; in a name they are written %3F and %23")
    if not is_plain(key):
        raise UnknownScheme(f"{url} has a part that is empty, . or ..; no file is kept under such a name")
    return Place(parts.netloc, key, unfinished and unfinished[1])


def is_plain(key: str) -> bool:
    """Whether every server takes it for a name: some resolve what looks like a detour."""
    parts = key.split("/") if key else []
    return not any(part in ("", ".", "..") or "\0" in part for part in parts)
