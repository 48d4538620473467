"""The database that migrations make is the one that the code expects."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from activities import migrations
from activities.index import Index
from activities.search import WORDS
from activities.tables import Base
from tests.test_index import a_job


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'index.sqlite'}"


def test_migrating_makes_the_tables_of_the_models(database: str) -> None:
    migrations.upgrade(database)
    with Index(database).engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": not_for_search})
        assert compare_metadata(context, Base.metadata) == []


def not_for_search(name: str | None, kind: str, _parents: object) -> bool:
    """The tables in which FTS5 keeps its index are no model's."""
    return not (kind == "table" and name and name.startswith(WORDS))


def test_migrating_twice_keeps_what_is_there(database: str) -> None:
    migrations.upgrade(database)
    Index(database).add(a_job("job_1"))
    migrations.upgrade(database)
    assert Index(database).get("job_1")


def test_a_database_with_jobs_can_be_taken_back_and_forth(database: str) -> None:
    migrations.upgrade(database)
    index = Index(database)
    index.add(a_job("job_1"))
    migrations.downgrade(database, "base")
    assert inspect(index.engine).get_table_names() == ["alembic_version"]
    migrations.upgrade(database)
    index.add(a_job("job_1"))


def test_processes_that_migrate_at_the_same_time_wait_for_one_another(database: str) -> None:
    code = f"from activities import migrations; migrations.upgrade({database!r})"
    migrating = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]
    assert [process.wait(60) for process in migrating] == [0, 0, 0]
    Index(database).add(a_job("job_1"))
