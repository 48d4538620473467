"""A URL in, what it leads to out, as a file: redirects followed, size and time bounded, hashed on the way."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import BinaryIO

import httpx

from activities.audio import UnsupportedFormat
from activities.outbound import Deadline, Outbound, TookTooLong, certificate_refused
from activities.public_address import ForbiddenAddress, checked
from activities.transcript import Noun

MOST_REDIRECTS = 5
BUSY = {408, 425, 429}  # statuses below 500 that may be another one in a moment
LONGEST_PAUSE = 600  # seconds; a server that wants to be left alone for longer is asked before
WEB_PAGE = ("text/html", "application/xhtml+xml")


class Fetched(Noun):
    sha256: str
    bytes: int


class Unreachable(Exception):
    """There is nothing to be had from a URL. Names its host, never its path: secrets may be in it.

    `passing`: another attempt may do better, `pause` seconds from now where the server says so.
    """

    def __init__(self, message: str, *, passing: bool = False, pause: int | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.pause = pause


class FileTooLarge(Exception):
    """More bytes than this server accepts."""


def download(outbound: Outbound, url: str, file: BinaryIO, *, most: int, seconds: float) -> Fetched:
    """Write at most so many bytes, within so many seconds.

    Raises Unreachable, FileTooLarge, UnsupportedFormat or ForbiddenAddress.
    """
    deadline = Deadline(seconds)
    first, _ = checked(url, outbound.rules)
    for _ in range(MOST_REDIRECTS + 1):
        with _asked(outbound, url, deadline) as answer:
            if not answer.has_redirect_location:
                return _kept(answer, file, most)
            url = _next(url, answer.headers["Location"])
    raise Unreachable(f"{first} leads nowhere: it redirects more than {MOST_REDIRECTS} times")


@contextmanager
def _asked(outbound: Outbound, url: str, deadline: Deadline) -> Iterator[httpx.Response]:
    """An answer, and what goes wrong while it is read, in words."""
    try:
        with outbound.answer("GET", url, deadline) as answer:
            yield answer
    except TookTooLong:
        raise Unreachable(f"{_host(url)} did not send the recording within {deadline.seconds:g} s") from None
    except httpx.TimeoutException:
        raise Unreachable(f"{_host(url)} does not answer", passing=True) from None
    except httpx.TransportError as error:
        if certificate_refused(error):
            raise Unreachable(f"{_host(url)} has no certificate that can be trusted") from None
        raise Unreachable(f"the connection to {_host(url)} failed", passing=True) from None


def _kept(answer: httpx.Response, file: BinaryIO, most: int) -> Fetched:
    _refuse(answer, most)
    digest, size = hashlib.sha256(), 0
    for piece in answer.iter_raw():
        size += len(piece)
        if size > most:
            raise _too_large(answer, most)
        digest.update(piece)
        file.write(piece)
    return Fetched(sha256=digest.hexdigest(), bytes=size)


def _refuse(answer: httpx.Response, most: int) -> None:
    """What the head of an answer says already."""
    host, status = answer.request.url.host, answer.status_code
    if status != HTTPStatus.OK:
        raise Unreachable(
            f"{host} answered {status} {httpx.codes.get_reason_phrase(status)}".strip(),
            passing=status // 100 == 5 or status in BUSY,
            pause=_pause(answer.headers.get("Retry-After", "")),
        )
    if answer.headers.get("Content-Type", "").lower().startswith(WEB_PAGE):
        raise UnsupportedFormat(f"{host} answered with a web page; the URL must lead to the recording itself")
    announced = answer.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(answer, most)


def _too_large(answer: httpx.Response, most: int) -> FileTooLarge:
    return FileTooLarge(
        f"the file at {answer.request.url.host} is larger than the {most} bytes that this server accepts"
    )


def _pause(retry_after: str) -> int | None:
    """Seconds. A date, the other form there is, counts as nothing said."""
    return min(LONGEST_PAUSE, int(retry_after[:9])) if retry_after.isdecimal() else None


def _next(url: str, location: str) -> str:
    try:
        return str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, UnicodeError):
        raise ForbiddenAddress(f"{_host(url)} redirects to what is no URL") from None


def _host(url: str) -> str:
    return httpx.URL(url).host
