"""Where the time of a job's chunks went, as Temporal wrote it down."""

from dataclasses import dataclass, field
from statistics import median

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from tests.load.stack import Server
from workflows.client import connect

WORK = "transcribe"


@dataclass
class Spent:
    """Of the chunks of one job. Seconds."""

    waited: list[float] = field(default_factory=list)  # from being scheduled to being begun
    ran: list[float] = field(default_factory=list)  # from there to its end
    answered: list[float] = field(default_factory=list)  # from an end until the workflow has looked at it
    began: float = float("inf")
    ended: float = 0.0
    events: int = 0

    @property
    def chunks(self) -> int:
        return len(self.ran)

    @property
    def wall(self) -> float:
        """From the first chunk's beginning to the last one's end."""
        return self.ended - self.began

    def __str__(self) -> str:
        hops = {"scheduled to begun": self.waited, "begun to ended": self.ran, "ended to seen": self.answered}
        medians = ", ".join(f"{name} {median(some) * 1000:.0f} ms" for name, some in hops.items())
        return f"chunks {self.wall:.1f} s, {self.events / self.chunks:.1f} events each; medians: {medians}"

    def costs(self, engine: float, slots: int) -> str:
        """Of a chunk. `engine`: seconds that the engine itself took for all chunks together."""
        parts = {
            "of engine": engine,
            "around it in the worker (its audio, its artifact, Temporal's round trips)": sum(self.ran)
            - engine,
            "of a slot that had none": slots * self.wall - sum(self.ran),
        }
        return "a chunk: " + ", ".join(f"{1000 * t / self.chunks:.0f} ms {of}" for of, t in parts.items())


async def spent(server: Server, job_id: str) -> Spent:
    """Over all the runs that a long job's workflow took."""
    temporal = await connect(target_host=server.here.temporal)
    found = Spent()
    run: str | None = (await first_run(temporal, job_id)) or None
    while run:
        run = await read(temporal, job_id, run, found)
    return found


async def first_run(temporal: Client, job_id: str) -> str:
    described = await temporal.get_workflow_handle(job_id).describe()
    return described.raw_description.workflow_execution_info.first_run_id


async def read(temporal: Client, job_id: str, run: str, found: Spent) -> str | None:
    """The run after this one."""
    scheduled: dict[int, float] = {}
    began: dict[int, float] = {}
    unseen: list[float] = []
    handle = temporal.get_workflow_handle(job_id, run_id=run)
    async for event in handle.fetch_history_events():
        at = event.event_time.ToNanoseconds() / 1e9
        found.events += 1
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
            if event.activity_task_scheduled_event_attributes.activity_type.name == WORK:
                scheduled[event.event_id] = at
        elif event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED:
            number = event.activity_task_started_event_attributes.scheduled_event_id
            if number in scheduled:
                began[number] = at
                found.waited.append(at - scheduled[number])
                found.began = min(found.began, at)
        elif event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
            number = event.activity_task_completed_event_attributes.scheduled_event_id
            if number in began:
                found.ran.append(at - began[number])
                found.ended = max(found.ended, at)
                unseen.append(at)
        elif event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
            found.answered += [at - ended for ended in unseen]
            unseen.clear()
        elif event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW:
            return event.workflow_execution_continued_as_new_event_attributes.new_execution_run_id
    return None
