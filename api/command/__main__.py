"""The `dalston` command."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from api.client import Refused, Unreachable
from api.command import (
    batches,
    doctor,
    jobs,
    keys,
    listen,
    models,
    replay,
    sweep,
    system,
    transcribe,
    up,
    webhooks,
)
from api.command.failure import EXIT_STATUSES, Exit, Failure
from api.command.settings import faults
from api.command.terminal import err, out

app = typer.Typer(
    name="dalston",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_STATUSES,
)
app.command()(transcribe.transcribe)
app.command()(listen.listen)
app.command()(up.up)
app.command()(up.down)
app.add_typer(jobs.app, name="jobs")
app.command()(jobs.export)
app.add_typer(batches.app, name="batches")
app.add_typer(models.app, name="models")
app.add_typer(keys.app, name="keys")
app.add_typer(webhooks.app, name="webhooks")
app.command()(system.engines)
app.command()(system.status)
app.command()(doctor.doctor)
app.command()(replay.replay)
app.command()(sweep.sweep)


def print_version(asked: bool) -> None:
    if asked:
        out.print(f"dalston {version('dalston')}")
        raise typer.Exit


@app.callback()
def dalston(
    _version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Speech to text on your own machines.

    Start with `dalston transcribe FILE`: it needs nothing else. `dalston up` keeps a server running, and
    the other commands talk to it, or to the one that DALSTON_URL names.
    """


def main() -> None:
    status = run()
    if "temporalio" in sys.modules:
        # Its threads can abort a Python that is shutting down, so this one does not.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def run() -> int:
    """Do what the command line says; return the exit status."""
    try:
        app()
    except SystemExit as end:  # how Typer ends, well or not
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Failure as failure:
        return failed(str(failure), failure.status)
    except ValidationError as error:
        if not (said := faults(error)):
            raise
        return failed(f"{'; '.join(said)}; `dalston doctor` checks all settings", Exit.USAGE)
    except SettingsError as error:
        return failed(str(error), Exit.USAGE)
    except Unreachable as error:
        return failed(f"{error}; is the server running?", Exit.UNREACHABLE)
    except Refused as refusal:
        request = f" (request {refusal.request_id})" if refusal.request_id else ""
        return failed(f"{refusal}{request}", status_of(refusal))
    return Exit.DONE


def status_of(refusal: Refused) -> Exit:
    if refusal.status == 503:
        return Exit.UNREACHABLE
    return Exit.REFUSED if 400 <= refusal.status < 500 else Exit.FAILED


def failed(message: str, status: Exit) -> int:
    err.print(f"Error: {message}")
    return status


if __name__ == "__main__":
    main()
