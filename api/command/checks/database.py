"""The index database: reachable, ours, of the right age, and not locked."""

from pathlib import Path

from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from activities import migrations, outage, storage
from activities.database import connect
from activities.index import Job
from api.command.checks.finding import Finding, mend_for
from api.settings import ApiSettings

WHAT = "database"
MENDS = {
    "locked": "stop the program that keeps it locked: fuser -v {path}",
    "not a database|malformed|damaged": "put back a copy of it: docs/backup.md",
    "readonly|unable to open": "let this user write {path} and its folder",
    "user and password": "correct them in DALSTON_DATABASE; %, @ and / in them are written %25, %40 and %2F",
    "no such database": "create it (psql -c 'CREATE DATABASE …'), or correct DALSTON_DATABASE",
    "does not answer": "start PostgreSQL, or correct host and port in DALSTON_DATABASE",
    "psycopg": "pip install 'dalston[postgres]'",
}
OTHERWISE = "choose another database: DALSTON_DATABASE"


def examine(data: Path) -> Finding:
    url = ApiSettings(data=data).database_url
    path = None
    try:
        parsed = make_url(url)
        shown = parsed.render_as_string(hide_password=True)
        path = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        if path and not path.exists():
            return Finding(WHAT, "ok", f"{shown}, not there yet; the first start creates it")
        return aged(shown, url) or usable(shown, connect(url), ApiSettings(data=data).storage_url)
    except (ArgumentError, ImportError) as error:
        return Finding(WHAT, "broken", str(error), mend_for(str(error), MENDS, OTHERWISE).format(path=path))
    except SQLAlchemyError as error:
        said = outage.explained(error)
        return Finding(WHAT, "broken", said, mend_for(said, MENDS, OTHERWISE).format(path=path))


def aged(shown: str, url: str) -> Finding | None:
    """A schema that is not today's; None: it is."""
    age = migrations.age(url)
    if age == "newer":
        mend = "install that version again, or put back the copy from before the upgrade: docs/backup.md"
        return Finding(WHAT, "broken", f"{shown} was made by a newer version of Dalston", mend)
    if age == "older":
        mend = "none needed; copy it first if you may want to go back: docs/backup.md"
        return Finding(WHAT, "note", f"{shown} is of an older version; the next start upgrades it", mend)
    return None


def usable(shown: str, engine: Engine, place: str) -> Finding:
    """Raises SQLAlchemyError."""
    tables = inspect(engine).get_table_names()
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            if said != "ok":
                detail = f"{shown} is damaged: {said}"
                return Finding(WHAT, "broken", detail, mend_for(detail, MENDS, OTHERWISE))
            connection.rollback()
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # waits for a writer, as every write does
            connection.rollback()
    moved = elsewhere(engine, place) if Job.__tablename__ in tables else None
    return moved or Finding(WHAT, "ok", f"{shown}, {len(tables)} tables")


def elsewhere(engine: Engine, place: str) -> Finding | None:
    """Jobs whose files are not where storage is, as after a copy to another path; None: there are none."""
    below = Job.folder.startswith(place.rstrip("/") + "/", autoescape=True)
    with engine.connect() as connection:
        folder, count = connection.execute(select(func.min(Job.folder), func.count()).where(~below)).one()
    if not count or _there(folder):
        return None
    before = folder.rpartition("/")[0]
    detail = f"{count} jobs have their files in {before}, where there are none; storage is {place}"
    return Finding(
        WHAT, "broken", detail, "let the old path lead there (ln -s), or copy back: docs/backup.md"
    )


def _there(folder: str) -> bool:
    """Also where storage of that kind cannot be asked: that is said elsewhere."""
    try:
        return bool(storage.list_names(folder))
    except (OSError, storage.UnknownScheme):
        return True
