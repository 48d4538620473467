"""The database as commands need it: up to date, or a sentence about why it cannot be used."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from activities import migrations, outage
from activities.postgresql import NoDriver
from api.command.failure import Exit, Failure


def prepare(url: str) -> None:
    """Raises Failure."""
    try:
        migrations.upgrade(url)
    except migrations.TooNew as error:
        raise Failure(str(error)) from error
    except (ArgumentError, NoDriver) as error:
        raise Failure(f"{error}; correct DALSTON_DATABASE", Exit.USAGE) from error
    except SQLAlchemyError as error:
        raise Failure(outage.explained(error), Exit.UNREACHABLE) from error


def refuse_newer(url: str) -> None:
    """Raises Failure for an SQLite file of a newer version; of a database elsewhere the API says it."""
    try:
        path = Path(make_url(url).database or "")
        if url.startswith("sqlite:") and path.is_file() and migrations.age(url) == "newer":
            raise Failure(str(migrations.TooNew()))
    except (ArgumentError, SQLAlchemyError):
        return  # the API says what is wrong with it
