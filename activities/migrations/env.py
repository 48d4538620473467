"""Run by Alembic: one transaction around all steps, which also is the lock against a second process."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

from activities import postgresql
from activities.tables import Base

LOCK = 0x64616C73  # any number nobody else uses for an advisory lock: "dals"
PATIENCE_MS = 60_000  # how long to wait for another process's migration


def run() -> None:
    engine = _connect(context.config.attributes["database_url"])
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,  # SQLite cannot alter a column in place
            transactional_ddl=True,
        )
        with context.begin_transaction():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            context.run_migrations()


def _connect(url: str) -> Engine:
    parsed = postgresql.driven(make_url(url))
    if parsed.get_backend_name() == "postgresql":
        return postgresql.engine(parsed, poolclass=NullPool)
    engine = create_engine(parsed, poolclass=NullPool)
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _leave_transactions_to_us(connection: Any, _record: Any) -> None:
    """The driver's own transactions leave out CREATE TABLE; SQLite's do not."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


run()
