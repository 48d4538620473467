"""One HTTP request to where a stranger said, and its answer: only to allowed addresses, and bounded in time.

The address is checked where the connection is made, and that very address is connected to. So it holds for
every request, whatever a name resolves to the next time. There are no proxies, cookies, retries, redirects
or decompression here, and no URL is logged.
"""

import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from activities.public_address import ForbiddenAddress, Resolver, Rules, addresses, by_dns, checked

CONNECT, SILENCE = 10.0, 30.0  # seconds until there is a connection; without a byte on it
SLICE = 1.0  # seconds; between two of them an activity hears that it is cancelled
MOST_ADDRESSES = 4  # of one host that are tried
HEADERS = {"User-Agent": "dalston", "Accept": "*/*", "Accept-Encoding": "identity"}


class TookTooLong(Exception):
    """All the time that there was for a request is over."""


class Deadline:
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None) -> float:
        """Seconds, at most so many. Raises TookTooLong."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TookTooLong(f"it did not end within {self.seconds:g} s")
        return left if most is None else min(most, left)


@dataclass(frozen=True)
class Outbound:
    """`trusted`: who vouches for servers; None: the usual authorities and those that SSL_CERT_FILE names."""

    rules: Rules = field(default_factory=Rules)
    resolver: Resolver = by_dns
    trusted: ssl.SSLContext | None = None
    # Is only ever given checked addresses.
    connector: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)

    @contextmanager
    def answer(
        self,
        method: str,
        url: str,
        deadline: Deadline,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
    ) -> Iterator[httpx.Response]:
        """The answer, its body not read yet: read `iter_raw()`, as far as is wanted.

        Raises ForbiddenAddress, TookTooLong, or one of httpx's transport errors.
        """
        checked(url, self.rules)
        request = httpx.Request(method, url, headers=HEADERS | dict(headers or {}), content=content)
        with (
            _as_httpx(),
            httpcore.ConnectionPool(
                ssl_context=self.trusted or authorities(),
                network_backend=Pinned(self, deadline),
            ) as pool,
        ):
            found = pool.handle_request(_sent(request))
            try:
                yield httpx.Response(
                    found.status, headers=found.headers, stream=_Body(found.stream), request=request
                )
            finally:
                found.close()


class Pinned(httpcore.NetworkBackend):
    """Connects to the addresses that were checked and to nothing else."""

    def __init__(self, outbound: Outbound, deadline: Deadline) -> None:
        self.outbound = outbound
        self.deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = addresses(host, port, self.outbound.rules, self.outbound.resolver)
        except OSError as error:
            raise httpcore.ConnectError("the name server does not answer") from error
        failure: Exception | None = None
        for address in found[:MOST_ADDRESSES]:
            try:
                stream = self.outbound.connector.connect_tcp(
                    address, port, self.deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Bounded(stream, self.deadline)
        raise failure or httpcore.ConnectError("no address")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise ForbiddenAddress("sockets of this machine are not called")


class Bounded(httpcore.NetworkStream):
    """A connection of which every step ends in time, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        silence = Deadline(SILENCE if timeout is None else timeout)
        while True:
            try:
                return self.stream.read(max_bytes, self.deadline.left(SLICE))
            except httpcore.ReadTimeout:
                try:
                    silence.left(None)
                except TookTooLong:
                    self.deadline.left(None)
                    raise httpcore.ReadTimeout("silence") from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left(timeout))

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout))
        return Bounded(secured, self.deadline)

    def close(self) -> None:
        self.stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, pieces: Iterable[bytes] | Any) -> None:
        self.pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self.pieces


def authorities() -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def certificate_refused(error: BaseException | None) -> bool:
    """Whether a transport error comes from a certificate: trying again does not help then."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None


def _sent(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.read(),
        extensions={"timeout": {"connect": CONNECT, "read": SILENCE, "write": SILENCE, "pool": CONNECT}},
    )


@contextmanager
def _as_httpx() -> Iterator[None]:
    """httpcore's errors under httpx's names, which are the same."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        kind: type[httpx.TransportError] = getattr(httpx, type(error).__name__)
        raise kind(str(error)) from error
