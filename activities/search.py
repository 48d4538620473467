"""Words of finished transcripts, to find jobs by: FTS5 on SQLite, lexemes on PostgreSQL."""

from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import (
    Engine,
    Select,
    String,
    Text,
    column,
    insert,
    literal,
    literal_column,
    select,
    table,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities import folder, lexemes, storage, words
from activities.database import Base
from activities.index import Job

WORDS = "job_words"  # FTS5's index of the texts on SQLite; no model's


class JobText(Base):
    """What was said in a job, as its readers may see it."""

    __tablename__ = "job_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(String(40), unique=True)
    tenant: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)  # letters of scripts without spaces stand apart


class Said(BaseModel):
    """What a search needs of transcript.json."""

    text: str


def matching(typed: str, tenant: str, dialect: str) -> Select[Any] | None:
    """Ids of the texts in which all of it is said, among them all of the tenant's; None: it has no words."""
    asked = words.terms(typed)
    if not asked:
        return None
    if dialect == "postgresql":
        return lexemes.matching(asked, tenant)
    found: Select[Any] = select(column("rowid")).select_from(table(WORDS))
    return found.where(literal_column(WORDS).op("MATCH")(words.fts5(asked, tenant)))


def put(session: Session, job_id: str, text: str) -> None:
    """Let a job be found by this text and no other. A job that is not there is left alone."""
    if not add(session, job_id, text):
        changed = update(JobText).where(JobText.job_id == job_id).values(text=words.spaced(text))
        found = session.execute(changed.returning(JobText.id, JobText.tenant)).first()
        if found:
            _index(session, found.id, found.tenant, text)


def add(session: Session, job_id: str, text: str) -> bool:
    """`put`, unless the job has a text already."""
    job = select(Job.id, Job.tenant, literal(words.spaced(text), Text))
    job = job.where(Job.id == job_id, Job.text_id.is_(None)).with_for_update()
    adding = insert(JobText).from_select(["job_id", "tenant", "text"], job)
    added = session.execute(adding.returning(JobText.id, JobText.tenant)).first()
    if added is None:
        return False
    session.execute(update(Job).where(Job.id == job_id).values(text_id=added.id))
    _index(session, added.id, added.tenant, text)
    return True


def _index(session: Session, text_id: int, tenant: str, text: str) -> None:
    """On SQLite, triggers do it."""
    if session.get_bind().dialect.name == "postgresql":
        lexemes.put(session, text_id, tenant, text)


def add_transcript(engine: Engine, job_id: str) -> None:
    """Add the text of a job's transcript, such as it is; an empty one, if somebody removed it."""
    with Session(engine) as session:
        place = session.scalar(select(Job.folder).where(Job.id == job_id, Job.text_id.is_(None)))
    if place is None:
        return
    try:
        text = storage.read_model(folder.transcript(place), Said).text
    except (FileNotFoundError, ValidationError):
        text = ""
    with Session(engine) as session, session.begin():
        add(session, job_id, text)


def catch_up(engine: Engine, limit: int) -> int:
    """Add texts of jobs that completed without: before there was a search, say. Returns how many."""
    left = select(Job.id).where(Job.status == "completed", Job.text_id.is_(None)).limit(limit)
    with Session(engine) as session:
        jobs = session.scalars(left).all()
    for job_id in jobs:
        add_transcript(engine, job_id)
    return len(jobs)
