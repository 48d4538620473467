"""What becomes of a job: waited for, asked about when Ctrl-C is pressed, fetched or explained."""

import sys
from contextlib import suppress

from api.client import Client, Job, Refused
from api.command.failure import Exit, Failure
from api.command.meter import Meter, clock
from api.command.terminal import err


class Detached(Failure):
    """The user does not want to wait; the job goes on."""


def transcript(client: Client, job_id: str, format: str, meter: Meter) -> bytes:
    """Wait for the job and fetch what it made. Raises Failure when it made nothing."""
    while True:
        try:
            meter.start()  # again, after somebody was asked
            check(follow(client, job_id, meter), meter)
            return client.export(job_id, format)
        except KeyboardInterrupt:
            decide(client, job_id, meter)


def follow(client: Client, job_id: str, meter: Meter) -> Job:
    """The job, once it has ended."""
    for job in client.follow(job_id):
        meter.job(job)
    return job


def check(job: Job, meter: Meter) -> None:
    """Raise Failure unless the job was completed; say what is worth saying of it."""
    if job["status"] == "cancelled":
        raise Failure(f"{job['id']} was cancelled")
    if job["status"] == "failed":
        problem = job.get("error")
        why = problem["message"] if problem else "the server does not say why"
        raise Failure(f"{job['id']} failed: {why}")
    for warning in job.get("warnings") or []:
        meter.say(f"warning: {warning.get('message')}")
    if job.get("text") == "":
        meter.say("there is no speech in it")
    if (duration := job.get("duration")) is not None:
        meter.say(f"{job['id']} completed: {clock(duration)} of audio{credits(job)}")


def credits(job: Job) -> str:
    """Who did it: the transcriber, what times the words, how many speakers there are."""
    stages = {stage["stage"]: stage for stage in job.get("stages") or []}
    if "transcribe" not in stages:
        return ""
    by = f"{stages['transcribe']['engine']} {stages['transcribe']['model'] or ''}".strip()
    times = stages["align"]["model"] if "align" in stages else by
    many = len(job.get("speakers") or [])
    speakers = f", {many} speaker{'s' if many > 1 else ''}" if many else ""
    return f"; words by {by}, their times by {times}{speakers}"


def decide(client: Client, job_id: str, meter: Meter) -> None:
    """What Ctrl-C means. Returns when the answer is to go on waiting."""
    meter.stop()
    answer = ask() if sys.stdin.isatty() and err.is_terminal else "c"
    if answer.startswith("d"):
        raise Detached(
            f"detached from {job_id}; get it with `dalston jobs wait {job_id}` and `dalston export {job_id}`",
            Exit.INTERRUPTED,
        )
    if answer.startswith("c"):
        cancel(client, job_id, meter)
        raise Failure(f"{job_id} was cancelled", Exit.INTERRUPTED)


def ask() -> str:
    question = "Interrupted. [d]etach (the job goes on), [c]ancel the job, or Enter to go on waiting: "
    try:
        return err.input(question, markup=False).strip().lower()
    except (KeyboardInterrupt, EOFError):
        return "c"


def cancel(client: Client, job_id: str, meter: Meter) -> None:
    """Cancel and wait until that has happened, so that no work is left behind in a stack about to stop."""
    with suppress(Refused):  # it has ended meanwhile
        client.cancel(job_id)
    follow(client, job_id, meter)
