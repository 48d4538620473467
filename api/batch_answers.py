"""Batches as the API shows them."""

from collections.abc import Sequence
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field

from activities.batches import Batch, BatchItem, Summary
from api.caller import Caller
from api.errors import Problem

Status = Literal["running", "paused", "cancelling", "completed", "cancelled"]
ItemStatus = Literal["pending", "running", "completed", "failed", "cancelled", "skipped"]

# Options in which a caller may have written what is nobody else's: for those who may submit, not for readers.
WRITERS = {"prompt", "keyterms", "webhook_url", "webhook_metadata"}


class Counts(BaseModel):
    """Recordings by what became of them."""

    total: int
    pending: int = 0
    running: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    skipped: int = Field(0, description="Done by an earlier batch.")


class BatchCost(BaseModel):
    engine_seconds: float
    real_time_factor: float | None = Field(description="Engine seconds for a second of audio.")


class ShownItem(BaseModel):
    """One recording of a batch."""

    number: int
    name: str
    source: str = Field(
        description="Its URL, without what opens it: no query.", examples=["https://example.com/talk.mp3"]
    )
    status: ItemStatus
    job_id: str | None = Field(description="Of a skipped one: the job that had done it.")
    duration: float | None = Field(description="Seconds of audio.")
    error: Problem | None


class ShownBatch(BaseModel):
    id: str = Field(examples=["batch_01JA8Z0000000000000000000A"])
    name: str
    status: Status
    created_at: str
    completed_at: str | None
    most_running: int
    on_failure: Literal["continue", "stop"]
    skip_done: bool
    options: dict[str, Any] = Field(
        description="The fields of every job; `prompt`, `keyterms`, `webhook_url` and `webhook_metadata` "
        "only for keys with the scope jobs:write."
    )
    counts: Counts
    audio_seconds: float = Field(description="Of the completed jobs.")
    cost: BatchCost


class BatchInFull(ShownBatch):
    failures: list[ShownItem] = Field(description="The first ones; /items?status=failed has all.")


class BatchPage(BaseModel):
    batches: list[ShownBatch]
    next_cursor: str | None


class ItemPage(BaseModel):
    items: list[ShownItem]
    next_cursor: str | None


class Retried(BaseModel):
    id: str
    status: Status
    retried: int = Field(description="Recordings that wait again.")


class Accepted(BaseModel):
    id: str
    name: str
    status: Status
    created_at: str


def shown(batch: Batch, summary: Summary, caller: Caller) -> ShownBatch:
    return ShownBatch.model_validate(_columns(batch, summary, caller))


def in_full(batch: Batch, summary: Summary, failed: Sequence[BatchItem], caller: Caller) -> BatchInFull:
    failures = [shown_item(item) for item in failed]
    return BatchInFull.model_validate(_columns(batch, summary, caller) | {"failures": failures})


def shown_item(item: BatchItem) -> ShownItem:
    columns = ("number", "name", "status", "job_id", "duration")
    error = Problem(code=item.error_code, message=item.error_message or "") if item.error_code else None
    found = {name: getattr(item, name) for name in columns}
    return ShownItem.model_validate(found | {"source": closed(item.source), "error": error})


def closed(url: str) -> str:
    """The URL without what may open it: a signature in its query, a name and a password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _columns(batch: Batch, summary: Summary, caller: Caller) -> dict[str, Any]:
    columns = ["id", "name", "status", "created_at", "completed_at", "most_running", "on_failure"]
    factor = summary.engine_seconds / summary.audio_seconds if summary.audio_seconds else None
    hidden = set() if caller.may("jobs:write") else WRITERS
    return {name: getattr(batch, name) for name in (*columns, "skip_done")} | {
        "options": {name: value for name, value in batch.options.items() if name not in hidden},
        "counts": Counts(total=sum(summary.counts.values()), **summary.counts),
        "audio_seconds": round(summary.audio_seconds, 3),
        "cost": BatchCost(
            engine_seconds=round(summary.engine_seconds, 3),
            real_time_factor=None if factor is None else round(factor, 4),
        ),
    }
