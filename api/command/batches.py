"""`dalston batches`: look at batches that a server runs, pause, resume and cancel them."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from api.command.meter import clock
from api.command.server import connected
from api.command.terminal import Json, out, print_json, table

BatchId = Annotated[str, typer.Argument(metavar="ID", help="The batch, e.g. batch_01J….")]


class Status(StrEnum):
    running = "running"
    paused = "paused"
    cancelling = "cancelling"
    completed = "completed"
    cancelled = "cancelled"


app = typer.Typer(no_args_is_help=True, help="List batches, look at one, pause, resume or cancel it.")


@app.command("list")
def list_batches(
    status: Annotated[Status | None, typer.Option(help="Only batches with this status.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 20,
    json: Json = False,
) -> None:
    """The newest batches.

    Example:

        dalston batches list --status running
    """
    with connected() as client:
        page = client.batches(status=status and status.value, limit=limit)
    if json:
        print_json(page)
        return
    rows = [
        [batch["id"], batch["status"], batch["created_at"], tally(batch), batch["name"]]
        for batch in page["batches"]
    ]
    out.print(table("ID", "STATUS", "CREATED", "RECORDINGS", "NAME", rows=rows))


@app.command()
def get(batch_id: BatchId, json: Json = False) -> None:
    """One batch: how far it is, and what failed.

    Example:

        dalston batches get batch_01J…
    """
    with connected() as client:
        batch = client.batch(batch_id)
    if json:
        print_json(batch)
        return
    shown = {"id": batch["id"], "name": batch["name"], "status": batch["status"]}
    shown |= {"created": batch["created_at"], "completed": batch["completed_at"], "recordings": tally(batch)}
    shown |= {"audio": clock(batch["audio_seconds"]), "engines": clock(batch["cost"]["engine_seconds"])}
    for name, value in shown.items():
        if value:
            out.print(f"{name:10} {value}")
    if failures := batch["failures"]:
        rows = [
            [str(item["number"]), item["name"], (item["error"] or {}).get("message", "")] for item in failures
        ]
        out.print(table("FAILED", "NAME", "WHY", rows=rows))


@app.command()
def pause(batch_id: BatchId) -> None:
    """Start no further jobs of a batch; those that run go on."""
    change(batch_id, "pause", "is paused")


@app.command()
def resume(batch_id: BatchId) -> None:
    """Go on with a paused batch."""
    change(batch_id, "resume", "goes on")


@app.command()
def cancel(batch_id: BatchId) -> None:
    """Cancel a batch and those of its jobs that run."""
    change(batch_id, "cancel", "is being cancelled")


def change(batch_id: str, action: str, told: str) -> None:
    with connected() as client:
        client.change_batch(batch_id, action)
    out.print(f"{batch_id} {told}")


def tally(batch: dict[str, Any]) -> str:
    """E.g. 12 of 40, 3 failed."""
    counts = batch["counts"]
    done = counts["completed"] + counts["skipped"]
    others = [f"{counts[status]} {status}" for status in ("running", "failed", "cancelled") if counts[status]]
    return ", ".join([f"{done} of {counts['total']}", *others])
