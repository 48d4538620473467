"""The database: its tables' base, its connections, and how it writes down moments."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase

from activities import postgresql
from activities.pool import Pool


class Base(DeclarativeBase):
    """Every table. Timestamps are RFC 3339 in UTC, so they sort as text."""


def as_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    return as_text(datetime.now(UTC))


def later(seconds: float) -> str:
    """The moment so many seconds from now; before now, if negative."""
    return as_text(datetime.now(UTC) + timedelta(seconds=seconds))


def connect(url: str, pool: Pool | None = None) -> Engine:
    """Connections to the database of a SQLAlchemy URL; the folder of an SQLite file is made.

    `pool`: for PostgreSQL. Raises NoDriver.
    """
    parsed = postgresql.driven(make_url(url))
    if parsed.get_backend_name() == "postgresql":
        return postgresql.pooled(parsed, pool or Pool())
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _use_wal)
    return engine


def _use_wal(connection: Any, _record: Any) -> None:
    """Readers do not wait for the writer, and a writer waits its turn instead of failing."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")  # first: changing the journal mode may have to wait too
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA secure_delete=ON")  # what is forgotten is overwritten, not only marked as free
    cursor.close()
