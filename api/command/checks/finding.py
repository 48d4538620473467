"""What a check found and, if need be, how to mend it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    what: str
    state: Literal["ok", "note", "broken"]  # a note is worth knowing and stops nothing
    detail: str
    mend: str | None = None


def mend_for(said: str, mends: Mapping[str, str], otherwise: str) -> str:
    """The mend of the first pattern that is found in what was said."""
    return next((mend for pattern, mend in mends.items() if re.search(pattern, said)), otherwise)
