"""PostgreSQL: the URL as the driver wants it, connections that notice a server that is gone, and locks."""

import hashlib
from typing import Any

from sqlalchemy import URL, Engine, create_engine, func, select
from sqlalchemy.orm import Session

from activities.pool import Pool

DRIVER = "postgresql+psycopg"
PLAIN = ("postgres", "postgresql")  # URLs that leave the choice of a driver to us
# Of libpq; what the URL says itself wins. A server that vanished is noticed within half a minute.
CONNECTION = {
    "application_name": "dalston",
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 15,  # seconds
    "keepalives_interval": 5,  # seconds
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # ms
}


class NoDriver(ImportError):
    """The package that speaks with this kind of database is not installed."""


def driven(url: URL) -> URL:
    """With the driver that the extra `postgres` brings, unless the URL names one."""
    return url.set(drivername=DRIVER) if url.drivername in PLAIN else url


def engine(url: URL, **options: Any) -> Engine:
    """Raises NoDriver."""
    url = driven(url)
    given: dict[str, Any] = {}
    if url.drivername == DRIVER:
        given = {name: value for name, value in CONNECTION.items() if name not in url.query}
        given["prepare_threshold"] = None  # poolers such as PgBouncer hand connections around
    try:
        return create_engine(url, connect_args=given, isolation_level="READ COMMITTED", **options)
    except ModuleNotFoundError as error:
        raise NoDriver(
            f"{url.drivername} needs the Python package {error.name}: pip install 'dalston[postgres]'"
        ) from error


def pooled(url: URL, pool: Pool) -> Engine:
    """Connections are tried before they are handed out: one that broke meanwhile is replaced."""
    return engine(
        url,
        pool_pre_ping=True,
        pool_size=pool.size,
        max_overflow=pool.overflow,
        pool_recycle=pool.recycle,
        pool_timeout=pool.patience,
    )


def alone(session: Session, what: str) -> None:
    """Until the transaction ends, whoever else wants to be alone with this waits.

    SQLite needs no such lock: it has one writer at a time, from its first statement that writes.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))
