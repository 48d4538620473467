"""An error of the database in; whether it may pass by itself, and what to say of it, out."""

import re

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError, TimeoutError

LONGEST = 200  # characters of what the database itself says
REFUSED = re.compile(
    r"password authentication failed|no password supplied|no pg_hba.conf entry|role .* does not"
)
NO_DATABASE = re.compile(r'database "[^"]*" does not exist')
HEADLINE = "Multiple connection attempts failed"  # the attempts follow, a line each


def may_pass(error: SQLAlchemyError) -> bool:
    """The database is away, full, locked or starting: the same may work later."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, OperationalError | InterfaceError | TimeoutError)


def sentence(error: SQLAlchemyError) -> str:
    """For anybody: it names neither hosts nor users."""
    said = _said(error)
    if isinstance(error, TimeoutError):
        return "all connections to the database are busy; DALSTON_DATABASE_POOL_OVERFLOW allows more"
    if REFUSED.search(said):
        return "the database does not let us in; DALSTON_DATABASE must have its user and password"
    if NO_DATABASE.search(said):
        return "the database server has no such database; create it, or correct DALSTON_DATABASE"
    if may_pass(error):
        return "the database does not answer"
    return f"the database cannot be used as it is ({type(error).__name__})"


def explained(error: SQLAlchemyError) -> str:
    """For operators: also what the database said."""
    lines = [line.strip(" -") for line in _said(error).splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(HEADLINE)]
    return f"{sentence(error)} ({told[0][:LONGEST]})" if told else sentence(error)


def _said(error: SQLAlchemyError) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)
