"""The local stack as a command starts it for itself: a `dalston up` in the background."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.command import ports, presence
from api.command.failure import Exit, Failure
from api.command.server import await_readiness, client_of
from api.command.settings import CommandSettings
from api.command.stack import last_lines, python
from api.command.supervisor import open_log
from api.settings import ApiSettings

HOST = "127.0.0.1"  # whatever DALSTON_HOST says: this stack is the command's own, and asks for no keys
PREFERRED_PORT = 8000
DRAIN = 60.0  # seconds
PATIENCE = 600.0  # seconds; the first start of a big model downloads it


class LocalStack:
    """Stops with the block it was started for, unless it is detached."""

    def __init__(self, data: Path, model: str | None, *, live: bool = False) -> None:
        self.data = data
        self.log = data / "logs" / "up.log"
        self.detached = False
        arguments = ["up", "--data", str(data), "--host", HOST]
        arguments += ["--port", str(ports.free(HOST, PREFERRED_PORT))]
        arguments += ["--model", model] if model else []
        arguments += [] if live else ["--no-live"]
        with open_log(self.log) as log:
            self.process = subprocess.Popen(
                python("api.command", *arguments),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the command, which then decides
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
            )

    def await_url(self, say: Callable[[str], None]) -> str:
        """The URL of the stack, once it is ready."""
        while (here := presence.find(self.data)) is None:
            self.check()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
        say("waiting for the worker to load its model")
        with client_of(here.url) as client:
            # What is not there yet is no news while everything is only just starting.
            await_readiness(client, lambda _missing: None, PATIENCE, self.check)
        return here.url

    def check(self) -> None:
        if self.process.poll() is not None:
            words = last_lines(self.log.read_text(errors="replace").strip(), 1).removeprefix("Error: ")
            raise Failure(f"the local stack did not start: {words}", Exit.UNREACHABLE)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(DRAIN)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGTERM)  # hurry
            self.process.wait()


@contextmanager
def server_for(
    data: Path, model: str | None, say: Callable[[str], None], *, live: bool = False
) -> Iterator[tuple[str, LocalStack | None]]:
    """The URL of a server, and the local stack if it had to be started for this."""
    url = CommandSettings().url
    here = presence.find(data)
    if url or here:
        url = url or (here.url if here else "")
        with client_of(url) as client:
            await_readiness(client, say)
        yield url, None
        return
    if ApiSettings().auth == "on":
        message = "DALSTON_AUTH is on: start a stack with `dalston up`, and set DALSTON_API_KEY"
        raise Failure(message, Exit.USAGE)
    say(f"starting the local stack (its log: {data / 'logs' / 'up.log'})")
    stack = LocalStack(data, model, live=live)
    try:
        yield stack.await_url(say), stack
    finally:
        if not stack.detached:
            stack.stop()
