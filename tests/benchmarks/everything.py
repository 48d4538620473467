"""A job with every stage on a running stack: what each took, and how much of it was done side by side."""

import asyncio
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from api.command import presence
from tests.benchmarks.corpus import SOUNDS, Utterance, concatenate
from tests.benchmarks.stack import running
from workers.settings import WorkerSettings
from workflows.client import connect

MODEL = "base"
MINUTES = 10
WANTED = {"speaker_detection": "diarize", "detect_events": "true", "redact_pii": "true"}
MOST = 0.75  # of the sum of the stages' seconds: what the wall time must stay under


@dataclass
class Times:
    """When an activity was first begun and last ended, in seconds from the start of the job."""

    begin: float
    end: float


def main(corpus: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="dalston-bench-") as name:
        folder = Path(name)
        recording = folder / "everything.wav"
        concatenate(sources(corpus), MINUTES * 60, recording)
        with running(folder, MODEL, WorkerSettings().models_path) as stack:
            job, wall = stack.transcribe(recording, MODEL, **WANTED)
            times = schedule(asyncio.run(history(folder, job["id"])))
    console = Console(width=110)
    console.print(stages(job, wall))
    console.print(timetable(times))
    for warning in job["warnings"]:
        console.print(f"warning of {warning['stage']}: {warning['message']}")


def sources(corpus: Path) -> list[Utterance]:
    """Conversations where there are any, else the recordings of the folder itself."""
    talks = [path for folder in ("conv", "diar") for path in (corpus / folder).glob("*")]
    found = sorted(path for path in talks or corpus.iterdir() if path.suffix in SOUNDS)
    return [Utterance(path, "") for path in found]


def stages(job: dict[str, Any], wall: float) -> Table:
    table = Table("stage", "engine", "chunks", "waited, s", "ran, s", "real-time factor", title="Every stage")
    duration, total = job["duration"], sum(stage["ran"] for stage in job["stages"])
    for stage in job["stages"]:
        name = f"{stage['engine']}{':' + stage['model'] if stage['model'] else ''}"
        spent = (f"{stage['waited']:.1f}", f"{stage['ran']:.1f}", f"{stage['ran'] / duration:.3f}")
        table.add_row(stage["stage"], name, str(stage["chunks"]), *spent)
    table.add_row("sum of stages", "", "", "", f"{total:.1f}", f"{total / duration:.3f}")
    table.add_row(f"wall, {duration / 60:.1f} minutes", "", "", "", f"{wall:.1f}", f"{wall / duration:.3f}")
    table.add_row("wall ÷ sum of stages", "", "", "", f"{wall / total:.2f}", f"must hold: < {MOST}")
    return table


def timetable(times: dict[str, Times]) -> Table:
    table = Table("activity", "began, s", "ended, s", title="When, from Temporal's history of the workflow")
    for name, one in sorted(times.items(), key=lambda item: item[1].begin):
        table.add_row(name, f"{one.begin:.1f}", f"{one.end:.1f}")
    return table


async def history(data: Path, job_id: str) -> WorkflowHistory:
    here = presence.find(data)
    if here is None:
        raise RuntimeError(f"no stack runs on {data}")
    client = await connect(target_host=here.temporal)
    return await client.get_workflow_handle(job_id).fetch_history()


def schedule(found: WorkflowHistory) -> dict[str, Times]:
    """Of every kind of activity, over all chunks."""
    names: dict[int, str] = {}
    spans = defaultdict[str, list[datetime]](list)
    for event in found.events:
        at = event.event_time.ToDatetime()
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
            attributes = event.activity_task_scheduled_event_attributes
            names[event.event_id] = attributes.activity_type.name
        elif event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED:
            spans[names[event.activity_task_started_event_attributes.scheduled_event_id]].append(at)
        elif event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
            spans[names[event.activity_task_completed_event_attributes.scheduled_event_id]].append(at)
    start = found.events[0].event_time.ToDatetime()
    return {
        name: Times((min(ats) - start).total_seconds(), (max(ats) - start).total_seconds())
        for name, ats in spans.items()
        if name != "record"
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
