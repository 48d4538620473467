"""What operators see of a running stack: metrics of every process, traces, logs."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from temporalio.contrib.opentelemetry import TracingInterceptor
from temporalio.worker import Replayer

from tests import promql
from tests.conftest import MODEL
from tests.live import times_said
from tests.live_stack import url
from tests.observed import ON_EVERYTHING, SECRET, TRACE, Observed, declared, watched
from workflows.client import connect
from workflows.registry import WORKFLOWS

pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "observability.md"
RUNBOOKS = ROOT / "docs" / "runbooks.md"
PROCESSES = ("api", "workers", "realtime-1")


@pytest.fixture(scope="module")
async def observed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Observed]:
    async with watched(tmp_path_factory.mktemp("watched")) as observed:
        assert observed.job["status"] == "completed"
        assert observed.failed["status"] == "failed"
        yield observed


def value(families: dict[str, Any], sample: str, **labels: str) -> float:
    """Of all samples with these labels, added up."""
    found = [
        one.value
        for family in families.values()
        for one in family.samples
        if one.name == sample and labels.items() <= one.labels.items()
    ]
    assert found, f"no {sample} with {labels}"
    return float(sum(found))


async def test_a_job_is_counted_where_it_is_worked_on(observed: Observed) -> None:
    scraped = await observed.scraped()
    api, worker = scraped["api"], scraped["workers"]
    assert value(api, "dalston_jobs_accepted_total") == 2
    assert value(worker, "dalston_jobs_ended_total", status="completed") == 1
    assert value(worker, "dalston_jobs_ended_total", status="failed") == 1
    whisper = {"engine": "faster-whisper", "device": "cpu"}
    assert value(worker, "dalston_audio_seconds_total", **whisper, model=MODEL) == pytest.approx(11, abs=0.5)
    assert value(worker, "dalston_chunk_seconds_count", **whisper) >= 1
    assert value(worker, "dalston_chunk_real_time_factor_count", **whisper) >= 1
    done = {"stage": "transcribe", "outcome": "completed"} | whisper
    assert value(worker, "dalston_stage_seconds_count", **done) >= 1
    assert value(worker, "dalston_stage_seconds_count", stage="prepare", outcome="failed") == 1
    assert value(worker, "dalston_stage_waited_seconds_count", stage="merge", engine="") == 1
    assert value(worker, "temporal_worker_task_slots_available", worker_type="ActivityWorker") > 0


async def test_the_api_says_what_is_live_and_well(observed: Observed) -> None:
    api = (await observed.scraped())["api"]
    for part in ("temporal", "storage", "database", "pipeline"):
        assert value(api, "dalston_part_ok", part=part) == 1
    assert value(api, "dalston_engine_slots", stage="transcribe", engine="faster-whisper", device="cpu") == 2
    assert value(api, "dalston_engine_slots", stage="stream", engine="whisper-streaming") > 0
    assert value(api, "dalston_queue_waiting", stage="merge") == 0
    assert value(api, "dalston_live_sockets") == 0


async def test_the_api_says_the_same_on_its_two_ports(observed: Observed) -> None:
    told = (await observed.stack.api.get("/metrics")).text
    here = {family.name: family for family in text_string_to_metric_families(told)}
    there = (await observed.scraped())["api"]
    assert set(here) == set(there)
    accepted = "dalston_jobs_accepted_total"
    assert value(here, accepted) == value(there, accepted)


async def test_a_live_session_is_counted_where_it_is_heard(observed: Observed) -> None:
    live = (await observed.scraped())["realtime-1"]
    assert value(live, "dalston_live_sessions") == 0
    assert value(live, "dalston_live_slots") > 0
    assert value(live, "dalston_live_sessions_ended_total", status="completed") == 1
    assert value(live, "dalston_live_audio_seconds_total") == pytest.approx(12, abs=0.1)
    assert value(live, "dalston_live_final_seconds_count") >= 1
    assert value(live, "dalston_live_decode_seconds_count", kind="interim") >= 1
    assert value(live, "dalston_live_decodes_waiting") == 0
    assert value(live, "dalston_live_lag_seconds") == 0


async def test_every_process_says_which_version_it_is(observed: Observed) -> None:
    scraped = await observed.scraped()
    for name, process in zip(PROCESSES, ("api", "worker", "realtime"), strict=True):
        assert value(scraped[name], "dalston_build_info", process=process) == 1


async def test_no_label_names_a_job_a_session_or_what_was_said(observed: Observed) -> None:
    for families in (await observed.scraped()).values():
        values = {
            label
            for family in families.values()
            for sample in family.samples
            for label in sample.labels.values()
        }
        assert not {one for one in values if one.startswith(("job_", "sess_", "req_"))}
        assert SECRET not in " ".join(values)


async def test_one_trace_goes_from_the_request_to_the_engine(observed: Observed) -> None:
    spans = await observed.traced(
        "POST /v1/audio/transcriptions", "RunActivity:record", "CompleteWorkflow:TranscriptionWorkflow"
    )
    by_id = {span.span_id: span for _, span in spans}
    [(process, engine)] = [
        (process, span) for process, span in spans if span.name == "faster-whisper transcribe"
    ]
    assert process == "dalston-worker"
    above = [engine.name]
    span = engine
    while span.parent_span_id in by_id:
        span = by_id[span.parent_span_id]
        above.append(span.name)
    assert above == [
        "faster-whisper transcribe",
        "RunActivity:transcribe",
        "StartActivity:transcribe",
        "StartWorkflow:TranscriptionWorkflow",
        "POST /v1/audio/transcriptions",
    ]
    assert span.parent_span_id.hex() == "b7ad6b7169203331"  # the client's
    told = {one.key: one.value.string_value for one in engine.attributes}
    assert told == {"dalston.engine": "faster-whisper", "dalston.model": MODEL, "dalston.device": "cpu"}


async def test_a_live_session_is_one_trace_too(observed: Observed) -> None:
    await observed.traced("RunActivity:record")
    while "RunActivity:serve_session" not in (found := {span.name: span for _, span in observed.spans()}):
        await asyncio.sleep(0.1)
    socket = found["WS /v1/audio/transcriptions/stream"]
    assert found["RunActivity:serve_session"].trace_id == socket.trace_id


async def test_spans_hold_no_text_no_url_and_no_secret(observed: Observed) -> None:
    await observed.traced("RunActivity:record")
    written = "\n".join(str(span) for _, span in observed.spans())
    assert SECRET not in written
    assert "country" not in written
    assert "file://" not in written
    assert "two_speakers" not in written
    failures = [span for _, span in observed.spans() if span.name == "RunActivity:prepare" and span.events]
    assert failures
    assert "exception.message" not in written
    assert "longer than" not in written


async def test_lines_are_json_and_say_what_they_are_about(observed: Observed) -> None:
    lines = {process: observed.lines(process) for process in PROCESSES}
    for process in PROCESSES:
        for line in lines[process]:
            assert {"time", "level", "logger", "message", "process"} <= line.keys()
    accepted = [line for line in lines["api"] if line.get("request_id") == "watched-1"]
    [answered] = [line for line in accepted if "POST /v1/audio/transcriptions 201" in line["message"]]
    assert answered["job_id"] == observed.job["id"]
    assert answered["trace_id"] == TRACE
    [failure] = [line for line in lines["workers"] if line["level"] == "WARNING"]
    assert failure["job_id"] == observed.failed["id"]


async def test_a_request_is_not_about_the_job_of_the_one_before(observed: Observed) -> None:
    api = observed.stack.api
    for _ in range(3):
        await api.get(f"/v1/audio/transcriptions/{observed.job['id']}")
        await api.get("/v1/audio/transcriptions", headers={"X-Request-ID": "about-nothing"})
    lines = [line for line in observed.lines("api") if line.get("request_id") == "about-nothing"]
    assert lines
    assert not [line for line in lines if "job_id" in line]


async def test_no_line_has_what_was_said(observed: Observed) -> None:
    assert times_said(observed.live_text) == 1
    for process in PROCESSES:
        written = observed.log(process).lower()
        assert "country" not in written
        assert SECRET not in written
        for heard in (observed.text, observed.live_text):
            phrases = [" ".join(heard.lower().split()[at : at + 3]) for at in range(0, 20, 3)]
            assert not [phrase for phrase in phrases if phrase in written]


async def test_dashboards_and_alerts_ask_for_metrics_and_labels_that_exist(observed: Observed) -> None:
    names = await observed.known()
    for expression in promql.expressions():
        asked = promql.spoken(expression)
        assert asked.metrics, expression.where
        for metric, labels in asked.metrics.items():
            assert metric in names, f"{expression.where}: there is no {metric}"
            assert labels <= names[metric] | ON_EVERYTHING, f"{expression.where}: {metric} has other labels"
        there = ON_EVERYTHING.union(*(names[metric] for metric in asked.metrics))
        assert asked.labels <= there, f"{expression.where}: {asked.labels - there}"


async def test_every_metric_is_documented_and_no_other(observed: Observed) -> None:
    rows = dict(
        re.findall(r"^\| `(dalston_\w+)` \| \w+ \| [\w, ]+ \|([^|]*)\|", PAGE.read_text("utf-8"), re.M)
    )
    documented = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows.items()}
    exposed: dict[str, set[str]] = {}
    for families in (await observed.scraped()).values():
        for name, family in families.items():
            if name.startswith("dalston_"):
                total = name + "_total" if family.type == "counter" else name
                here = {label for sample in family.samples for label in sample.labels} - {"le"}
                exposed.setdefault(total, set()).update(here)
    for name, labels in declared().items():
        for spelled in (name, name + "_total"):
            if spelled in exposed:
                exposed[spelled] |= labels
    assert documented == exposed


async def test_a_traced_job_replays_with_and_without_tracing(observed: Observed) -> None:
    temporal = await connect(target_host=f"127.0.0.1:{observed.stack.temporal_port}")
    history = await temporal.get_workflow_handle(observed.job["id"]).fetch_history()
    assert "_tracer-data" in history.to_json()
    for interceptors in ([], [TracingInterceptor()]):
        replayer = Replayer(
            workflows=WORKFLOWS, data_converter=temporal.data_converter, interceptors=interceptors
        )
        await replayer.replay_workflow(history)


COMMANDS = [
    line
    for block in re.findall(r"^```\n(.*?)^```", RUNBOOKS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
MAY_COMPLAIN = ("dalston doctor", "dalston status")  # status 1: something is amiss


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"nvidia-smi"}))
async def test_commands_of_the_runbooks_work(observed: Observed, command: str) -> None:
    names = {"WORKER:9464": f"127.0.0.1:{observed.ports['workers']}"}
    names |= {"REALTIME:9464": f"127.0.0.1:{observed.ports['realtime-1']}", " ID": f" {observed.job['id']}"}
    for name, meant in names.items():
        command = command.replace(name, meant)
    beside = {
        "DALSTON_URL": url(observed.stack),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = await asyncio.to_thread(
        subprocess.run,
        ["bash", "-o", "pipefail", "-c", command],
        env=observed.stack.environment | beside,
        capture_output=True,
        text=True,
    )
    assert done.returncode in ((0, 1) if command.startswith(MAY_COMPLAIN) else (0,)), (
        done.stdout + done.stderr
    )
