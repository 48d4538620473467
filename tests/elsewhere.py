"""What a data folder would hold, where the tests run with S3 or PostgreSQL: a bucket's folder, a database."""

import os
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

from activities.settings import SharedSettings

_new_database: Callable[[], str] | None = None
_numbers = count()


def make_databases(new: Callable[[], str]) -> None:
    """From now on every data folder has a database of its own: `new` returns the URL of one."""
    global _new_database
    _new_database = new


@cache
def elsewhere(data: Path) -> dict[str, str]:
    """Environment of whatever works in this folder; empty: everything lies in it."""
    found = {}
    if shared := os.environ.get("DALSTON_STORAGE"):
        found["DALSTON_STORAGE"] = f"{shared.removesuffix('/jobs')}/stack-{next(_numbers)}/jobs"
    if _new_database:
        found["DALSTON_DATABASE"] = _new_database()
    return found


def settings(data: Path) -> SharedSettings:
    """Of whatever works in this folder."""
    told = {name.removeprefix("DALSTON_").lower(): value for name, value in elsewhere(data).items()}
    return SharedSettings.model_validate({"data": data, **told})
