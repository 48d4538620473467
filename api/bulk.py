"""What a caller asks of a batch in, its rows out: sources checked, a folder listed, engines chosen once."""

import asyncio
import hashlib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator
from ulid import ULID

from activities import storage
from activities.allowed_folders import ForbiddenFolder
from activities.batches import Batch
from activities.database import now
from activities.public_address import LONGEST, ForbiddenAddress, Rules, checked
from api import draft
from api.caller import Caller
from api.errors import InvalidField
from api.form import display_name, name_in
from api.state import State
from api.submission import Submission

MOST_SOURCES = 10_000  # in one request
MOST_FILES = 100_000  # of a folder
SHOWN_PROBLEMS = 10
JOB_COLUMNS = (  # what all jobs of a batch have in common
    "timestamps_granularity",
    "language",
    "priority",
    "retention",
    "webhook_id",
    "webhook_url",
    "webhook_metadata",
)
# Fields that change nothing of what is heard: a recording done with others is done.
BESIDE = {"name", "audio_url", "priority", "retention", "webhook_id", "webhook_url", "webhook_metadata"}

Name = Annotated[str, StringConstraints(max_length=255)]


class Source(BaseModel):
    """One recording."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=LONGEST, description="https://, as `audio_url` of a job.")
    name: Name | None = Field(None, description="What lists call its job; the end of the URL if not given.")


class NewBatch(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"sources": [{"url": "https://example.com/talk.mp3"}], "options": {"language": "en"}},
                {
                    "name": "archive",
                    "folder": "file:///srv/recordings",
                    "pattern": "*.mp3",
                    "most_running": 8,
                },
            ]
        },
    )

    name: Name | None = Field(None, description="What lists call the batch.")
    sources: list[Source] | None = Field(None, min_length=1, max_length=MOST_SOURCES)
    folder: str | None = Field(
        None,
        max_length=LONGEST,
        description="URL of a folder that the operator allows; instead of `sources`.",
    )
    pattern: str | None = Field(
        None,
        min_length=1,
        max_length=255,
        description="Which files below the folder, e.g. `*.mp3` or `2024/*`; not given: audio and video.",
    )
    options: Submission = Field(
        default_factory=lambda: Submission.model_validate({}), description="The fields of every job."
    )
    most_running: int = Field(4, ge=1, le=100, description="Jobs that may run at once.")
    on_failure: Literal["continue", "stop"] = Field(
        "continue", description="`stop`: pause the batch when a job has failed."
    )
    skip_done: bool = Field(
        True, description="Skip what a job of an earlier batch has done with the same options."
    )

    @field_validator("options")
    @classmethod
    def are_of_all(cls, value: Submission) -> Submission:
        if value.name is not None or value.audio_url is not None:
            raise ValueError("name and audio_url belong to single recordings; give them in `sources`")
        return value

    @model_validator(mode="after")
    def agree(self) -> "NewBatch":
        if (self.sources is None) == (self.folder is None):
            raise ValueError("a batch takes either sources or a folder")
        if self.pattern is not None and self.folder is None:
            raise ValueError("pattern goes with folder")
        return self


Items = list[tuple[str, str]]  # URL and name of each


async def accept(asked: NewBatch, state: State, caller: Caller) -> Batch:
    """Write the batch's rows. Raises before that when something of it cannot be."""
    prototype = await prototype_of(asked.options, state, caller)
    items = await asyncio.to_thread(items_of, asked, state)
    named = " ".join((asked.name or "").split())
    batch = Batch(
        id=f"batch_{ULID()}",
        tenant=caller.tenant,
        name=named or name_in(asked.folder) or f"{len(items)} recordings",
        status="running",
        options=asked.options.model_dump(mode="json", exclude_unset=True),
        prototype=prototype,
        most_running=asked.most_running,
        on_failure=asked.on_failure,
        skip_done=asked.skip_done,
        created_at=now(),
    )
    await asyncio.to_thread(state.batches.add, batch, items)
    return batch


async def prototype_of(asked: Submission, state: State, caller: Caller) -> dict[str, Any]:
    """What every job of the batch is made from: its request, its row and its options."""
    job = await draft.prototype(asked, state, caller)
    heard = asked.model_dump_json(exclude=BESIDE)
    return {
        "request": job.request | {"fetch": True},
        "job": {column: getattr(job, column) for column in JOB_COLUMNS},
        "options": asked.options().model_dump(mode="json"),
        "asked_sha256": hashlib.sha256(heard.encode()).hexdigest(),
        "most_unfinished": state.settings.max_running_jobs if caller.limited else 0,
    }


def items_of(asked: NewBatch, state: State) -> Items:
    """Raises InvalidField."""
    if asked.folder is not None:
        return files(asked.folder, asked.pattern, state)
    sources = asked.sources or []
    check(sources, state.settings.rules)
    return [(source.url, source.name or name_in(source.url) or "recording") for source in sources]


def check(sources: list[Source], rules: Rules) -> None:
    """Their shape only: names are looked up when they are fetched."""
    problems = []
    for number, source in enumerate(sources):
        try:
            checked(source.url, rules)
        except ForbiddenAddress as error:
            problems.append({"field": f"sources.{number}.url", "message": str(error)})
    if problems:
        first = "; ".join(f"{problem['field']}: {problem['message']}" for problem in problems[:3])
        raise InvalidField(
            f"{len(problems)} of {len(sources)} sources cannot be used: {first}",
            problems=problems[:SHOWN_PROBLEMS],
        )


def files(folder: str, pattern: str | None, state: State) -> Items:
    """What a folder has, named as it is below it."""
    try:
        root = state.settings.folders.check(folder)
        found = state.settings.folders.recordings(root, pattern, MOST_FILES)
    except ForbiddenFolder as error:
        raise InvalidField(f"folder: {error}") from error
    wanted = f"match {pattern!r}" if pattern else "are recordings by their names"
    if not found:
        raise InvalidField(f"no files below the folder {wanted}")
    if len(found) > MOST_FILES:
        raise InvalidField(f"more than {MOST_FILES} files below the folder {wanted}; narrow the pattern")
    return [(url, display_name(storage.name_below(root, url)) or "recording") for url in found]
