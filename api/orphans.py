"""What nobody will miss: bytes without a job, and jobs that should have been forgotten. Run every hour."""

import asyncio
import logging
import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session
from temporalio.client import Client

from activities import storage
from activities.database import later
from activities.histories import forget
from activities.index import Index, Job
from activities.retention import Retention
from api import retention, rounds
from api.state import State

log = logging.getLogger(__name__)

HOUR = 3600.0  # seconds
LATE = 600.0  # seconds after which a timer is taken for lost
AT_ONCE = 500  # ids in one question to the database
JOB = re.compile(r"job_[0-9A-Z]{26}")
FORGETTING = "WorkflowType IN ('PurgeWorkflow', 'RetentionWorkflow', 'ForgetWorkflow')"


@dataclass
class Found:
    folders: list[str] = field(default_factory=list)  # URLs of those without a job
    partials: list[str] = field(default_factory=list)  # URLs of what killed writers left
    overdue: list[str] = field(default_factory=list)  # ids of jobs whose timer is lost
    missing: list[str] = field(default_factory=list)  # ids of completed jobs without a folder: only told


async def run(state: State) -> None:
    await rounds.forever("sweep", lambda: round_(state), HOUR)


async def round_(state: State) -> None:
    found = await asyncio.to_thread(find, state.index, state.settings.storage_url)
    await asyncio.to_thread(remove, found)
    async with state.reach(HOUR / 2) as temporal:
        await forget_late(temporal, found)
        await forget_histories(temporal)
    await asyncio.to_thread(scrub, state.index.engine)


def find(index: Index, storage_url: str, older: float = HOUR) -> Found:
    """`older`: seconds; what was written since may belong to an upload that is arriving."""
    before = time.time() - older

    def old(url: str) -> bool:
        written = storage.newest(url)
        return written is not None and written < before

    # Folders first, rows afterwards: a job that is accepted meanwhile is seen.
    places = {name: storage.join(storage_url, name) for name in storage.list_folders(storage_url)}
    known = existing(index.engine, [name for name in places if JOB.fullmatch(name)])
    strange = [url for name, url in places.items() if JOB.fullmatch(name) and name not in known]
    return Found(
        folders=[url for url in strange if old(url)],
        partials=[url for url in storage.partials(storage_url) if old(url)],
        overdue=[job.id for job in Retention(index.engine).overdue(later(-LATE))],
        missing=missing(index.engine, set(places.values())),
    )


def existing(engine: Engine, ids: Sequence[str]) -> set[str]:
    """Which of these jobs there are."""
    found: set[str] = set()
    with Session(engine) as session:
        for at in range(0, len(ids), AT_ONCE):
            found.update(session.scalars(select(Job.id).where(Job.id.in_(ids[at : at + AT_ONCE]))))
    return found


def missing(engine: Engine, places: Collection[str]) -> list[str]:
    """Completed jobs whose folder somebody removed; `places`: folders that there were a moment ago."""
    with Session(engine) as session:
        done = session.execute(select(Job.id, Job.folder).where(Job.status == "completed"))
        return [id for id, place in done if place not in places and storage.newest(place) is None]


def remove(found: Found) -> None:
    for url in found.folders:
        log.info("removing %s: it belongs to no job", url)
        storage.delete_folder(url)
    for url in found.partials:
        storage.delete(url)
    for id in found.missing:
        log.warning("%s is completed but its folder is gone from storage", id)


async def forget_late(temporal: Client, found: Found) -> None:
    """Start lost timers again; they find that it is time."""
    for job_id in found.overdue:
        await retention.start(temporal, job_id)


async def forget_histories(temporal: Client) -> None:
    """Workflows that forgot a job name it, in the history of what they did."""
    async for found in temporal.list_workflows(f"{FORGETTING} AND ExecutionStatus != 'Running'"):
        await forget(temporal, found.id, found.run_id)


def scrub(engine: Engine) -> None:
    """SQLite keeps deleted words in its search index and its log until they are written anew."""
    if engine.dialect.name != "sqlite":
        return
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO job_words (job_words) VALUES ('optimize')"))
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
