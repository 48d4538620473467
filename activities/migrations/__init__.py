"""The index database's schema, step by step. A database of any age in, today's tables out."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url


def config(database_url: str) -> Config:
    """What alembic.ini would say."""
    wanted = Config()
    wanted.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    wanted.attributes["database_url"] = database_url
    return wanted


def upgrade(database_url: str, revision: str = "head") -> None:
    """Bring the database up to date. Processes that do it at the same time wait for one another."""
    parsed = make_url(database_url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(database_url), revision)


def downgrade(database_url: str, revision: str) -> None:
    """Take the database back to an earlier revision; "base": to before the first."""
    command.downgrade(config(database_url), revision)
