"""Batches over HTTP: asked for, followed, changed, run again, deleted; and what is refused."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.client import Client

from activities import storage
from activities.batches import Batch
from activities.database import now
from activities.index import Index
from api.batch_answers import WRITERS
from tests import batches
from tests.api_server import until
from tests.http_jobs import JOBS
from tests.keyed import keyed

BATCHES = "/v1/batches"
STEADY = {"model": "fake:steady", "language": "en"}


@pytest.fixture
def shelf(data: Path, request: pytest.FixtureRequest) -> Path:
    return data / "shelf" / str(request.node.name).partition("[")[0]


async def create(api: httpx.AsyncClient, folder: Path, **asked: Any) -> str:
    body = {"folder": folder.as_uri(), "options": STEADY} | asked
    answer = await api.post(BATCHES, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{BATCHES}/{answer.json()['id']}"
    return str(answer.json()["id"])


async def get(api: httpx.AsyncClient, batch_id: str) -> dict[str, Any]:
    answer = await api.get(f"{BATCHES}/{batch_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def ended(api: httpx.AsyncClient, batch_id: str) -> dict[str, Any]:
    return await until(lambda: get(api, batch_id), lambda found: found["completed_at"])


async def items(api: httpx.AsyncClient, batch_id: str, **query: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"{BATCHES}/{batch_id}/items", params=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def test_a_folder_of_recordings_is_transcribed(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 3, broken=(3,))
    (shelf / "notes.txt").write_text("no recording")
    batch_id = await create(api, shelf, name="archive", most_running=2)
    batch = await ended(api, batch_id)
    assert batch["status"] == "completed"
    assert batch["name"] == "archive"
    assert batch["counts"] == {
        "total": 3,
        "pending": 0,
        "running": 0,
        "completed": 2,
        "failed": 1,
        "cancelled": 0,
        "skipped": 0,
    }
    assert batch["audio_seconds"] == pytest.approx(22, abs=0.2)
    assert batch["cost"]["engine_seconds"] > 0
    assert batch["failures"][0]["name"] == "talk-003.wav"
    assert batch["failures"][0]["error"]["code"] == "audio_unreadable"
    job_id = (await items(api, batch_id))[0]["job_id"]
    job = (await api.get(f"{JOBS}/{job_id}")).json()
    assert job["text"].startswith("word0")
    assert job["name"] == "talk-001.wav"


async def test_items_come_in_pages_and_by_status(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 3, broken=(2,))
    batch_id = await create(api, shelf)
    await ended(api, batch_id)
    first = (await api.get(f"{BATCHES}/{batch_id}/items", params={"limit": 2})).json()
    assert [item["number"] for item in first["items"]] == [1, 2]
    following = {"limit": 2, "cursor": first["next_cursor"]}
    last = (await api.get(f"{BATCHES}/{batch_id}/items", params=following)).json()
    assert ([item["number"] for item in last["items"]], last["next_cursor"]) == ([3], None)
    assert [item["number"] for item in await items(api, batch_id, status="failed")] == [2]


async def test_batches_are_listed_newest_first_in_pages(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 1)
    made = [await create(api, shelf) for _ in range(3)]
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 2}
    while query.get("cursor", "") is not None and len(seen) < 3:
        page = (await api.get(BATCHES, params=query)).json()
        seen += [batch["id"] for batch in page["batches"]]
        query["cursor"] = page["next_cursor"]
    assert seen[:3] == made[::-1]
    for batch_id in made:
        await ended(api, batch_id)
    listed = (await api.get(BATCHES, params={"status": "completed"})).json()["batches"]
    assert set(made) <= {batch["id"] for batch in listed}


async def test_the_same_again_skips_what_is_done(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 2)
    first = await create(api, shelf)
    await ended(api, first)
    again = await create(api, shelf, name="again")
    assert (await ended(api, again))["counts"]["skipped"] == 2
    assert [i["job_id"] for i in await items(api, again)] == [i["job_id"] for i in await items(api, first)]
    otherwise = await create(api, shelf, options=STEADY | {"prompt": "names"})
    assert (await ended(api, otherwise))["counts"]["completed"] == 2
    anew = await create(api, shelf, skip_done=False)
    assert (await ended(api, anew))["counts"]["completed"] == 2


async def test_a_batch_is_paused_resumed_and_cancelled(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 5)
    batch_id = await create(api, shelf, options={"model": "fake:slow"}, most_running=1)
    for _ in range(2):  # twice changes nothing
        answer = await api.post(f"{BATCHES}/{batch_id}/pause")
        assert (answer.status_code, answer.json()["status"]) == (200, "paused")
    assert (await get(api, batch_id))["status"] == "paused"
    assert (await api.post(f"{BATCHES}/{batch_id}/resume")).json()["status"] == "running"
    answer = await api.post(f"{BATCHES}/{batch_id}/cancel")
    assert (answer.status_code, answer.json()["status"]) == (202, "cancelling")
    batch = await ended(api, batch_id)
    assert batch["status"] == "cancelled"
    assert batch["counts"]["cancelled"] >= 3
    for action in ("pause", "resume", "cancel", "retry-failed"):
        refused = await api.post(f"{BATCHES}/{batch_id}/{action}")
        assert refused.status_code == 409, action
        assert "is cancelled" in refused.json()["error"]["message"]


async def test_what_failed_can_be_tried_again(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 2, broken=(1,))
    batch_id = await create(api, shelf)
    assert (await ended(api, batch_id))["counts"]["failed"] == 1
    (shelf / "talk-001.wav").write_bytes((shelf / "talk-002.wav").read_bytes())
    answer = await api.post(f"{BATCHES}/{batch_id}/retry-failed")
    assert (answer.status_code, answer.json()["retried"]) == (200, 1)
    assert (await ended(api, batch_id))["counts"]["completed"] == 2


async def test_deleting_a_batch_leaves_its_jobs_unless_told_otherwise(
    api: httpx.AsyncClient, index: Index, shelf: Path
) -> None:
    batches.shelf(shelf, 2)
    kept, purged = await create(api, shelf), await create(api, shelf, skip_done=False)
    jobs = {}
    for batch_id in (kept, purged):
        await ended(api, batch_id)
        jobs[batch_id] = [item["job_id"] for item in await items(api, batch_id)]
    folders = [job.folder for id in jobs[purged] if (job := index.get(id))]
    assert (await api.delete(f"{BATCHES}/{kept}")).status_code == 204
    assert (await api.delete(f"{BATCHES}/{purged}", params={"jobs": "true"})).status_code == 204
    for batch_id in (kept, purged):
        assert (await api.get(f"{BATCHES}/{batch_id}")).status_code == 404
    assert all(index.get(id) for id in jobs[kept])
    assert not any(index.get(id) for id in jobs[purged])
    assert [storage.list_names(folder) for folder in folders] == [[], []]


async def test_a_running_batch_is_not_deleted(api: httpx.AsyncClient, shelf: Path) -> None:
    batches.shelf(shelf, 3)
    batch_id = await create(api, shelf, options={"model": "fake:slow"}, most_running=1)
    refused = await api.delete(f"{BATCHES}/{batch_id}")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "conflict")
    await api.post(f"{BATCHES}/{batch_id}/cancel")
    await ended(api, batch_id)
    assert (await api.delete(f"{BATCHES}/{batch_id}")).status_code == 204


async def test_who_only_reads_learns_nothing_that_opens_a_source_or_was_written_for_the_server(
    tmp_path: Path, temporal: Client
) -> None:
    signed = "https://someone:secret@example.com/talk.mp3?signature=secret#secret"
    theirs = dict.fromkeys(WRITERS, "secret")
    async with keyed(tmp_path, temporal) as server:
        batch = Batch(id="batch_1", tenant="default", name="b", status="completed", most_running=1)
        batch.created_at, batch.prototype, batch.options = now(), {}, {"language": "en", **theirs}
        server.state.batches.add(batch, [(signed, "talk")])
        for scope, shown in ("jobs:read", {}), ("jobs:write", theirs), ("admin", theirs):
            _, headers = server.key(sorted({"jobs:read", scope}))
            found = (await server.api.get(f"{BATCHES}/batch_1", headers=headers)).json()
            listed = (await server.api.get(BATCHES, headers=headers)).json()["batches"][0]
            assert found["options"] == listed["options"] == {"language": "en", **shown}
            [item] = (await server.api.get(f"{BATCHES}/batch_1/items", headers=headers)).json()["items"]
            assert item["source"] == "https://example.com/talk.mp3"


URL = "https://example.com/talk.mp3"


@pytest.mark.parametrize(
    ("asked", "status", "hint"),
    [
        ({}, 422, "either sources or a folder"),
        ({"sources": [{"url": URL}], "folder": "file:///x"}, 422, "either sources or a folder"),
        ({"sources": []}, 422, "sources"),
        ({"sources": [{"url": URL}], "pattern": "*.mp3"}, 422, "pattern goes with folder"),
        ({"sources": [{"url": URL}] * 10_001}, 422, "10000"),
        ({"sources": [{"url": "http://10.0.0.1/x"}]}, 422, "sources.0.url"),
        ({"sources": [{"url": "file:///etc/passwd"}]}, 422, "sources.0.url"),
        ({"sources": [{"url": URL, "more": 1}]}, 422, "more"),
        ({"sources": [{"url": URL}], "most_running": 101}, 422, "most_running"),
        ({"sources": [{"url": URL}], "on_failure": "panic"}, 422, "on_failure"),
        ({"sources": [{"url": URL}], "options": {"temperature": 9}}, 422, "temperature"),
        ({"sources": [{"url": URL}], "options": {"audio_url": URL}}, 422, "single recordings"),
        ({"sources": [{"url": URL}], "options": {"model": "nonsense"}}, 400, "nonsense"),
        ({"sources": [{"url": URL}], "options": {"webhook_url": "https://10.0.0.1/"}}, 422, "10.0.0.1"),
        ({"folder": "file:///etc"}, 422, "may be read"),
        ({"folder": "{shelf}/../../index.sqlite"}, 422, "may be read"),
        ({"folder": "{shelf}/link"}, 422, "may be read"),
        ({"folder": "file:///a%00b"}, 422, "may be read"),
        ({"folder": "s3://bucket/prefix"}, 422, "may be read"),
        ({"folder": "{shelf}/nothing"}, 422, "no files below"),
        ({"folder": "{shelf}", "pattern": "*.ogg"}, 422, "no files below"),
        ({"folder": "{shelf}", "pattern": "../*"}, 422, "no files below"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_could(
    api: httpx.AsyncClient, shelf: Path, asked: dict[str, Any], status: int, hint: str
) -> None:
    if not shelf.exists():
        batches.shelf(shelf, 1)
        (shelf / "link").symlink_to("/etc")
    if "folder" in asked:
        asked = asked | {"folder": asked["folder"].replace("{shelf}", shelf.as_uri())}
    refused = await api.post(BATCHES, json=asked)
    assert refused.status_code == status, refused.text[:500]
    assert hint in refused.json()["error"]["message"]


async def test_a_body_without_end_is_refused(api: httpx.AsyncClient) -> None:
    refused = await api.post(BATCHES, content=b" " * (17 << 20), headers={"Content-Type": "application/json"})
    assert refused.status_code == 413


@pytest.mark.parametrize("path", ["", "/items", "/pause", "/resume", "/cancel", "/retry-failed"])
async def test_an_unknown_batch_is_not_found(api: httpx.AsyncClient, path: str) -> None:
    method = "GET" if path in ("", "/items") else "POST"
    answer = await api.request(method, f"{BATCHES}/batch_x{path}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "batch_not_found")
