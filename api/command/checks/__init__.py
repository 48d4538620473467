"""What `dalston doctor` looks at, in the order in which it says so."""

from collections.abc import Iterator
from pathlib import Path

from api.command import presence
from api.command.checks import database, folder, machine, models, ports, server, settings, storage, temporal
from api.command.checks.finding import Finding
from api.command.settings import data_folder

__all__ = ["Finding", "examine"]


def examine(asked: Path | None) -> Iterator[Finding]:
    """`asked`: the data folder; None: what settings say."""
    unreadable = settings.unreadable()
    yield unreadable or settings.objection()
    if unreadable:
        return  # what else is asked depends on them
    data = data_folder(asked)
    yield machine.packages()
    yield machine.audio()
    yield temporal.program()
    yield machine.device()
    yield machine.open_files()
    yield machine.console()
    yield from models.examine(data)
    yield from folder.examine(data)
    yield storage.examine(data)
    yield database.examine(data)
    yield from server.examine(data)
    if presence.find(data) is None:
        yield from temporal.elsewhere()
        yield from ports.examine()
