"""What people change in a job over HTTP: names, speakers, texts, retention; and taking it back."""

import asyncio
import re
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, Field

from activities import overlay
from activities.change import Change, in_effect, name_after
from activities.edits import Edits, NewEdit, Outdated
from activities.index import Job
from activities.transcript import Transcript
from api import audited, edited, retention
from api.answers import AnyJob
from api.bounded import BoundedRoute
from api.caller import Caller, Reader, Writer
from api.edited import Edited, Kept
from api.errors import ApiError, Conflict, InvalidField, InvalidRequest, described
from api.state import Here, State
from api.transcriptions import get_job
from api.wishes import Changes

MOST_EDITS = 10_000  # of one job
ETAG = re.compile(r'(?:W/)?"?(\d{1,10})"?')
AGAIN = 20  # attempts, where an edit that another process took came first

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["changing"], route_class=BoundedRoute)


class PreconditionFailed(ApiError):
    status, code = 412, "precondition_failed"


class EditNotFound(ApiError):
    status, code = 404, "edit_not_found"


EditNumber = Annotated[int, Field(ge=1, le=2**31 - 1)]
IfMatch = Annotated[
    str | None, Header(max_length=64, description="Only if the job's ETag is still this one.")
]


class EditRow(BaseModel):
    number: int
    at: str
    actor: str = Field(description="The key's id; `local` without keys.")
    change: dict[str, Any]
    reverted: bool


class EditList(BaseModel):
    edits: list[EditRow]


@router.patch("/{job_id}", response_model=AnyJob, responses=described(400, 404, 409, 410, 412, 413))
async def change_job(
    job_id: str, changes: Changes, state: Here, caller: Writer, if_match: IfMatch = None
) -> Response:
    """Rename a job; label, merge and reassign speakers; correct texts; keep it longer or shorter.

    The machine's transcript is kept: edits are laid over it and can be taken back.
    """
    job = await state.job(job_id, caller.tenant)
    if changes.retention is not None:
        retention.check(state.settings, changes.retention)
    if (wish := changes.change) is not None:
        await _keep(state, caller, job, wish, if_match)
        await audited.record(state, caller, "transcription.edit", job.id)
    elif if_match is not None and job.status == "completed":
        _check_match(await asyncio.to_thread(edited.read, state.index, job), if_match)
    if changes.retention is not None:
        await retention.change(state, job, changes.retention)
        await audited.record(state, caller, "transcription.retain", job.id, retention=changes.retention)
    return await get_job(job.id, state, caller)


@router.get("/{job_id}/edits", responses=described(404))
async def list_edits(job_id: str, state: Here, caller: Reader) -> EditList:
    """What was changed, oldest first, and whether it still holds."""
    job = await state.job(job_id, caller.tenant)
    rows = await asyncio.to_thread(Edits(state.index.engine).of, job.id)
    holding = set(in_effect([row.wish for row in rows]))
    return EditList(
        edits=[
            EditRow(
                number=row.number,
                at=row.at,
                actor=row.actor,
                change=row.change,
                reverted=row.number not in holding,
            )
            for row in rows
        ]
    )


@router.delete("/{job_id}/edits", status_code=204, responses=described(400, 404, 409, 410, 412))
async def revert_all(job_id: str, state: Here, caller: Writer, if_match: IfMatch = None) -> None:
    """Take back all edits: the transcript is the machine's again."""
    job = await state.job(job_id, caller.tenant)
    await _keep(state, caller, job, None, if_match)
    await audited.record(state, caller, "transcription.revert", job.id)


@router.delete("/{job_id}/edits/{number}", status_code=204, responses=described(400, 404, 409, 410, 412))
async def revert(
    job_id: str, number: EditNumber, state: Here, caller: Writer, if_match: IfMatch = None
) -> None:
    """Take back one edit; 409 when a later one needs it."""
    job = await state.job(job_id, caller.tenant)
    await _keep(state, caller, job, Change(reverts=[number]), if_match)
    await audited.record(state, caller, "transcription.revert", job.id, edit=number)


async def _keep(state: State, caller: Caller, job: Job, wish: Change | None, if_match: str | None) -> None:
    """`wish`: None takes back all. Tried again when somebody else's edit came first."""
    if job.status != "completed":
        raise Conflict(f"{job.id} is {job.status}; only a completed job can be edited", status=job.status)
    async with state.editing.turn(job.id):
        for _ in range(AGAIN):
            job = await state.job(job.id, job.tenant)
            found = await asyncio.to_thread(edited.read, state.index, job)
            _check_match(found, if_match)
            try:
                await asyncio.to_thread(_add, state, caller, found, wish)
                return
            except Outdated:
                continue
    raise Conflict(f"{job.id} is being edited by others all the time; try again")


def _add(state: State, caller: Caller, found: Edited, wish: Change | None) -> None:
    job = found.job
    if wish is None:
        if not found.holding:
            return
        wish, transcript = _reverting_all(found)
    elif wish.reverts:
        transcript = _reverting(found, wish.reverts[0])
    else:
        wish, transcript = _changing(found, wish)
    if found.number >= MOST_EDITS:
        raise Conflict(f"{job.id} has {MOST_EDITS} edits, which is as many as a job can have")
    edit = NewEdit(
        job_id=job.id,
        number=found.number + 1,
        actor=caller.key_id,
        change=wish,
        name=name_after([*found.changes, wish], job.name),
        text=transcript.text,
    )
    Edits(state.index.engine).add(edit)
    edited.keep(state.index.engine, job, Kept(number=edit.number, transcript=transcript))


def _changing(found: Edited, wish: Change) -> tuple[Change, Transcript]:
    try:
        kept, transcript = overlay.pinned(found.machine, found.holding, wish)
    except overlay.Inapplicable as error:
        raise InvalidField(str(error)) from error
    return kept if kept.name is None else kept.model_copy(update={"was": found.job.name}), transcript


def _reverting_all(found: Edited) -> tuple[Change, Transcript]:
    wish = Change(reverts=[n for n in in_effect(found.changes) if not found.changes[n - 1].reverts])
    changes = [*found.changes, wish]
    return wish, overlay.apply(found.machine, [changes[n - 1] for n in in_effect(changes)])


def _reverting(found: Edited, number: int) -> Transcript:
    if number > found.number:
        raise EditNotFound(f"there is no edit {number}; the job has {found.number}")
    if number not in in_effect(found.changes):
        raise Conflict(f"edit {number} has been taken back already")
    after = in_effect([*found.changes, Change(reverts=[number])])[:-1]
    try:
        return overlay.apply(found.machine, [found.changes[n - 1] for n in after])
    except overlay.Inapplicable as error:
        later = after[error.at]
        raise Conflict(
            f"edit {later} depends on edit {number}; take that one back first", edit=later
        ) from error


def _check_match(found: Edited, if_match: str | None) -> None:
    if if_match is None or if_match.strip() == "*":
        return
    asked = [tag[1] for one in if_match.split(",") if (tag := ETAG.fullmatch(one.strip()))]
    if not asked:
        raise InvalidRequest(f"If-Match {if_match!r} is not an ETag of a job, such as {found.etag}")
    if str(found.number) not in asked:
        raise PreconditionFailed(
            f"the job has been edited meanwhile: its ETag is {found.etag}, not {if_match}",
            etag=found.etag,
        )
