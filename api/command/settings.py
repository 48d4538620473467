"""What the command itself must know: where data lives, and which server to talk to."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field, SecretStr

from activities.settings import SharedSettings

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="DIR", help="Data folder. [default: DALSTON_DATA or ~/.local/share/dalston]"
    ),
]


class CommandSettings(SharedSettings):
    url: str = Field(
        "", description="Server that the `dalston` command talks to; empty: the stack on the data folder."
    )
    api_key: SecretStr = Field(
        SecretStr(""),
        description="Key that the `dalston` command shows to the server; empty if that asks for none.",
    )


def data_folder(asked: Path | None) -> Path:
    return (asked or CommandSettings().data).expanduser().absolute()
