"""The engine that docs/engines.md shows how to write works as printed, installed as a package would be."""

import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from activities.audio import Audio
from activities.engines import TranscribeOptions, catalogue

PAGE = Path(__file__).parent.parent / "docs" / "engines.md"
SAID = {
    "text": " Hold on.",
    "words": [{"word": "Hold", "start": 0.2, "end": 0.5}, {"word": "on.", "start": 0.5, "end": 0.9}],
}


class Server(BaseHTTPRequestHandler):
    """As much of an OpenAI-compatible server as the engine asks for."""

    received = b""

    def do_POST(self) -> None:
        Server.received = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(SAID).encode())

    def log_message(self, *_: object) -> None:
        """Not to the terminal."""


@pytest.fixture
def server_url() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/audio/transcriptions"
        server.shutdown()


def printed(language: str) -> str:
    """The block of code of a language on the page."""
    found = re.search(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    package, metadata = tmp_path / "elsewhere", tmp_path / "elsewhere-1.0.dist-info"
    package.mkdir()
    metadata.mkdir()
    (package / "__init__.py").touch()
    (package / "engine.py").write_text(printed("python"), "utf-8")
    (package / "engine.yaml").write_text(printed("yaml"), "utf-8")
    entry_points = printed("toml").replace("project.entry-points.", "").replace('"', "")
    (metadata / "entry_points.txt").write_text(entry_points, "utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1.0\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    catalogue.card.cache_clear()
    for module in ("elsewhere", "elsewhere.engine"):
        sys.modules.pop(module, None)


@pytest.mark.usefixtures("installed")
def test_the_engine_of_the_tutorial_transcribes(monkeypatch: pytest.MonkeyPatch, server_url: str) -> None:
    monkeypatch.setenv("ELSEWHERE_URL", server_url)
    engine = catalogue.load("elsewhere", model="whisper-1", device="cpu", slots=2)
    heard = list(engine.transcribe(Audio(np.zeros(16_000, np.float32)), TranscribeOptions()))
    assert [(segment.text, segment.start, segment.end) for segment in heard] == [("Hold on.", 0.2, 0.9)]
    assert b"RIFF" in Server.received
    assert b"whisper-1" in Server.received


@pytest.mark.usefixtures("installed")
def test_the_engine_of_the_tutorial_is_in_the_catalogue() -> None:
    assert "whisper-1" in catalogue.card("elsewhere").models
    assert "elsewhere" in [card.id for card in catalogue.cards()]


def test_the_class_of_the_tutorial_has_fifteen_lines() -> None:
    code = printed("python").partition("class ")[2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 15
