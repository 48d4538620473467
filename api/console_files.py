"""The web console's files, as `make console` leaves them: read once, then answered from memory."""

import gzip
import hashlib
import logging
import re
import secrets
from dataclasses import dataclass
from functools import cached_property
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from api import ranges

log = logging.getLogger(__name__)

BUILT = Path(__file__).parent / "console"
ROOT, ASSETS, PAGE = "/console/", "assets/", "index.html"
NONCE = "__CSP_NONCE__"  # in the page: replaced by another one in every answer
UNBUILT = "The console is not built here: run `make console`, then start the server again. The API works."
KEEP = "public, max-age=31536000, immutable"  # assets have a hash of their content in their names
COMPRESSED = re.compile(r"text/.*|image/svg\+xml|application/(javascript|json|manifest\+json|wasm)")
SMALLEST = 1000  # bytes that are worth compressing
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self' ws: wss:; font-src 'self'; manifest-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY.format(nonce=""),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self)",
}
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class File:
    content: bytes
    zipped: bytes | None  # where that is smaller
    media_type: str
    etag: str


class Console:
    """The files below a folder. What is not among them cannot be asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> dict[str, File]:
        """By their paths below the folder, with slashes."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file() and path.suffix != ".map")
        return {path.relative_to(self.folder).as_posix(): read(path) for path in found}

    @property
    def is_built(self) -> bool:
        return (self.folder / PAGE).is_file()


def read(path: Path) -> File:
    content = path.read_bytes()
    media_type = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    zipped = None
    if len(content) >= SMALLEST and COMPRESSED.fullmatch(media_type):
        zipped = gzip.compress(content, mtime=0)
    return File(content, zipped, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"')


def install(app: FastAPI, folder: Path = BUILT) -> None:
    app.state.console = Console(folder)
    app.include_router(router)


def report(app: FastAPI) -> None:
    """For the log, when the server starts."""
    if not app.state.console.is_built:
        log.warning("%s", UNBUILT)


def belongs(path: str) -> bool:
    """Whether a path is the console's, which needs no key."""
    return path in ("/", "/console") or path.startswith(ROOT)


@router.api_route("/", methods=["GET", "HEAD"])
def root(request: Request) -> Response:
    """People are led to the console; programs hear that there is nothing here."""
    if "text/html" not in request.headers.get("Accept", ""):
        raise HTTPException(404)
    return to_console(request)


@router.api_route("/console", methods=["GET", "HEAD"])
def to_console(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + ROOT, 307, headers=SECURITY)


@router.api_route(ROOT + "{path:path}", methods=["GET", "HEAD"])
def file(path: str, request: Request) -> Response:
    """A file, or for the paths that the page makes up itself, the page."""
    console: Console = request.app.state.console
    if not console.is_built or PAGE not in console.files:
        return PlainTextResponse(UNBUILT + "\n", 503, {**SECURITY, "Cache-Control": "no-store"})
    if path.startswith(ASSETS):
        if path not in console.files:
            raise HTTPException(404)
        return answer(request, console.files[path], KEEP)
    if path in console.files and path != PAGE:
        return answer(request, console.files[path], "no-cache")
    return page(console.files[PAGE])


def answer(request: Request, file: File, keep: str) -> Response:
    """The file, compressed for those who take that; 304 for those who have it."""
    headers = {**SECURITY, "Cache-Control": keep, "ETag": file.etag, "Vary": "Accept-Encoding"}
    if ranges.matches(request.headers.get("If-None-Match"), file.etag):
        return Response(status_code=304, headers=headers)
    if file.zipped and accepts_gzip(request.headers.get("Accept-Encoding", "")):
        headers |= {"Content-Encoding": "gzip"}
        return Response(file.zipped, headers=headers, media_type=file.media_type)
    return Response(file.content, headers=headers, media_type=file.media_type)


def page(file: File) -> Response:
    """index.html, with a nonce of its own where it has a place for one."""
    headers: dict[str, Any] = {**SECURITY, "Cache-Control": "no-cache"}
    content = file.content
    if NONCE.encode() in content:
        nonce = secrets.token_urlsafe(16)
        content = content.replace(NONCE.encode(), nonce.encode())
        headers["Content-Security-Policy"] = POLICY.format(nonce=f" 'nonce-{nonce}'")
    return Response(content, headers=headers, media_type="text/html")


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header names gzip, and does not refuse it."""
    offers = [offer.replace(" ", "").lower() for offer in header.split(",")]
    return any(offer.split(";")[0] == "gzip" and not re.search(r"q=0(\.0*)?$", offer) for offer in offers)
