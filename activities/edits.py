"""What people changed in a transcript, kept apart from what the machine wrote. Rows are only added."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Engine, String, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities import search
from activities.change import Change
from activities.database import Base, now
from activities.index import Job


class Outdated(Exception):
    """Somebody else's edit came first, or the job is gone."""


class Edit(Base):
    """One change; a job's edits apply in the order of their numbers."""

    __tablename__ = "edits"

    job_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1
    at: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(64))
    change: Mapped[dict[str, Any]] = mapped_column(JSON)

    @property
    def wish(self) -> Change:
        return Change.model_validate(self.change)


@dataclass(frozen=True)
class NewEdit:
    """A change, and what the job is with it."""

    job_id: str
    number: int  # one more than the last
    actor: str
    change: Change
    name: str
    text: str


class Edits:
    """All reads and writes of edits. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, job_id: str) -> Sequence[Edit]:
        """Oldest first."""
        with Session(self.engine) as session:
            return session.scalars(select(Edit).where(Edit.job_id == job_id).order_by(Edit.number)).all()

    def last(self, job_id: str) -> int:
        """The number of the last edit; 0: there is none."""
        with Session(self.engine) as session:
            return session.scalar(select(func.max(Edit.number)).where(Edit.job_id == job_id)) or 0

    def add(self, new: NewEdit) -> None:
        """Raises Outdated."""
        kept = new.change.model_dump(mode="json", exclude_defaults=True)
        edit = Edit(job_id=new.job_id, number=new.number, at=now(), actor=new.actor, change=kept)
        try:
            with Session(self.engine) as session, session.begin():
                session.add(edit)
                session.flush()
                # Looked for while nobody else can write: no edit outlives its job.
                job = update(Job).where(Job.id == new.job_id).values(name=new.name).returning(Job.id)
                if not session.execute(job).all():
                    raise Outdated(f"{new.job_id} is gone")
                search.put(session, new.job_id, new.text)
        except IntegrityError as error:
            raise Outdated(f"edit {new.number} of {new.job_id} is there already") from error
