"""Keys and tokens: how they are kept, what they open, who may make them."""

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from activities.database import connect, later
from activities.keys import FIRST, Key, Keys, NewKey
from api.settings import ApiSettings
from tests.api_server import until
from tests.command import dalston
from tests.keyed import Keyed, bearer, keyed

PAST = later(-10)


@pytest.fixture
def keys(own_database: str) -> Keys:
    return Keys(connect(own_database))


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Keyed]:
    async with keyed(tmp_path) as server:
        yield server


def wanted(**changes: object) -> NewKey:
    return NewKey(**{"tenant": "radio", "name": "n", "scopes": ["jobs:read"], **changes})  # type: ignore[arg-type]


def test_a_secret_has_256_random_bits_and_is_kept_nowhere(keys: Keys) -> None:
    key, secret = keys.create(wanted())
    assert re.fullmatch(r"dk_[\w-]{43}", secret)
    assert key.hint == secret[:8]
    with keys.engine.connect() as connection:
        kept = repr(connection.execute(select(Key.__table__)).all())
    assert key.hash in kept
    assert secret[8:] not in kept


def test_a_key_is_found_by_its_secret_alone(keys: Keys) -> None:
    key, secret = keys.create(wanted())
    found = keys.find(secret)
    assert found is not None
    assert (found.id, found.tenant, found.fault) == (key.id, "radio", None)
    assert keys.find(secret[:-1] + ("a" if secret[-1] != "a" else "b")) is None


def test_expired_and_revoked_keys_say_what_is_wrong(keys: Keys) -> None:
    _, expired = keys.create(wanted(expires_at=PAST))
    key, revoked = keys.create(wanted())
    assert keys.revoke(key.id)
    assert not keys.revoke(key.id)
    faults = [found.fault for secret in (expired, revoked) if (found := keys.find(secret))]
    assert faults == ["expired", "revoked"]


def test_revoking_a_key_revokes_its_tokens(keys: Keys) -> None:
    key, _ = keys.create(wanted())
    _, token = keys.create_token(wanted(expires_at=later(60)), key.id, single_use=False)
    keys.revoke(key.id)
    _, late = keys.create_token(wanted(expires_at=later(60)), key.id, single_use=False)  # a racing request
    faults = [found.fault for secret in (token, late) if (found := keys.find(secret))]
    assert faults == ["revoked", "revoked"]


def test_a_single_use_token_is_used_once_however_many_try(keys: Keys) -> None:
    token, _ = keys.create_token(wanted(expires_at=later(60)), "key_x", single_use=True)
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(keys.consume, [token.id] * 24)) == 1


def test_whoever_came_with_a_key_stays_no_longer_than_it(keys: Keys) -> None:
    maker, _ = keys.create(NewKey("default", "test", ["jobs:read"]))
    wanted = NewKey("default", "token", ["jobs:read"], expires_at=later(60))
    token, _ = keys.create_token(wanted, maker.id, single_use=False)
    once, _ = keys.create_token(wanted, maker.id, single_use=True)
    over, _ = keys.create_token(NewKey("default", "t", [], expires_at=later(-1)), maker.id, single_use=False)
    assert keys.consume(once.id)
    assert [keys.fault(key.id) for key in (maker, token, once, over)] == [None, None, None, "expired"]
    keys.revoke(maker.id)
    assert {keys.fault(key.id) for key in (maker, token, once)} == {"revoked"}
    assert keys.fault("tok_dropped") == "expired"


def test_processes_that_start_together_make_one_first_key(keys: Keys) -> None:
    together = threading.Barrier(6)

    def start(_: int) -> bool:
        together.wait()
        return keys.create_first(wanted(scopes=["admin"])) is not None

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(start, range(6))) == 1
    assert keys.create_first(wanted()) is None


def test_use_is_noted_once_a_minute(keys: Keys) -> None:
    key, _ = keys.create(wanted())
    keys.touch(key.id)
    first = keys.get(key.id, "radio")
    keys.touch(key.id)
    second = keys.get(key.id, "radio")
    assert first is not None
    assert second is not None
    assert first.last_used_at is not None
    assert first.last_used_at == second.last_used_at


def test_tokens_that_expired_are_dropped_and_keys_are_not(keys: Keys) -> None:
    keys.create(wanted(expires_at=PAST))
    keys.create_token(wanted(expires_at=PAST), "key_x", single_use=False)
    keys.drop_tokens(later(0))
    assert len(keys.page("radio")) == 1
    assert keys.page("radio", tokens=True) == []


async def test_a_secret_is_in_one_answer_only(server: Keyed) -> None:
    _, admin = server.key(["admin"], tenant="radio")
    made = await server.api.post("/v1/keys", headers=admin, json={"name": "news", "scopes": ["jobs:read"]})
    assert made.status_code == 201
    key = made.json()
    assert key["tenant"] == "radio"
    assert made.headers["Location"] == f"/v1/keys/{key['id']}"
    assert (await server.api.get("/v1/audio/transcriptions", headers=bearer(key["key"]))).status_code == 200
    for path in (f"/v1/keys/{key['id']}", "/v1/keys", "/v1/audit"):
        answer = await server.api.get(path, headers=admin)
        assert answer.status_code == 200
        assert key["key"] not in answer.text
    own = (await server.api.get("/v1/keys/me", headers=bearer(key["key"]))).json()
    assert (own["id"], own["scopes"], own["name"]) == (key["id"], ["jobs:read"], "news")


async def test_keys_are_listed_newest_first_page_by_page(server: Keyed) -> None:
    admin, headers = server.key(["admin"], tenant="paged")
    ids = [server.key(["jobs:read"], tenant="paged")[0].id for _ in range(4)]
    server.key(["jobs:read"], tenant="another")
    seen, cursor = [], ""
    while cursor is not None:
        query: dict[str, str] = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = (await server.api.get("/v1/keys", headers=headers, params=query)).json()
        seen += [key["id"] for key in page["keys"]]
        cursor = page["next_cursor"]
    assert seen == [*reversed(ids), admin.id]


async def test_a_key_can_be_renamed_and_revoked(server: Keyed) -> None:
    _, admin = server.key(["admin"])
    key, headers = server.key(["jobs:read"])
    renamed = await server.api.patch(f"/v1/keys/{key.id}", headers=admin, json={"name": "other"})
    assert renamed.json()["name"] == "other"
    assert (await server.api.get("/v1/keys/me", headers=headers)).status_code == 200
    assert (await server.api.delete(f"/v1/keys/{key.id}", headers=admin)).status_code == 204
    refused = await server.api.get("/v1/keys/me", headers=headers)  # though it was remembered
    assert refused.status_code == 401
    assert "revoked" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "", "scopes": ["admin"]},
        {"name": "x", "scopes": []},
        {"name": "x", "scopes": ["root"]},
        {"name": "x\n", "scopes": ["admin"]},
        {"name": "\ud800", "scopes": ["admin"]},
        {"name": "x", "scopes": ["admin"], "tenant": "other"},
        {"name": "x", "scopes": ["admin"], "rate_limit": 0},
        {"name": "x", "scopes": ["admin"], "expires_at": "2020-01-01T00:00:00Z"},
        {"name": "x", "scopes": ["admin"], "expires_at": "2999-01-01T00:00:00"},
    ],
    ids=str,
)
async def test_a_key_that_makes_no_sense_is_refused(server: Keyed, body: dict[str, object]) -> None:
    _, admin = server.key(["admin"])
    sent = json.dumps(body).encode()
    headers = {**admin, "Content-Type": "application/json"}
    assert (await server.api.post("/v1/keys", headers=headers, content=sent)).status_code == 422


async def test_a_token_may_do_what_its_key_may_and_no_more(server: Keyed) -> None:
    _, writer = server.key(["jobs:read", "jobs:write"])
    made = await server.api.post("/v1/tokens", headers=writer, json={"scopes": ["jobs:read"], "ttl": 60})
    assert made.status_code == 201
    token = bearer(made.json()["token"])
    assert made.json()["token"].startswith("dt_")
    assert (await server.api.get("/v1/audio/transcriptions", headers=token)).status_code == 200
    assert (await server.api.get("/v1/audio/transcriptions", headers=token)).status_code == 200
    refused = await server.api.post("/v1/tokens", headers=writer, json={"scopes": ["realtime"]})
    assert refused.status_code == 403
    assert refused.json()["error"]["details"] == {
        "needed": ["realtime"],
        "scopes": ["jobs:read", "jobs:write"],
    }


@pytest.mark.parametrize("ttl", [59, 3601, "x", None])
async def test_a_token_lives_between_a_minute_and_an_hour(server: Keyed, ttl: object) -> None:
    _, admin = server.key(["admin"])
    answer = await server.api.post("/v1/tokens", headers=admin, json={"scopes": ["realtime"], "ttl": ttl})
    assert answer.status_code == 422


async def test_a_token_dies_with_its_key(server: Keyed) -> None:
    soon = later(30)
    key, headers = server.key(["admin"], expires_at=soon)
    made = await server.api.post("/v1/tokens", headers=headers, json={"scopes": ["jobs:read"], "ttl": 600})
    assert made.json()["expires_at"] == soon
    token = bearer(made.json()["token"])
    assert (await server.api.get("/v1/keys/me", headers=token)).status_code == 200
    assert (await server.api.delete(f"/v1/keys/{key.id}", headers=headers)).status_code == 204
    assert (await server.api.get("/v1/keys/me", headers=token)).status_code == 401


async def test_a_token_makes_and_ends_nothing_that_outlives_it(server: Keyed) -> None:
    key, admin = server.key(["admin"])
    made = await server.api.post("/v1/tokens", headers=admin, json={"scopes": ["admin"]})
    token = bearer(made.json()["token"])
    body = {"name": "x", "scopes": ["admin"]}
    asked = [
        await server.api.post("/v1/keys", headers=token, json=body),
        await server.api.post("/v1/tokens", headers=token, json={"scopes": ["jobs:read"]}),
        await server.api.patch(f"/v1/keys/{key.id}", headers=token, json={"name": "y"}),
        await server.api.delete(f"/v1/keys/{key.id}", headers=token),
    ]
    assert [answer.status_code for answer in asked] == [403] * 4
    assert (await server.api.get("/v1/keys", headers=token)).status_code == 200


async def test_a_single_use_token_opens_one_request(server: Keyed) -> None:
    _, admin = server.key(["admin"])
    wanted = {"scopes": ["jobs:read"], "single_use": True}
    made = await server.api.post("/v1/tokens", headers=admin, json=wanted)
    token = bearer(made.json()["token"])
    asked = await asyncio.gather(
        *(server.api.get("/v1/audio/transcriptions", headers=token) for _ in range(8))
    )
    assert sorted(answer.status_code for answer in asked) == [200] + [401] * 7
    refused = next(answer for answer in asked if answer.status_code == 401)
    assert "used" in refused.json()["error"]["message"]


async def test_the_last_use_of_a_key_is_told(server: Keyed) -> None:
    key, headers = server.key(["admin"])

    async def used() -> str | None:
        moment: str | None = (await server.api.get(f"/v1/keys/{key.id}", headers=headers)).json()[
            "last_used_at"
        ]
        return moment

    assert await until(used, lambda moment: moment is not None, 20)


def test_the_command_makes_lists_and_revokes_keys_of_any_tenant(tmp_path: Path) -> None:
    made = dalston("keys", "create", "--name", "n", "--tenant", "radio", "--scopes", "admin", data=tmp_path)
    secret = made.stdout.decode().strip()
    assert re.fullmatch(r"dk_[\w-]{43}", secret)
    keys = Keys(connect(ApiSettings(data=tmp_path, database="", _env_file=None).database_url))
    key = keys.find(secret)
    assert key is not None
    assert (key.tenant, key.fault) == ("radio", None)
    listed = dalston("keys", "list", data=tmp_path).stdout.decode()
    assert key.id in listed
    assert secret not in listed
    assert dalston("keys", "revoke", key.id, data=tmp_path).returncode == 0
    found = keys.find(secret)
    assert found is not None
    assert found.fault == "revoked"
    assert dalston("keys", "revoke", "key_x", data=tmp_path).returncode == 4


async def test_the_command_uses_the_key_that_the_environment_names(server: Keyed, tmp_path: Path) -> None:
    _, secret = server.state.keys.create(wanted(scopes=["admin"]))
    told: dict[str, Any] = {"DALSTON_URL": str(server.api.base_url), "DALSTON_API_KEY": secret}
    elsewhere = tmp_path / "elsewhere"
    made = await asyncio.to_thread(dalston, "keys", "create", "--scopes", "jobs:read", data=elsewhere, **told)
    assert made.returncode == 0, made.stderr
    key = server.state.keys.find(made.stdout.decode().strip())
    assert key is not None
    assert key.tenant == "radio"
    assert not elsewhere.exists()
    del told["DALSTON_API_KEY"]
    refused = await asyncio.to_thread(dalston, "jobs", "list", data=elsewhere, **told)
    assert refused.returncode == 4
    assert b"needs a key" in refused.stderr


async def test_the_first_start_prints_an_admin_key_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with keyed(tmp_path) as server:
        said = capfd.readouterr()
        secret = said.out.strip().splitlines()[-1]
        assert secret not in said.err
        own = (await server.api.get("/v1/keys/me", headers=bearer(secret))).json()
        assert (own["id"], own["tenant"], "admin" in own["scopes"]) == (FIRST, "default", True)
    async with keyed(tmp_path):
        assert "dk_" not in capfd.readouterr().out


def test_up_shows_the_first_key_itself_so_that_no_log_has_it(tmp_path: Path) -> None:
    from api.command.up import show_first_key

    show_first_key(tmp_path)
    keys = Keys(connect(ApiSettings(data=tmp_path, _env_file=None).database_url))
    assert [key.id for key in keys.page(None)] == [FIRST]
