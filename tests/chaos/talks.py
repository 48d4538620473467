"""Live sessions: a client that speaks, comes back when its connection breaks, and compares what it heard."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from websockets.exceptions import WebSocketException

from tests.chaos import recordings
from tests.chaos.stack import ChaosStack
from tests.live import RATE, Caller, calling, frames
from tests.live_stack import url

BYTES = 2 * RATE  # a second
ANSWER = 30.0  # seconds for the first word of the server, and for its last
GIVING_UP = 180.0  # seconds without a connection
SHIFT = 0.3  # seconds that one session begins after the other
BROKEN = (OSError, WebSocketException, TimeoutError, AssertionError)


@dataclass
class Talk:
    """One session, over as many connections as it takes."""

    stack: ChaosStack
    number: int
    seconds: float
    id: str | None = None
    finals: list[dict[str, Any]] = field(default_factory=list)
    end: dict[str, Any] | None = None
    returns: int = 0
    moves: int = 0
    told: list[str] = field(default_factory=list)  # errors
    problem: str | None = None
    begins: list[dict[str, Any]] = field(default_factory=list)  # of its connections

    async def run(self) -> None:
        await asyncio.sleep(self.number * SHIFT)
        audio, self.words = recordings.conversation(self.seconds)
        until = time.monotonic() + GIVING_UP
        while self.end is None:
            try:
                query = {"session_id": self.id, "after": self.last} if self.id else {"retention": 1}
                async with calling(url(self.stack), **query) as caller:
                    try:
                        await self._talk(caller, audio)
                    finally:
                        self._take(caller)
                        if caller.all("session.begin"):
                            until = time.monotonic() + GIVING_UP
                            self.returns += bool(caller.all("session.begin")[0].get("resumed"))
            except BROKEN as error:
                if time.monotonic() > until:
                    self.problem = f"gave up: {error}"
                    return
                await asyncio.sleep(0.5)

    @property
    def last(self) -> str:
        return self.finals[-1]["id"] if self.finals else ""

    async def _talk(self, caller: Caller, audio: bytes) -> None:
        begin = await caller.heard("session.begin", ANSWER)
        self.id = begin["session_id"]
        self.begins.append({"at": time.time(), **begin})
        position = round(begin.get("audio_seconds", 0) * RATE) * 2
        clock = time.monotonic() - position / BYTES
        for frame in frames(audio[position:]):
            if caller.code is not None:
                raise OSError(f"closed with {caller.code}")
            await caller.socket.send(frame)
            position += len(frame)
            await asyncio.sleep(max(0.0, clock + position / BYTES - time.monotonic()))
        await caller.tell("end")
        self.end = await caller.heard("session.end", ANSWER + 60)

    def _take(self, caller: Caller) -> None:
        known = {final["id"] for final in self.finals}
        self.finals += [final for final in caller.finals if final["id"] not in known]
        self.moves += [event["code"] for event in caller.all("warning")].count("worker_replaced")
        self.told += [f"{event['code']}: {event['message']}" for event in caller.all("error")]

    async def kept(self, api: httpx.AsyncClient) -> str:
        """What is in storage of it."""
        row = (await api.get(f"/v1/realtime/sessions/{self.id}")).json()
        return str((await api.get(row["transcript_url"])).json()["text"]) if row.get("transcript_url") else ""

    def write(self, path: Path) -> None:
        """All that happened to it, for whoever looks for a lost word."""
        known = {"id": self.id, "begins": self.begins, "finals": self.finals, "end": self.end}
        path.write_text(json.dumps({**known, "told": self.told}, indent=1))

    def wrong(self, kept: str) -> str | None:
        """Which words were lost or doubled, or why there are none."""
        if self.problem or self.end is None:
            return f"{self.problem}; errors {self.told}"
        heard = {
            "the last word of the server": self.end["transcript"].split(),
            "what the client heard": " ".join(final["text"] for final in self.finals).split(),
            "what is kept": kept.split(),
        }
        for where, words in heard.items():
            if words != self.words:
                lost = [word for word in self.words if word not in words]
                doubled = sorted({word for word in words if words.count(word) > 1})
                return f"{where}: lost {lost}, doubled {doubled}, {len(words)} of {len(self.words)} words"
        return None
