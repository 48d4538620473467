"""The database that migrations make is the one that the code expects, with what was in it before."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

from activities import migrations
from activities.database import connect
from activities.index import Index
from activities.listing import Filters, Listing
from activities.search import WORDS
from activities.tables import Base
from tests import postgresql
from tests.test_index import a_job

REVISIONS = [step.revision for step in ScriptDirectory.from_config(migrations.config("")).walk_revisions()]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Without any table, of either kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'index.sqlite'}"
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    return server.empty()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


def not_for_search(name: str | None, kind: str, _parents: object) -> bool:
    """The tables in which words are indexed are no model's."""
    return not (kind == "table" and name and name.startswith(WORDS))


def tables(engine: Engine) -> list[Table]:
    """As they are in the database, those for search left out."""
    found = MetaData()
    found.reflect(
        engine, only=lambda name, _: not_for_search(name, "table", None) and name != "alembic_version"
    )
    return found.sorted_tables


def fill(engine: Engine) -> None:
    """A row into every table, with something in every column."""
    with engine.begin() as connection:
        for table in tables(engine):
            row = {column.name: value(column.type, column.name) for column in table.columns}
            connection.execute(insert(table).values(row))


def value(kind: Any, name: str) -> Any:
    if isinstance(kind, JSON):
        return {"a": [1, "é"]}
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 1
    return 1.5 if isinstance(kind, Float) else f"spoken {name}"[: getattr(kind, "length", None) or 20]


def rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {table.name: read(connection, table) for table in tables(engine)}


def read(connection: Connection, table: Table) -> list[dict[str, Any]]:
    """JSON as it was put in, whether or not the database has a type for it."""
    found = [dict(row._mapping) for row in connection.execute(select(table))]
    return [{name: plain(one) for name, one in row.items()} for row in found]


def plain(one: Any) -> Any:
    return json.loads(one) if isinstance(one, str) and one.startswith("{") else one


def test_migrating_makes_the_tables_of_the_models(database: str, engine: Engine) -> None:
    migrations.upgrade(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": not_for_search})
        assert [
            change for change in compare_metadata(context, Base.metadata) if "job_words" not in str(change)
        ] == []


def test_migrating_twice_keeps_what_is_there(database: str) -> None:
    migrations.upgrade(database)
    Index(database).add(a_job("job_1"))
    migrations.upgrade(database)
    assert Index(database).get("job_1")


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_was_kept_at_any_revision_is_kept_on_the_way_up(
    database: str, engine: Engine, revision: str
) -> None:
    migrations.upgrade(database, revision)
    fill(engine)
    before = rows(engine)
    migrations.upgrade(database)
    after = rows(engine)
    for name, kept in before.items():
        assert kept == [{column: row[column] for column in kept[0]} for row in after[name]]


@pytest.mark.parametrize("revision", ["base", *REVISIONS])
def test_on_the_way_down_goes_only_what_the_revision_does_not_know(
    database: str, engine: Engine, revision: str
) -> None:
    migrations.upgrade(database)
    fill(engine)
    before = rows(engine)
    migrations.downgrade(database, revision)
    after = rows(engine)
    assert (after == {}) == (revision == "base")
    for name, kept in after.items():
        assert kept == [{column: row[column] for column in kept[0]} for row in before[name]]
    migrations.upgrade(database)
    assert set(rows(engine)) == set(before)


def test_texts_from_before_can_be_searched_after(database: str, engine: Engine) -> None:
    migrations.upgrade(database, "0004")
    job = {column.name: value(column.type, column.name) for column in table_of(engine, "jobs").columns}
    said = {"id": 1, "job_id": job["id"], "tenant": "default", "text": "Grüße aus dem Café"}
    with engine.begin() as connection:
        connection.execute(insert(table_of(engine, "jobs")).values(job | {"tenant": "default", "text_id": 1}))
        connection.execute(insert(table_of(engine, "job_texts")).values(said))
    migrations.upgrade(database)
    assert Listing(engine).page(Filters(q='"dem cafe"')).total == 1


def table_of(engine: Engine, name: str) -> Table:
    return next(table for table in tables(engine) if table.name == name)


def test_processes_that_migrate_at_the_same_time_wait_for_one_another(database: str) -> None:
    code = f"from activities import migrations; migrations.upgrade({database!r})"
    migrating = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait(100) for process in migrating] == [0, 0, 0]
    Index(database).add(a_job("job_1"))


def test_ids_and_moments_are_sorted_byte_by_byte_whatever_the_locale(
    postgresql_server: postgresql.Server,
) -> None:
    engine = connect(postgresql_server.migrated())
    wanted = text(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND character_maximum_length = 40 "
        "AND collation_name IS DISTINCT FROM 'C'"
    )
    with engine.connect() as connection:
        assert connection.execute(wanted).all() == []
        assert connection.scalar(select(func.count()).select_from(text("job_words"))) == 0
