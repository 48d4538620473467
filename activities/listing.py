"""Lists of jobs: filters in, a page of rows out, with how many there are and where the text matched."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    Integer,
    MetaData,
    Select,
    Table,
    false,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from activities import search, words
from activities.index import Job
from activities.snippets import Snippet, snippet

FOUND = Table("found", MetaData(), Column("id", Integer, primary_key=True), prefixes=["TEMPORARY"])


@dataclass(frozen=True)
class Filters:
    tenant: str = "default"
    status: Sequence[str] = ()  # any of these; none: all
    q: str | None = None  # part of the name, or words of the text
    since: str | None = None  # created then or later
    until: str | None = None  # created before
    batch_id: str | None = None
    language: str | None = None
    oldest_first: bool = False


@dataclass(frozen=True)
class Page:
    jobs: Sequence[Job]
    total: int  # of all pages
    snippets: dict[str, Snippet] = field(default_factory=dict)  # by job id, where the text matched


class Listing:
    """Reads the index. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def page(self, filters: Filters, *, limit: int = 20, before: tuple[str, str] | None = None) -> Page:
        """Jobs in their order. `before` is (created_at, id) of the last job seen."""
        with Session(self.engine) as session:
            rows, count = queries(session, filters, limit, before)
            total = session.scalar(count) or 0
            jobs = session.scalars(rows).all() if total else []
            return Page(jobs, total, _snippets(session, jobs, filters.q) if filters.q else {})


def queries(
    session: Session, filters: Filters, limit: int, before: tuple[str, str] | None = None
) -> tuple[Select[Any], Select[Any]]:
    """For the page's rows, and for how many there are on all pages; to be asked in this session."""
    wanted = _wanted(filters)
    if filters.q:
        wanted.append(or_(_named(session, filters.q), _said(session, filters.q, filters.tenant)))
    place = tuple_(Job.created_at, Job.id)
    order = [Job.created_at.asc(), Job.id.asc()]
    if not filters.oldest_first:
        order = [Job.created_at.desc(), Job.id.desc()]
    rows = select(Job).where(*wanted).order_by(*order).limit(limit)
    if before:
        rows = rows.where(place > before if filters.oldest_first else place < before)
    return rows, select(func.count()).select_from(Job).where(*wanted)


def _wanted(filters: Filters) -> list[ColumnElement[bool]]:
    """All of it can be told from one index, jobs_listed."""
    wanted = [Job.tenant == filters.tenant]
    equal = {Job.batch_id: filters.batch_id, Job.language: filters.language}
    wanted += [column == value for column, value in equal.items() if value is not None]
    if filters.status:
        wanted.append(Job.status.in_(filters.status))
    if filters.since:
        wanted.append(Job.created_at >= filters.since)
    if filters.until:
        wanted.append(Job.created_at < filters.until)
    return wanted


def _named(session: Session, q: str) -> ColumnElement[bool]:
    wanted = spellings(q.replace("\0", ""))
    if session.get_bind().dialect.name == "postgresql":
        return or_(*(Job.name.icontains(spelling, autoescape=True) for spelling in wanted))
    return or_(*(Job.name.contains(spelling, autoescape=True) for spelling in wanted))


def _said(session: Session, q: str, tenant: str) -> ColumnElement[bool]:
    dialect = session.get_bind().dialect.name
    found = search.matching(q, tenant, dialect)
    if found is None:
        return false()
    if dialect != "sqlite":
        return Job.text_id.in_(found)
    # Looked up once for both queries. What the connection keeps of it ends with the session.
    session.execute(CreateTable(FOUND, if_not_exists=True))
    session.execute(FOUND.delete())
    session.execute(FOUND.insert().from_select(["id"], found))
    return Job.text_id.in_(select(FOUND.c.id))


def spellings(q: str) -> list[str]:
    """A database may ignore the case of ASCII only, and takes é and e with an accent for two things."""
    if q.isascii():
        return [q]
    cases = {q, q.lower(), q.upper(), q.title()}
    return sorted({normalize(form, case) for case in cases for form in ("NFC", "NFD")})


def _snippets(session: Session, jobs: Sequence[Job], q: str) -> dict[str, Snippet]:
    asked = words.terms(q)
    ids = [job.text_id for job in jobs if job.text_id is not None]
    if not asked or not ids:
        return {}
    texts = session.execute(
        select(search.JobText.job_id, search.JobText.text).where(search.JobText.id.in_(ids))
    )
    found = {job_id: snippet(text, asked) for job_id, text in texts}
    return {job_id: place for job_id, place in found.items() if place}
