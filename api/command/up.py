"""`dalston up` and `dalston down`: the whole system on this machine, started and stopped."""

import asyncio
import os
import signal
import time
from pathlib import Path
from typing import Annotated

import typer

from api.command import presence
from api.command.failure import Exit, Failure
from api.command.presence import Presence
from api.command.settings import Data, data_folder
from api.command.terminal import err, out

DRAIN = 60.0  # seconds that a stack may take to stop


def up(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. [default: DALSTON_HOST or 127.0.0.1]")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Port of the API; 0: any free one. [default: DALSTON_PORT or 8000]"
        ),
    ] = None,
    data: Data = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whisper model to load: tiny.en, base, small, …")
    ] = None,
    live: Annotated[bool, typer.Option("--live/--no-live", help="Live speech too.")] = True,
) -> None:
    """Run everything on this machine: Temporal, workers and the API. Ctrl-C stops it.

    A process that dies is started again. Jobs that were running when the stack stopped go on when it is
    started again on the same data folder.

    Examples:

        dalston up

        dalston up --port 8080 --model tiny.en --data ./speech
    """
    # Here and in the other commands: what takes long to import is imported where it is needed,
    # so that `dalston --help` answers at once.
    from api.command.database import refuse_newer
    from api.command.stack import Plan, Stack
    from api.settings import ApiSettings

    folder = data_folder(data)
    settings = ApiSettings() if host is None else ApiSettings(host=host)
    chosen = Plan(folder, settings.host, settings.port if port is None else port, model, live)
    if settings.objection:
        raise Failure(settings.objection, Exit.USAGE)
    refuse_newer(ApiSettings(data=folder).database_url)
    if settings.keys_on:
        show_first_key(folder)
    out.print(f"starting Temporal, workers and the API; data and logs in {folder}")
    asyncio.run(Stack(chosen, err.print, lambda here: announce(here, folder)).run())


def show_first_key(data: Path) -> None:
    """Here, and not by the API: what that one prints goes to a log."""
    from api import first_key
    from api.command.key_store import KeyStore

    if secret := first_key.make(KeyStore(data).keys):
        out.print(first_key.WORDS)
        out.print(secret)


def announce(here: Presence, data: Path) -> None:
    out.print("Dalston is ready.")
    for name, value in {
        "Console": f"{here.url}/console/",
        "API": here.url,
        "Reference": f"{here.url}/docs",
        "Temporal UI": here.ui,
        "Data": str(data),
    }.items():
        out.print(f"  {name:12} {value}")
    out.print("Try: dalston transcribe FILE. Ctrl-C stops everything.")


def down(data: Data = None) -> None:
    """Stop the stack that runs on a data folder. Its jobs go on at the next `dalston up`.

    Examples:

        dalston down

        dalston down --data ./speech
    """
    folder = data_folder(data)
    running = presence.find(folder)
    if running is None:
        if presence.is_occupied(folder):
            raise Failure(f"a stack on {folder} is just starting; try again in a moment")
        out.print(f"no stack runs on {folder}")
        return
    out.print(f"stopping the stack on {folder} (process {running.pid})")
    try:
        os.kill(running.pid, signal.SIGTERM)
    except PermissionError as error:
        raise Failure(f"process {running.pid} belongs to another user", Exit.FAILED) from error
    except ProcessLookupError:
        pass  # it ended by itself just now
    deadline = time.monotonic() + DRAIN
    while presence.is_occupied(folder):
        if time.monotonic() > deadline:
            raise Failure(f"it has not stopped within {DRAIN:.0f} s; `dalston down` again makes it hurry")
        time.sleep(0.1)
    out.print("stopped")
