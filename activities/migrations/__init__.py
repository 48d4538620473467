"""The index database's schema, step by step. A database of any age in, today's tables out."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import make_url

from activities.database import connect


class TooNew(Exception):
    """A newer version of Dalston has changed the database since."""

    def __init__(self) -> None:
        super().__init__(
            "the database was made by a newer version of Dalston; install that one again, "
            "or put back the copy from before the upgrade"
        )


def config(database_url: str) -> Config:
    """What alembic.ini would say."""
    wanted = Config()
    wanted.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    wanted.attributes["database_url"] = database_url
    return wanted


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database up to date. Processes that do it at the same time wait for one another.

    Raises TooNew.
    """
    parsed = make_url(database_url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        command.upgrade(config(database_url), revision)
    except CommandError as error:
        if "Can't locate revision" in str(error):
            raise TooNew from error
        raise


def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to an earlier revision; "base": to before the first."""
    command.downgrade(config(database_url), revision)


def age(database_url: str) -> Literal["none", "older", "today's", "newer"]:
    """Of the tables that are there, beside those that this version makes."""
    engine = connect(database_url)
    try:
        with engine.connect() as connection:
            there = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    script = ScriptDirectory.from_config(config(database_url))
    if there is None:
        return "none"
    if there == script.get_current_head():
        return "today's"
    return "older" if there in {known.revision for known in script.walk_revisions()} else "newer"
