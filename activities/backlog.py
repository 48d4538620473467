"""Jobs that have not ended: how many come before one, and how fast its tenant's jobs end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, func, or_, select
from sqlalchemy.orm import Session

from activities.database import as_text
from activities.index import UNFINISHED, Job

LATELY = timedelta(minutes=10)
FEWEST = 3  # jobs that must have completed lately before anything can be said of the next


@dataclass(frozen=True)
class Place:
    """Where a job stands among all that have not ended."""

    before: int  # jobs whose turn comes first, of all tenants
    own: int  # those of them that are of its own tenant
    pace: float | None  # jobs of its tenant that completed lately, a second; None: too few

    @property
    def seconds(self) -> float | None:
        """Until it has ended, if its tenant's jobs go on as they did."""
        return (self.own + 1) / self.pace if self.pace else None


class Backlog:
    """Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def place(self, job: Job, at: datetime | None = None) -> Place:
        """The urgent come first, then every tenant in turn, and a tenant's own jobs as they were accepted."""
        open_ = (Job.status.in_(UNFINISHED), Job.completed_at.is_(None))
        sooner = or_(
            Job.priority < job.priority, (Job.priority == job.priority) & (Job.created_at < job.created_at)
        )
        mine = select(func.count()).where(Job.tenant == job.tenant, *open_, sooner)
        by_tenant = (
            select(Job.tenant, Job.priority, func.count())
            .where(*open_, Job.priority <= job.priority, Job.tenant != job.tenant)
            .group_by(Job.tenant, Job.priority)
        )
        with Session(self.engine) as session:
            own = session.scalar(mine) or 0
            turns = session.execute(by_tenant).all()
            pace = self._pace(session, job.tenant, at or datetime.now(UTC))
        # Everybody takes as many turns as oneself; what is more urgent does not take turns.
        others = sum(many if priority < job.priority else min(many, own + 1) for _, priority, many in turns)
        return Place(own + others, own, pace)

    @staticmethod
    def _pace(session: Session, tenant: str, at: datetime) -> float | None:
        """Over the last ten minutes, or since the first of the jobs that ended in them began."""
        since = as_text(at - LATELY)
        lately: tuple[ColumnElement[bool], ...] = (
            Job.tenant == tenant,
            Job.completed_at > since,
            Job.status == "completed",
        )
        many, first = session.execute(select(func.count(), func.min(Job.started_at)).where(*lately)).one()
        if many < FEWEST:
            return None
        seconds = (at - datetime.fromisoformat(max(since, first or since))).total_seconds()
        return float(many) / max(1.0, seconds)
