"""A database server that cannot be used, goes away, or comes late: sentences without secrets."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError

from activities import outage
from activities.database import connect
from activities.keys import Keys, NewKey
from activities.pool import Pool
from activities.postgresql import DRIVER, NoDriver, driven
from api.app import create_app
from api.settings import ApiSettings
from tests import postgresql
from tests.api_server import serving, until
from tests.command import dalston
from tests.conftest import free_port
from tests.keyed import bearer

LIST = "/v1/audio/transcriptions"


@pytest.fixture(scope="module")
def server() -> Iterator[postgresql.Server]:
    """One that these tests may stop."""
    with postgresql.serving(free_port()) as server:
        yield server


def fault(url: str) -> SQLAlchemyError:
    with pytest.raises(SQLAlchemyError) as caught:
        connect(url).connect()
    return caught.value


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"password": "wr0ng"}, "must have its user and password"),
        ({"username": "stranger"}, "must have its user and password"),
        ({"database": "nope"}, "no such database"),
        ({"port": 1}, "does not answer"),
        ({"host": "nowhere.invalid"}, "does not answer"),
    ],
)
def test_a_server_that_lets_nobody_in_is_told_of_in_a_sentence(
    server: postgresql.Server, changes: dict[str, Any], says: str
) -> None:
    error = fault(server.url(**changes))
    assert outage.may_pass(error)
    assert says in outage.sentence(error)
    assert outage.sentence(error) in outage.explained(error)
    for secret in (server.password, "wr0ng"):
        assert secret not in outage.explained(error) + repr(error)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", DRIVER])
def test_a_plain_url_means_the_driver_that_we_bring(scheme: str) -> None:
    url = driven(make_url(f"{scheme}://u:p@h/d?sslmode=require"))
    assert (url.drivername, url.query["sslmode"], url.password) == (DRIVER, "require", "p")
    assert driven(make_url("postgresql+pg8000://h/d")).drivername == "postgresql+pg8000"


def test_a_driver_that_is_not_installed_is_named() -> None:
    with pytest.raises(NoDriver, match=r"pip install 'dalston\[postgres\]'"):
        connect("postgresql+pg8000://u:secret@h/d")


def test_connections_that_broke_are_replaced_and_busy_ones_waited_for(server: postgresql.Server) -> None:
    engine = connect(server.url(), Pool(size=1, overflow=0, patience=0.2))
    with engine.connect() as one:
        with pytest.raises(SQLAlchemyError) as caught:
            engine.connect()
        assert "are busy" in outage.sentence(caught.value)
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        with pytest.raises(SQLAlchemyError) as caught:
            one.execute(text("SELECT 1"))
        assert outage.may_pass(caught.value)
    with engine.connect() as another:
        assert another.scalar(text("SELECT 1")) == 1
    engine.dispose()


async def test_while_the_database_is_away_requests_hear_so_and_then_go_on(
    server: postgresql.Server, tmp_path: Path
) -> None:
    url = server.migrated()
    _, secret = Keys(connect(url)).create(NewKey("default", "n", ["jobs:read", "admin"]))
    settings = ApiSettings(data=tmp_path, database=url, auth="on", _env_file=None)
    async with serving(create_app(settings)) as api:
        assert (await api.get(LIST, headers=bearer(secret))).status_code == 200
        await asyncio.to_thread(server.stop)
        refused = await api.get(LIST, headers=bearer(secret))
        assert refused.status_code == 503
        assert refused.headers["Retry-After"]
        assert refused.json()["error"]["code"] == "database_unavailable"
        assert "does not answer" in refused.json()["error"]["message"]
        assert (await api.get(LIST, headers=bearer("dk_another"))).status_code == 503
        status = (await api.get("/v1/system/status", headers=bearer(secret))).json()
        assert (status["status"], status["database"]["ok"]) == ("down", False)
        assert "does not answer" in status["database"]["detail"]
        assert (await api.get("/healthz")).status_code == 200
        await asyncio.to_thread(server.start)
        assert (await api.get(LIST, headers=bearer(secret))).status_code == 200


async def test_a_server_that_starts_before_its_database_waits_for_it(
    server: postgresql.Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.empty()
    server.stop()
    settings = ApiSettings(data=tmp_path, database=url, _env_file=None)
    with caplog.at_level(logging.WARNING):
        async with serving(create_app(settings)) as api:
            assert (await api.get("/healthz")).status_code == 200
            assert (await api.get(LIST)).status_code == 503
            await asyncio.to_thread(server.start)

            async def listed() -> httpx.Response:
                return await api.get(LIST)

            await until(listed, lambda answer: answer.status_code == 200, 60)
    assert "the database does not answer" in caplog.text
    assert server.password not in caplog.text


def test_commands_say_what_is_wrong_with_the_database(server: postgresql.Server, tmp_path: Path) -> None:
    told: dict[str, Any] = {"DALSTON_DATABASE": server.url(password="wr0ng")}
    failed = dalston("keys", "list", data=tmp_path, **told)
    assert failed.returncode == 3
    assert b"must have its user and password" in failed.stderr
    doctor = dalston("doctor", data=tmp_path, **told)
    assert b"must have its user and password" in doctor.stdout + doctor.stderr
    assert b"wr0ng" not in failed.stdout + failed.stderr + doctor.stdout + doctor.stderr


async def test_text_that_no_database_keeps_is_refused(server: postgresql.Server, tmp_path: Path) -> None:
    settings = ApiSettings(data=tmp_path, database=server.migrated(), _env_file=None)
    async with serving(create_app(settings)) as api:
        assert (await api.get(f"{LIST}/job_%00")).status_code in (404, 422)
        assert (await api.get(LIST, params={"q": "a\0b", "language": "\0"})).status_code in (200, 422)
