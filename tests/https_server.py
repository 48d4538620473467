"""A small real HTTPS server, vouched for by the test's own authority; answers as slowly or badly as told."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import trustme


class Authority:
    """Vouches for the servers of a test."""

    def __init__(self) -> None:
        self.ca = trustme.CA()

    @cached_property
    def trusted(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.ca.configure_trust(context)
        return context

    def write(self, path: Path) -> Path:
        self.ca.cert_pem.write_to_path(str(path))
        return path


class Asked(BaseHTTPRequestHandler):
    """One request, and the ways to answer it."""

    def send(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def head(self, status: int, **headers: str) -> None:
        """Without Content_Length the body ends with the connection."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


Answering = Callable[[Asked], None]


@dataclass
class HttpsServer:
    port: int
    paths: list[str] = field(default_factory=list)  # asked for, in order
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str = "/talk.flac", host: str = "127.0.0.1") -> str:
        return f"https://{host}:{self.port}{path}"


@contextmanager
def serving(authority: Authority, answering: Answering, *names: str) -> Iterator[HttpsServer]:
    """`names`: for which the certificate is; 127.0.0.1 and localhost if none are given."""

    class Handler(Asked):
        def do_GET(self) -> None:
            found.paths.append(self.path)
            found.headers.append(dict(self.headers))
            with suppress(OSError):  # a client that has heard enough
                answering(self)

        do_POST = do_GET  # noqa: N815 - http.server's name

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # clients that break off are what these tests are about

        def finish_request(self, request: object, address: object) -> None:
            # In the thread of the request: a bad handshake holds up no other.
            with suppress(OSError):
                secured = context.wrap_socket(request, server_side=True)  # type: ignore[arg-type]
                self.RequestHandlerClass(secured, address, self)  # type: ignore[arg-type]
                secured.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.ca.issue_cert(*(names or ("127.0.0.1", "localhost"))).configure_cert(context)
    server = Server(("127.0.0.1", 0), Handler)
    found = HttpsServer(server.server_port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
