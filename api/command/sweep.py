"""`dalston sweep`: remove what belongs to no job, on the machine that has storage and database."""

from typing import Annotated

import typer

from api.command.settings import Data, data_folder
from api.command.terminal import Json
from api.settings import ApiSettings


def sweep(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
    json: Json = False,
    data: Data = None,
) -> None:
    """Remove what belongs to no job, and forget jobs whose time is over. The API does so every hour.

    Example:

        dalston sweep --dry-run
    """
    from api.command import sweeping  # heavy: only this command needs it

    sweeping.sweep(ApiSettings(data=data_folder(data)), dry_run=dry_run, json=json)
