"""`dalston models`: weights on this machine, and those that could be. Needs no server."""

from pathlib import Path
from typing import Annotated

import typer

from api.command.failure import Exit
from api.command.meter import showing
from api.command.settings import CommandSettings, Data, data_folder
from api.command.terminal import Json, out

Name = Annotated[str, typer.Argument(metavar="NAME", help="From the list, or ORG/REPOSITORY of the hub.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]

app = typer.Typer(no_args_is_help=True, help="List weights, fetch, verify or remove them.")


def folder(data: Path | None) -> Path:
    return CommandSettings().models_dir or data_folder(data) / "models"


@app.command("list")
def list_models(
    here: Annotated[bool, typer.Option("--here", help="Only those on this machine.")] = False,
    engine: Annotated[str | None, typer.Option(metavar="ID", help="Only those of one engine.")] = None,
    data: Data = None,
    json: Json = False,
) -> None:
    """Weights by name: for which engine, where they are, licence, size, languages.

    Example:

        dalston models list --here
    """
    from api.command import shelf  # imports numpy, which --help does not wait for

    shelf.show(folder(data), here=here, engine=engine, json=json)


@app.command()
def pull(name: Name, quiet: Quiet = False, data: Data = None) -> None:
    """Fetch weights and compare them with their hashes. An interrupted download goes on where it was.

    A gated repository of the hub needs HF_TOKEN. With DALSTON_OFFLINE=1 nothing is fetched.

    Example:

        dalston models pull campplus
    """
    from api.command import shelf

    with showing(quiet=quiet) as meter:
        path = shelf.fetch(name, folder(data), meter)
    out.print(str(path))


@app.command()
def verify(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="[default: all]")] = None,
    data: Data = None,
) -> None:
    """Hash every file of weights on this machine. Exit status 1 when one is not what it should be.

    Example:

        dalston models verify
    """
    from api.command import shelf

    if not shelf.verify(names or [], folder(data)):
        raise typer.Exit(Exit.FAILED)


@app.command()
def rm(
    name: Name,
    force: Annotated[bool, typer.Option("--force", help="Even files that `pull` did not bring.")] = False,
    data: Data = None,
) -> None:
    """Remove weights, and what interrupted pulls left of them.

    Example:

        dalston models rm large-v3
    """
    from api.command import shelf

    shelf.remove(name, folder(data), force=force)
