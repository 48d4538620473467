"""What the command itself must know: where data lives, and which server to talk to."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings

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


def faults(error: ValidationError) -> list[str]:
    """What is wrong with settings, each with its variable; none when it is nothing of theirs."""
    kinds = [kind for kind in _kinds(BaseSettings) if kind.__name__ == error.title]
    prefix = kinds[0].model_config.get("env_prefix", "") if kinds else ""
    return [
        f"{prefix}{one['loc'][0]}".upper() + f": {one['msg']}" if one["loc"] else one["msg"]
        for one in error.errors(include_url=False, include_input=False)
        if kinds
    ]


def _kinds(settings: type[BaseSettings]) -> list[type[BaseSettings]]:
    return [kind for known in settings.__subclasses__() for kind in (known, *_kinds(known))]
