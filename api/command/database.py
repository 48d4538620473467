"""The database as commands need it: up to date, or a sentence about why it cannot be used."""

from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from activities import migrations, outage
from activities.postgresql import NoDriver
from api.command.failure import Exit, Failure


def prepare(url: str) -> None:
    """Raises Failure."""
    try:
        migrations.upgrade(url)
    except (ArgumentError, NoDriver) as error:
        raise Failure(f"{error}; correct DALSTON_DATABASE", Exit.USAGE) from error
    except SQLAlchemyError as error:
        raise Failure(outage.explained(error), Exit.UNREACHABLE) from error
