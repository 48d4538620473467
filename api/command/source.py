"""What is to be transcribed: a file, standard input, a URL that the server fetches or that is downloaded."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO
from urllib.parse import unquote, urlsplit

import httpx

from api.command.failure import Exit, Failure
from api.command.meter import Meter

LARGEST = 3_000_000_000  # bytes, as much as a server accepts
PATIENCE = httpx.Timeout(30, connect=10)  # seconds


@dataclass(frozen=True)
class Source:
    path: Path | None  # on this machine
    name: str
    url: str | None = None  # where the server finds it, if there is no path


@contextmanager
def opened(given: str, meter: Meter, *, here: bool = False) -> Iterator[Source]:
    """`here`: download any URL on this machine. Raises Failure when there is nothing to be had."""
    if given.startswith("https://") and not here:
        yield Source(None, name_in(given), given)
        return
    if given != "-" and not given.startswith(("https://", "http://")):
        yield local(Path(given).expanduser())
        return
    with NamedTemporaryFile(prefix="dalston-") as file:
        if given == "-":
            shutil.copyfileobj(sys.stdin.buffer, file)
            name = "stdin"
        else:
            name = download(given, file, meter)
        file.flush()
        yield Source(Path(file.name), name)


def local(path: Path) -> Source:
    if path.is_dir():
        raise Failure(f"{path} is a folder, not a recording", Exit.USAGE)
    try:
        path.open("rb").close()
    except OSError as error:
        raise Failure(f"cannot read {path}: {error.strerror}", Exit.USAGE) from error
    return Source(path, path.name)


def download(url: str, file: IO[bytes], meter: Meter) -> str:
    """Write what a URL has to a file, and return a name for it."""
    done = 0
    try:
        with httpx.stream("GET", url, follow_redirects=True, timeout=PATIENCE) as answer:
            answer.raise_for_status()
            total = int(answer.headers.get("Content-Length", 0))
            for piece in answer.iter_bytes():
                done += len(piece)
                if max(done, total) > LARGEST:
                    raise Failure(f"{url} is larger than {LARGEST // 1_000_000} MB", Exit.REFUSED)
                file.write(piece)
                meter.moved("downloading", done, total)
    except httpx.HTTPStatusError as error:
        status = f"{error.response.status_code} {error.response.reason_phrase}"
        raise Failure(f"cannot download {url}: {status}", Exit.REFUSED) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Failure(f"cannot download {url}: {error or type(error).__name__}", Exit.REFUSED) from error
    return name_in(url)


def name_in(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:  # no URL; whoever fetches it says so
        return url
    return unquote(parts.path.rpartition("/")[2]) or parts.netloc
