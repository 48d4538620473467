"""Where webhook messages arrive in a test: a real HTTPS server that answers as it is told."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

from tests.https_server import Asked, Authority, serving


@dataclass(frozen=True)
class Message:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content

    def verified(self, secret: str) -> dict[str, Any]:
        """The content, if a secret proves the message; otherwise raises, as a receiver's library does."""
        content: dict[str, Any] = Webhook(secret).verify(self.body, self.headers)
        return content


Answering = Callable[["Receiver", Asked, Message], None]


@dataclass
class Receiver:
    port: int = 0
    messages: list[Message] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/hook", host: str = "localhost") -> str:
        return f"https://{host}:{self.port}{path}"

    def to(self, path: str) -> list[Message]:
        return [message for message in list(self.messages) if message.path == path]

    def wait_for(self, path: str, many: int = 1, seconds: float = 60) -> list[Message]:
        """The messages to a path, once there are so many."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.to(path)) >= many, seconds), self.messages
            return self.to(path)


def well(receiver: Receiver, asked: Asked, message: Message) -> None:
    """204, or the statuses that the path names one after the other, the last one for ever: /500/200."""
    statuses = [int(part) for part in message.path.split("/") if part.isdecimal()] or [204]
    number = Counter(one.path for one in receiver.messages)[message.path] - 1
    asked.send(statuses[min(number, len(statuses) - 1)])


@contextmanager
def receiving(authority: Authority, answering: Answering = well) -> Iterator[Receiver]:
    receiver = Receiver()

    def take(asked: Asked) -> None:
        body = asked.rfile.read(int(asked.headers["Content-Length"] or 0))
        headers = {name.lower(): value for name, value in asked.headers.items()}
        message = Message(asked.path, headers, body)
        with receiver.arrived:
            receiver.messages.append(message)
            receiver.arrived.notify_all()
        answering(receiver, asked, message)

    with serving(authority, take) as server:
        receiver.port = server.port
        try:
            yield receiver
        finally:
            receiver.closing.set()
