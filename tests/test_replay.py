"""Work in flight must survive a deploy. A deliberate change goes behind workflow.patched().

The histories come from `pytest tests/record_histories.py`; those of earlier releases stay as they are.
"""

import json
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.opentelemetry import TracingInterceptor
from temporalio.worker import Replayer

from workflows.converter import data_converter
from workflows.registry import WORKFLOWS

FOLDER = Path(__file__).parent / "histories"
HISTORIES = sorted(FOLDER.glob("*.json"))

replayer = Replayer(workflows=WORKFLOWS, data_converter=data_converter())


@pytest.mark.parametrize("recorded", HISTORIES, ids=lambda path: path.stem)
async def test_recorded_histories_still_replay(recorded: Path) -> None:
    await replayer.replay_workflow(WorkflowHistory.from_json("job", recorded.read_text()))


def test_every_workflow_there_is_has_a_stored_history() -> None:
    stored = {kind_of(path) for path in HISTORIES}
    assert {workflow.__name__ for workflow in WORKFLOWS} == stored


def kind_of(recorded: Path) -> str:
    started = json.loads(recorded.read_text())["events"][0]["workflowExecutionStartedEventAttributes"]
    name: str = started["workflowType"]["name"]
    return name


async def test_histories_from_before_there_was_tracing_replay_with_it() -> None:
    traced = Replayer(
        workflows=WORKFLOWS, data_converter=data_converter(), interceptors=[TracingInterceptor()]
    )
    for recorded in HISTORIES:
        await traced.replay_workflow(WorkflowHistory.from_json("job", recorded.read_text()))


async def test_a_history_in_another_order_does_not_replay() -> None:
    """Otherwise the test above proves nothing."""
    history = json.loads((FOLDER / "0.1-completed.json").read_text())
    scheduled = [event for event in history["events"] if "activityTaskScheduledEventAttributes" in event]
    kinds = [event["activityTaskScheduledEventAttributes"]["activityType"] for event in scheduled]
    kinds[0]["name"], kinds[-1]["name"] = kinds[-1]["name"], "another"
    with pytest.raises(Exception, match="TMPRL1100"):
        await replayer.replay_workflow(WorkflowHistory.from_json("job", json.dumps(history)))
