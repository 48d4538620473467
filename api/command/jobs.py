"""`dalston jobs` and `dalston export`: look at jobs, wait for them, end them, fetch what they made."""

from enum import StrEnum
from json import loads
from typing import Annotated, Any

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


class Stage(StrEnum):
    transcribe = "transcribe"
    align = "align"
    diarize = "diarize"
    detect = "detect"
    merge = "merge"
    refine = "refine"
    redact = "redact"


@app.command()
def rerun(
    job_id: JobId,
    stage: Annotated[Stage, typer.Option("--from", help="The first stage to be done again.")],
    model: Annotated[str | None, typer.Option("--model", "-m", metavar="NAME", help="Another model.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="Another language.")
    ] = None,
    num_speakers: Annotated[
        int | None, typer.Option(min=1, max=32, metavar="N", help="How many speak.")
    ] = None,
    fields: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="Any field of a submission. May be repeated."),
    ] = None,
    json: Json = False,
) -> None:
    """Do a job again from some stage on, with other parameters; what is still valid is reused.

    Example:

        dalston jobs rerun job_01J… --from diarize --num-speakers 3
    """
    asked: dict[str, Any] = {"model": model, "language": language, "num_speakers": num_speakers}
    asked = {name: value for name, value in asked.items() if value is not None}
    for given in fields or []:
        name, equals, value = given.partition("=")
        if not equals:
            raise typer.BadParameter(f"{given!r} is not FIELD=VALUE", param_hint="--set")
        asked[name] = read_value(value)
    with connected() as client:
        job = client.rerun(job_id, stage.value, asked)
    if json:
        print_json(job)
        return
    out.print(f"{job['id']} is on its way; reused: {', '.join(job['reused']) or 'nothing'}")


def read_value(text: str) -> Any:
    """JSON where it is JSON, else the text itself."""
    try:
        return loads(text)
    except ValueError:
        return text


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
    max_line_length: Annotated[
        int | None, typer.Option(min=10, max=200, metavar="N", help="Letters in a line of srt or vtt. [42]")
    ] = None,
    max_lines: Annotated[
        int | None, typer.Option(min=1, max=10, metavar="N", help="Lines in a cue of srt or vtt. [2]")
    ] = None,
    no_speakers: Annotated[bool, typer.Option("--no-speakers", help="Do not say who speaks.")] = False,
) -> None:
    """Fetch the transcript of a completed job.

    Example:

        dalston export job_01J… --format srt --output talk.srt
    """
    with connected() as client:
        content = client.export(
            job_id,
            format.value,
            max_line_length=max_line_length,
            max_lines=max_lines,
            include_speakers=False if no_speakers else None,
        )
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
