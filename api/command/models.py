"""`dalston models`: weights on this machine, and those that could be. Needs no server."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from activities.engines import ModelUnavailable, fetched, weights
from activities.engines.entries import Entry, catalogue, entry_of
from api.command.failure import Exit, Failure
from api.command.meter import showing
from api.command.settings import CommandSettings, Data, data_folder
from api.command.terminal import Json, out, print_json, table

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
    states = weights.available(folder(data))
    names = [name for name in dict.fromkeys([*catalogue(), *states]) if name in states or not here]
    entries = {name: entry_of(name) for name in names}
    chosen = {name: entry for name, entry in entries.items() if engine in (None, entry.engine)}
    if json:
        print_json([as_json(name, entry, states.get(name)) for name, entry in chosen.items()])
        return
    rows = [row(name, entry, states.get(name)) for name, entry in chosen.items()]
    out.print(table("MODEL", "ENGINE", "SIZE", "LICENCE", "LANGUAGES", "HERE", rows=rows))


@app.command()
def pull(name: Name, quiet: Quiet = False, data: Data = None) -> None:
    """Fetch weights and compare them with their hashes. An interrupted download goes on where it was.

    A gated repository of the hub needs HF_TOKEN. With DALSTON_OFFLINE=1 nothing is fetched.

    Example:

        dalston models pull campplus
    """
    try:
        with showing(quiet=quiet) as meter:
            path = weights.pull(
                name, folder(data), lambda done, total: meter.moved("Pulling", done, total or 0)
            )
    except ModelUnavailable as error:
        raise Failure(str(error)) from error
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
    models = folder(data)
    fetched_ones = [name for name, state in weights.available(models).items() if Path(state.where).is_dir()]
    verdicts = [verdict(name, models) for name in names or fetched_ones]
    if not all(verdicts):
        raise typer.Exit(Exit.FAILED)


def verdict(name: str, models: Path) -> bool:
    try:
        wrong = weights.verify(name, models)
    except ModelUnavailable as error:
        raise Failure(str(error)) from error
    if wrong is None:
        out.print(f"{name}: own files, nothing to compare them with")
    elif wrong:
        out.print(f"{name}: not what it should be: {', '.join(wrong)}")
    else:
        out.print(f"{name}: ok")
    return not wrong


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
    models = folder(data)
    try:
        directory = weights.folder_of(name, models)
    except ModelUnavailable as error:
        raise Failure(str(error)) from error
    if directory.exists() and fetched.read(directory) is None and not force:
        raise Failure(f"{directory} holds files that `pull` did not bring; --force removes them", Exit.USAGE)
    freed = weights.remove(name, models)
    if not freed:
        raise Failure(f"there is nothing of {name!r} in {models}")
    out.print(f"{size(freed)} freed")


def row(name: str, entry: Entry, state: weights.State | None) -> list[str]:
    here = "-" if state is None else f"{state.where}{mark(state)}"
    return [name, entry.engine or "-", size(entry.bytes), entry.licence, languages(entry), here]


def mark(state: weights.State) -> str:
    return {True: ", verified", False: ", CHANGED", None: ""}[state.verified]


def languages(entry: Entry) -> str:
    found = entry.languages or []
    return "any" if not found else ", ".join(found[:4]) + (f" and {len(found) - 4} more" if found[4:] else "")


def size(count: int | None) -> str:
    if count is None:
        return "-"
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


def as_json(name: str, entry: Entry, state: weights.State | None) -> dict[str, Any]:
    kept = {"engine", "licence", "languages", "bytes"}
    return {"name": name, **entry.model_dump(include=kept), "here": state and asdict(state)}
