"""Words of finished transcripts, to find jobs by: FTS5 on SQLite, tsvector on PostgreSQL."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from activities.database import Base

WORDS = "job_words"  # FTS5's index of the texts on SQLite; no model's


class JobText(Base):
    """What was said in a job, as its readers may see it."""

    __tablename__ = "job_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[str] = mapped_column(String(40), unique=True)
    tenant: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
