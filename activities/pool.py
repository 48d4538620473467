"""How many connections to PostgreSQL a process has. Apart, so that settings need no database library."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pool:
    """Connections that a process keeps, and those that it opens when all of them are busy."""

    size: int = 5
    overflow: int = 15
    recycle: int = 1800  # seconds after which a connection is replaced
    patience: float = 10.0  # seconds to wait for one when all are busy
