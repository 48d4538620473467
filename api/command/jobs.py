"""`dalston jobs` and `dalston export`: look at jobs, wait for them, end them, fetch what they made."""

from enum import StrEnum
from typing import Annotated

import typer

from api.client import Job
from api.command.meter import clock, showing
from api.command.outcome import check, follow
from api.command.server import connected
from api.command.terminal import Format, Json, Output, out, print_json, table, write

PATIENCE = 120.0  # seconds for which a server may be away while a job is waited for

JobId = Annotated[str, typer.Argument(metavar="ID", help="The job, e.g. job_01J….")]


class Status(StrEnum):
    pending = "pending"
    running = "running"
    cancelling = "cancelling"
    completed = "completed"
    failed = "failed"
    cancelled = "cancelled"


app = typer.Typer(no_args_is_help=True, help="List jobs, look at one, wait for it, cancel or delete it.")


@app.command("list")
def list_jobs(
    status: Annotated[Status | None, typer.Option(help="Only jobs with this status.")] = None,
    q: Annotated[str | None, typer.Option("--q", metavar="TEXT", help="Only jobs whose name has it.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 20,
    json: Json = False,
) -> None:
    """The newest jobs.

    Example:

        dalston jobs list --status failed --limit 5
    """
    with connected() as client:
        page = client.jobs(status=status and status.value, q=q, limit=limit)
    if json:
        print_json(page)
        return
    rows = [
        [job["id"], job["status"], job["created_at"], length(job), job.get("name", "")]
        for job in page["jobs"]
    ]
    out.print(table("ID", "STATUS", "CREATED", "LENGTH", "NAME", rows=rows))
    if page["total"] > len(rows):
        out.print(f"{len(rows)} of {page['total']}; --limit shows more")


@app.command()
def get(job_id: JobId, json: Json = False) -> None:
    """One job: how far it is, and its text once it is done.

    Example:

        dalston jobs get job_01J… --json
    """
    with connected() as client:
        job = client.job(job_id)
    if json:
        print_json(job)
        return
    rows = [[name, value] for name, value in described(job) if value]
    for name, value in rows:
        out.print(f"{name:10} {value}")
    if job.get("text"):
        out.print(f"\n{job['text']}")


@app.command()
def wait(
    job_id: JobId,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
    json: Json = False,
) -> None:
    """Wait until a job has ended. Exit status 0: completed, 1: failed or cancelled.

    Example:

        dalston jobs wait job_01J… && dalston export job_01J… -f srt
    """
    with connected() as client, showing(quiet=quiet) as meter:
        client.job(job_id)  # a wrong id or address is told at once
        client.patience = PATIENCE
        job = follow(client, job_id, meter)
        if json:
            print_json(job)
        check(job, meter)


@app.command()
def cancel(job_id: JobId) -> None:
    """Stop a job. What it has transcribed so far is not kept.

    Example:

        dalston jobs cancel job_01J…
    """
    with connected() as client:
        client.cancel(job_id)
    out.print(f"{job_id} is being cancelled")


@app.command()
def delete(
    job_id: JobId,
    cancel: Annotated[bool, typer.Option("--cancel", help="Cancel it first if it is still running.")] = False,
) -> None:
    """Remove a job, its audio and its transcript for good.

    Example:

        dalston jobs delete job_01J… --cancel
    """
    with connected() as client:
        client.delete(job_id, cancel=cancel)
    out.print(f"{job_id} is deleted")


def export(
    job_id: JobId,
    format: Annotated[Format, typer.Option("--format", "-f", help="Which document.")] = Format.txt,
    output: Output = None,
) -> None:
    """Fetch the transcript of a completed job.

    Example:

        dalston export job_01J… --format srt --output talk.srt
    """
    with connected() as client:
        content = client.export(job_id, format.value)
    write(content, output)


def length(job: Job) -> str:
    duration = job.get("duration")
    return clock(duration) if duration is not None else ""


def described(job: Job) -> list[tuple[str, str]]:
    problem = job.get("error")
    progress = job.get("progress")
    running = job["status"] not in ("completed", "failed", "cancelled")
    return [
        ("id", job["id"]),
        ("name", job.get("name", "")),
        ("status", job["status"]),
        ("stage", job.get("stage") or "" if running else ""),
        ("progress", f"{progress:.0f} %" if running and progress is not None else ""),
        ("left", clock(job.get("eta_seconds") or 0) if running and job.get("eta_seconds") else ""),
        ("created", job.get("created_at", "")),
        ("completed", job.get("completed_at") or ""),
        ("length", length(job)),
        ("language", job.get("language") or ""),
        ("error", f"{problem['message']} ({problem['code']})" if problem else ""),
    ]
