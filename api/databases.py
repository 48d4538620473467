"""What a caller hears when the database broke something, instead of "something broke here"."""

import logging

from sqlalchemy.exc import DataError, ProgrammingError, SQLAlchemyError

from activities import outage
from api.errors import ApiError, DatabaseUnavailable, InvalidField
from api.state import State

log = logging.getLogger(__name__)


def refusal(error: Exception, state: State) -> ApiError | None:
    """None: it is a bug, or nothing of the database's."""
    if isinstance(error, DataError):
        log.warning("a value that the database does not keep: %s", type(error.orig).__name__)
        return InvalidField("a value is too long to be kept, or has a character that no text has: NUL")
    if not isinstance(error, SQLAlchemyError):
        return None
    if isinstance(error, ProgrammingError) and not state.migrated:
        return DatabaseUnavailable("the database is being set up; try again in a moment")
    if not outage.may_pass(error):
        return None
    log.error("%s", outage.explained(error))
    return DatabaseUnavailable(f"{outage.sentence(error)}; try again in a moment")
