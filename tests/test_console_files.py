"""The console's files reach a browser, safely, whether or not they are built."""

import asyncio
import gzip
import logging
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api import console_files
from api.console_files import Console
from tests.keyed import Keyed, keyed

ROOT = Path(__file__).parent.parent
SCRIPT = "export const nothing = 0;\n" * 200
PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="/console/assets/a-1.js">'
HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Keyed]:
    """With keys, and a console that `build` has made."""
    build(tmp_path / "console")
    (tmp_path / "secret.txt").write_text("not the console's")
    async with keyed(tmp_path / "data") as server:
        server.app.state.console = Console(tmp_path / "console")
        yield server


def build(folder: Path) -> None:
    for name, content in {"index.html": PAGE, "assets/a-1.js": SCRIPT, "favicon.svg": "<svg/>"}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


async def test_people_are_led_to_the_console_and_programs_are_not(server: Keyed) -> None:
    led = await server.api.get("/", headers=HTML)
    assert (led.status_code, led.headers["Location"]) == (307, "/console/")
    assert (await server.api.get("/console")).headers["Location"] == "/console/"
    nothing = await server.api.get("/", headers={"Accept": "application/json"})
    assert (nothing.status_code, nothing.json()["error"]["code"]) == (404, "route_not_found")


async def test_every_address_of_the_page_gets_the_page_without_a_key(server: Keyed) -> None:
    for path in ("/console/", "/console/jobs/job_1", "/console/index.html"):
        answer = await server.api.get(path)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/html")
        assert answer.headers["Cache-Control"] == "no-cache"
    assert (await server.api.get("/v1/keys/me")).status_code == 401


async def test_the_page_says_what_the_browser_may_do(server: Keyed) -> None:
    first, second = [await server.api.get("/console/") for _ in range(2)]
    policy = first.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert first.headers["Permissions-Policy"] == "microphone=(self)"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Referrer-Policy"] == "no-referrer"
    nonces = [re.findall(r'nonce="([\w-]{20,})"', answer.text)[0] for answer in (first, second)]
    assert f"style-src 'self' 'nonce-{nonces[0]}'" in policy
    assert nonces[0] != nonces[1]


async def test_assets_are_kept_for_ever_and_come_compressed(server: Keyed) -> None:
    asset = await server.api.get("/console/assets/a-1.js")
    assert asset.text == SCRIPT
    assert asset.headers["Content-Encoding"] == "gzip"
    assert asset.headers["Content-Type"].startswith("text/javascript")
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = await server.api.get("/console/assets/a-1.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert (plain.text, plain.headers.get("Content-Encoding")) == (SCRIPT, None)
    known = await server.api.get("/console/assets/a-1.js", headers={"If-None-Match": asset.headers["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert (await server.api.get("/console/assets/gone-2.js")).status_code == 404
    icon = await server.api.get("/console/favicon.svg")
    assert (icon.text, icon.headers["Cache-Control"]) == ("<svg/>", "no-cache")


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "..%2fsecret.txt", "assets/..%2f..%2fsecret.txt", "%2e%2e/secret.txt", "//etc/passwd"],
)
async def test_nothing_outside_of_the_console_is_served(server: Keyed, path: str) -> None:
    host, port = server.api.base_url.host, server.api.base_url.port
    reader, writer = await asyncio.open_connection(host, port)
    # By hand: clients tidy such paths up.
    writer.write(f"GET /console/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert b"not the console's" not in answer
    assert b"root:" not in answer


async def test_without_built_files_the_api_works_and_says_how_to_build_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with keyed(tmp_path / "data") as server:
        server.app.state.console = Console(tmp_path / "nothing")
        answer = await server.api.get("/console/jobs", headers=HTML)
        assert answer.status_code == 503
        assert "make console" in answer.text
        assert (await server.api.get("/healthz")).status_code == 200
        with caplog.at_level(logging.WARNING):
            console_files.report(server.app)
    assert "make console" in caplog.text


async def test_only_files_are_open(server: Keyed) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert (await server.api.request(method, "/console/")).status_code == 405
    assert (await server.api.get("/consolex")).status_code == 401


def test_the_wheel_has_the_built_files(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    packages = ("api", "workflows", "activities", "workers", "realtime")
    for name in (*packages, "pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__", "console"))
        else:
            shutil.copy(source, tree / name)
    build(tree / "api" / "console")
    hatch = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(hatch, cwd=tree, check=True, timeout=120)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert {"api/console/index.html", "api/console/assets/a-1.js", "api/console_files.py"} <= set(names)


def test_compressed_files_are_what_they_were(tmp_path: Path) -> None:
    build(tmp_path)
    found = Console(tmp_path).files["assets/a-1.js"]
    assert found.zipped
    assert gzip.decompress(found.zipped) == found.content
