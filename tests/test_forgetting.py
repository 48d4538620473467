"""A deleted job leaves nothing: storage, database and Temporal are searched byte by byte."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import inspect, text
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities import storage
from activities.index import Index
from api import orphans
from tests.api_server import until
from tests.http_jobs import AUDIO, JOBS, ended, submit
from workers.settings import WorkerSettings

NAME = "Quinquereme of Nineveh"
WORD = "Kwyjibo"  # said by nobody else
RECEIPT = "audit"  # the only table that may know of the job


def traces_in_storage(root: str, *needles: str) -> list[str]:
    """Files whose name or bytes have one of these."""
    return [
        name
        for name in storage.list_names(root)
        for content in (storage.read(storage.join(root, name)),)
        for needle in needles
        if needle in name or needle.encode() in content
    ]


def traces_in_database(index: Index, *needles: str) -> set[str]:
    """Tables of which some column of some row has one of these, in whatever case."""
    found = set()
    with index.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                shown = "".join(v.decode("latin1") if isinstance(v, bytes) else str(v) for v in row).lower()
                found |= {table for needle in needles if needle.lower() in shown}
    return found


def traces_in_files(data: Path, *needles: str) -> list[str]:
    """The database's own files that have one of these."""
    files = [path for path in data.glob("index.sqlite*") if path.is_file()]
    raw = {path.name: path.read_bytes().lower() for path in files}
    return [name for name, content in raw.items() for needle in needles if needle.lower().encode() in content]


async def traces_in_temporal(temporal: Client, *needles: str) -> list[str]:
    """Ids of workflows whose id, attributes or history has one of these."""
    found = []
    async for execution in temporal.list_workflows():
        shown = f"{execution.id} {execution.raw_info}"
        handle = temporal.get_workflow_handle(execution.id, run_id=execution.run_id)
        try:
            shown += json.dumps((await handle.fetch_history()).to_json_dict())
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:  # deleted since it was listed
                raise
        found += [execution.id for needle in needles if needle in shown]
    return found


@pytest.mark.timeout(400)
async def test_a_deleted_job_leaves_nothing_but_a_receipt(
    api: httpx.AsyncClient, index: Index, temporal: Client, data: Path, settings: WorkerSettings
) -> None:
    fields: dict[str, Any] = {"prompt": WORD, "speaker_detection": "diarize", "model_diarize": "fake:steady"}
    id = await submit(api, AUDIO / "two_speakers.flac", model="fake:steady", name=NAME, **fields)
    done = await ended(api, id)
    first = done["segments"][0]["id"]
    edits = {"speakers": {"SPEAKER_00": WORD}, "segments": {first: f"{WORD} word1"}, "name": f"{NAME}!"}
    assert (await api.patch(f"{JOBS}/{id}", json=edits)).status_code == 200
    assert (await api.get(JOBS, params={"q": WORD})).json()["total"] == 1
    needles = (id, NAME, WORD)
    assert traces_in_storage(settings.storage_url, *needles)
    assert traces_in_database(index, *needles) >= {"jobs", "edits", "job_texts", RECEIPT}
    assert await traces_in_temporal(temporal, id)

    assert (await api.delete(f"{JOBS}/{id}")).status_code == 204
    await orphans.forget_histories(temporal)
    orphans.scrub(index.engine)

    assert traces_in_storage(settings.storage_url, *needles) == []
    assert traces_in_database(index, id) == {RECEIPT}
    assert traces_in_database(index, NAME, WORD) == set()
    assert traces_in_files(data, NAME, WORD) == []

    async def left() -> list[str]:
        return await traces_in_temporal(temporal, *needles)

    assert await until(left, lambda found: not found, 240) == []  # Temporal deletes a moment later
    entry = (await api.get("/v1/audit", params={"resource": id})).json()["entries"][0]
    assert (entry["action"], entry["actor"], entry["details"]) == (
        "transcription.purged",
        "local",
        {"why": "request"},
    )
