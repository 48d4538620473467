"""Sessions whose workflow is lost are ended, and those that are old enough are forgotten."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client
from ulid import ULID

from activities import session_folder, storage
from activities.database import later, now
from activities.index import Index
from activities.sessions import LiveSession
from api.errors import TemporalUnavailable
from api.realtime.upkeep import YOUNG, round_
from api.state import State
from tests.keyed import Keyed, keyed
from workflows.session import SessionRequest, SessionWorkflow


@pytest.fixture
async def server(temporal: Client, index: Index, data: Path) -> AsyncIterator[Keyed]:
    async with keyed(data, temporal, auth="off") as server:
        yield server


def entered(server: Keyed, id: str = "", **columns: Any) -> LiveSession:
    """A row as if of a session."""
    id = id or f"sess_{ULID()}"
    row = LiveSession(
        id=id,
        tenant="upkeep",
        folder=storage.join(server.state.settings.storage_url, id),
        engine="whisper-streaming",
        options={},
        **{"status": "active", "created_at": later(-2 * YOUNG), "retention": 0} | columns,
    )
    server.state.sessions.add(row)
    storage.write(session_folder.audio(row.folder), b"RIFF")
    return row


def status(server: Keyed, row: LiveSession) -> str | None:
    found = server.state.sessions.find(row.id)
    return found.status if found else None


async def test_a_session_whose_workflow_is_gone_is_interrupted(server: Keyed) -> None:
    lost = entered(server)
    young = entered(server, created_at=now())
    await round_(server.state)
    assert status(server, lost) == "interrupted"
    assert status(server, young) == "active"
    server.state.sessions.end(young.id, status="failed")


async def test_what_an_interrupted_session_has_recorded_is_kept_as_long_as_was_asked_and_no_longer(
    server: Keyed,
) -> None:
    wanted, unwanted, for_ever = (entered(server, retention=days) for days in (1, 0, -1))
    await round_(server.state)
    assert [storage.exists(session_folder.audio(row.folder)) for row in (wanted, unwanted, for_ever)] == [
        True,
        False,
        True,
    ]
    found = [server.state.sessions.find(row.id) for row in (wanted, for_ever)]
    assert [bool(row and row.expires_at) for row in found] == [True, False]


async def test_a_session_whose_workflow_runs_is_left_alone(server: Keyed, temporal: Client) -> None:
    id = f"sess_{ULID()}"
    request = SessionRequest(session_id=id, tenant="upkeep", folder="nowhere", engine="whisper-streaming")
    workflow = await temporal.start_workflow(SessionWorkflow.run, request, id=id, task_queue="nobody")
    row = entered(server, id)
    await round_(server.state)
    assert status(server, row) == "active"
    await workflow.terminate()
    await round_(server.state)
    assert status(server, row) == "interrupted"


async def test_what_is_old_enough_is_forgotten_with_its_files(server: Keyed) -> None:
    ended: dict[str, Any] = {"status": "completed", "retention": 1}
    old = entered(server, expires_at=later(-1), **ended)
    kept = entered(server, expires_at=later(3600), **ended)
    await round_(server.state)
    assert status(server, old) is None
    assert not storage.exists(session_folder.audio(old.folder))
    assert status(server, kept) == "completed"
    assert storage.exists(session_folder.audio(kept.folder))


async def test_while_temporal_is_away_nothing_is_called_lost(server: Keyed, index: Index) -> None:
    row = entered(server)
    with pytest.raises(TemporalUnavailable):
        await round_(State(server.state.settings, index))
    assert status(server, row) == "active"
    server.state.sessions.end(row.id, status="failed")
