"""A small model hub that speaks the Hugging Face hub's protocol: repositories of files, resumable."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlparse

REVISION = "c0ffee" + "0" * 34
LARGE = 1000  # bytes; from here on a file is named by its SHA-256, as Git LFS does


@dataclass
class Hub:
    """Serves files of one repository, at the hub's addresses."""

    repo: str
    files: dict[str, bytes]
    lies: set[str] = field(default_factory=set)  # files whose content is not what is stated
    break_at: int | None = None  # bytes after which every answer ends too early
    budget: int | None = None  # bytes of large files after which nothing more comes
    gated: bool = False
    ranges: list[str] = field(default_factory=list)  # what was asked for of files
    url: str = ""

    def sibling(self, name: str) -> dict[str, object]:
        content = self.files[name]
        sibling: dict[str, object] = {"rfilename": name, "size": len(content), "blobId": git_hash(content)}
        if len(content) >= LARGE:
            sibling["lfs"] = {"sha256": sha256(content), "size": len(content), "pointerSize": 130}
        return sibling

    def etag(self, name: str) -> str:
        content = self.files[name]
        return sha256(content) if len(content) >= LARGE else git_hash(content)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def git_hash(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@contextmanager
def running(hub: Hub) -> Iterator[Hub]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(hub))
    hub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:  # the server's name for it
            self.do_GET()

        def do_GET(self) -> None:
            path = urlparse(self.path).path
            if path.startswith(f"/api/models/{hub.repo}"):
                siblings = [hub.sibling(name) for name in hub.files]
                info = {"id": hub.repo, "sha": REVISION, "siblings": siblings, "tags": [], "private": False}
                self.answer(200, json.dumps(info).encode(), {"Content-Type": "application/json"})
                return
            name = path.removeprefix(f"/{hub.repo}/resolve/{REVISION}/")
            if hub.gated or name not in hub.files:
                kind = "GatedRepo" if hub.gated else "EntryNotFound"
                self.answer(403 if hub.gated else 404, b"", {"X-Error-Code": kind})
                return
            self.file(name)

        def file(self, name: str) -> None:
            content = hub.files[name]
            headers = {"ETag": f'"{hub.etag(name)}"', "X-Repo-Commit": REVISION, "Accept-Ranges": "bytes"}
            if name in hub.lies:
                content = content[:-1] + b"!"
            asked = self.headers.get("Range")
            if self.command == "GET":
                hub.ranges.append(asked or "all")
            start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
            if asked:
                headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            self.answer(206 if asked else 200, content[start:], headers)

        def answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for header, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(header, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(content if len(content) < LARGE else self.cut(content))
            self.close_connection = True

        def cut(self, content: bytes) -> bytes:
            content = content[: hub.break_at][: hub.budget]
            if hub.budget is not None:
                hub.budget -= len(content)
            return content

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Handler
