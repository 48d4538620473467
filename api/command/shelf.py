"""The weights on this machine, as `dalston models` shows, fetches, verifies and removes them."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from activities.engines import ModelUnavailable, fetched, weights
from activities.engines.entries import Entry, catalogue, entry_of
from api.command.failure import Exit, Failure
from api.command.meter import Meter
from api.command.terminal import out, print_json, table


def show(models: Path, *, here: bool, engine: str | None, json: bool) -> None:
    states = weights.available(models)
    names = [name for name in dict.fromkeys([*catalogue(), *states]) if name in states or not here]
    entries = {name: entry_of(name) for name in names}
    chosen = {name: entry for name, entry in entries.items() if engine in (None, entry.engine)}
    if json:
        print_json([as_json(name, entry, states.get(name)) for name, entry in chosen.items()])
        return
    rows = [row(name, entry, states.get(name)) for name, entry in chosen.items()]
    out.print(table("MODEL", "ENGINE", "SIZE", "LICENCE", "LANGUAGES", "HERE", rows=rows))


def fetch(name: str, models: Path, meter: Meter) -> Path:
    try:
        return weights.pull(name, models, lambda done, total: meter.moved("Pulling", done, total or 0))
    except ModelUnavailable as error:
        raise Failure(str(error)) from error


def verify(names: list[str], models: Path) -> bool:
    """Whether all are what they should be; no names: those in the models folder."""
    here = [name for name, state in weights.available(models).items() if Path(state.where).is_dir()]
    verdicts = [verdict(name, models) for name in names or here]  # all are said, also after a wrong one
    return all(verdicts)


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


def remove(name: str, models: Path, *, force: bool) -> None:
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
