"""`dalston replay`: would today's workflow code still understand what a job has done so far?"""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.command import presence
from api.command.failure import Exit, Failure
from api.command.settings import CommandSettings
from api.command.terminal import out

if TYPE_CHECKING:
    from temporalio.client import WorkflowHistory

PATIENCE = 10.0  # seconds for Temporal to answer


def replay(
    recorded: Annotated[
        str,
        typer.Argument(metavar="JOB|FILE", help="A job's id, or a file: `temporal workflow show -o json`."),
    ],
) -> None:
    """Run the installed workflow code over a recorded history. Exit status 1 when it would act differently.

    A job's history comes from the stack on the data folder, else from Temporal at TEMPORAL_ADDRESS.

    Examples:

        dalston replay job_01J…

        temporal workflow show -w job_01J… -o json > history.json && dalston replay history.json
    """
    path = Path(recorded)
    histories = [read(path)] if path.is_file() else asyncio.run(fetch(recorded))
    count = sum(len(history.events) for history in histories)
    asyncio.run(check(histories))
    out.print(f"replays cleanly: {count} events")


def read(path: Path) -> "WorkflowHistory":
    from google.protobuf.json_format import ParseError
    from temporalio.client import WorkflowHistory

    try:
        return WorkflowHistory.from_json(path.stem, path.read_text("utf-8"))
    except (ValueError, ParseError, KeyError, TypeError, AttributeError) as error:
        raise Failure(f"{path} is not a workflow history ({error})", Exit.USAGE) from error


async def fetch(job_id: str) -> "list[WorkflowHistory]":
    """The history of every run of a job, the newest first: a long job continues as new."""
    from temporalio.service import RPCError, RPCStatusCode

    from workflows.client import connect

    here = presence.find(CommandSettings().data.absolute())
    known = {"target_host": here.temporal} if here else {}
    try:
        client = await asyncio.wait_for(connect(**known), PATIENCE)
        histories: list[WorkflowHistory] = []
        run: str | None = None
        while not histories or run:
            history = await client.get_workflow_handle(job_id, run_id=run).fetch_history()
            histories.append(history)
            started = history.events[0].workflow_execution_started_event_attributes
            run = started.continued_execution_run_id
    except TimeoutError as error:
        raise Failure("Temporal does not answer; see TEMPORAL_ADDRESS", Exit.UNREACHABLE) from error
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise Failure(
                f"Temporal knows no job {job_id!r}, and there is no such file", Exit.REFUSED
            ) from error
        raise
    return histories


async def check(histories: "list[WorkflowHistory]") -> None:
    from temporalio.worker import Replayer
    from temporalio.workflow import NondeterminismError

    from workflows.converter import data_converter, encryption
    from workflows.registry import WORKFLOWS
    from workflows.sealed_messages import key_ids

    codec = encryption()
    events = [event for history in histories for event in history.events]
    for missing in key_ids(events) - set(codec.keys.by_id):
        raise Failure(f"the history is sealed with the key {missing!r}; {codec.keys}", Exit.USAGE)
    replayer = Replayer(workflows=WORKFLOWS, data_converter=data_converter(codec))
    for history in histories:
        try:
            await replayer.replay_workflow(history)
        except NondeterminismError as error:
            raise Failure(f"does not replay: {error}") from error
