"""How often a tenant and a key may ask."""

from pathlib import Path

import pytest

from api.limits import Bucket, Limits
from tests.keyed import keyed

RATE = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_full_bucket_empties_and_fills_evenly() -> None:
    limits = Limits(clock := Clock())
    asked = [limits.ask({"a": 60}) for _ in range(61)]
    assert [told.allowed for told in asked if told] == [True] * 60 + [False]
    refused = asked[-1]
    assert refused is not None
    assert refused.headers == {
        "X-RateLimit-Limit": "60",
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": "60",
        "Retry-After": "1",
    }
    clock.now = 2.5
    again = [limits.ask({"a": 60}) for _ in range(3)]
    assert [told.allowed for told in again if told] == [True, True, False]


def test_whoever_waits_as_long_as_told_is_let_in() -> None:
    limits = Limits(clock := Clock())
    for _ in range(100):
        told = limits.ask({"a": 7})
        assert told is not None
        if not told.allowed:
            clock.now += int(told.headers["Retry-After"])
            told = limits.ask({"a": 7})
            assert told is not None
            assert told.allowed


def test_the_tighter_limit_counts_and_a_refusal_costs_nothing() -> None:
    limits = Limits(Clock())
    told = [limits.ask({"tenant": 10, "key": 2}) for _ in range(5)]
    assert [found.allowed for found in told if found] == [True, True, False, False, False]
    assert {found.limit for found in told if found} == {2}
    alone = limits.ask({"tenant": 10})
    assert alone is not None
    assert alone.remaining == 7


def test_no_limit_is_no_allowance() -> None:
    assert Limits(Clock()).ask({"tenant": 0, "key": 0}) is None


def test_full_buckets_are_forgotten_and_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.limits.MOST_BUCKETS", 10)
    limits = Limits(clock := Clock())
    for number in range(10):
        limits.ask({str(number): 10})
    clock.now = 60
    limits.ask({"busy": 10})
    limits.ask({"new": 10})
    assert set(limits.buckets) == {"busy", "new"}
    assert isinstance(limits.buckets["busy"], Bucket)


async def test_a_tenant_that_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    async with keyed(tmp_path, requests_per_minute=3) as server:
        _, one = server.key(["jobs:read"], tenant="radio")
        _, two = server.key(["jobs:read"], tenant="radio")
        _, other = server.key(["jobs:read"], tenant="press")
        path = "/v1/audio/transcriptions"
        asked = [await server.api.get(path, headers=key) for key in (one, two, one, two)]
        assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
        assert [answer.headers["X-RateLimit-Remaining"] for answer in asked] == ["2", "1", "0", "0"]
        refused = asked[-1]
        assert refused.json()["error"]["code"] == "rate_limited"
        assert 1 <= int(refused.headers["Retry-After"]) <= 20
        assert (await server.api.get(path, headers=other)).status_code == 200
        assert (await server.api.get("/healthz")).status_code == 200


async def test_a_key_may_have_a_limit_of_its_own_which_its_tokens_share(tmp_path: Path) -> None:
    async with keyed(tmp_path) as server:
        _, slow = server.key(["jobs:read"], rate_limit=2)
        _, fast = server.key(["jobs:read"])
        made = await server.api.post("/v1/tokens", headers=slow, json={"scopes": ["jobs:read"]})
        assert made.headers["X-RateLimit-Limit"] == "2"
        token = {"xi-api-key": made.json()["token"]}
        path = "/v1/audio/transcriptions"
        asked = [await server.api.get(path, headers=headers) for headers in (token, slow, fast)]
        assert [answer.status_code for answer in asked] == [200, 429, 200]


async def test_every_answer_to_a_limited_caller_has_the_headers_errors_too(tmp_path: Path) -> None:
    async with keyed(tmp_path) as server:
        _, headers = server.key(["jobs:read"])
        asked = [
            await server.api.get("/v1/audio/transcriptions/job_x", headers=headers),
            await server.api.get("/v1/nothing", headers=headers),
            await server.api.get("/v1/audit", headers=headers),
            await server.api.get("/v1/audio/transcriptions?limit=0", headers=headers),
        ]
        assert [answer.status_code for answer in asked] == [404, 404, 403, 422]
        assert all(name in answer.headers for answer in asked for name in RATE)


async def test_the_limit_can_be_switched_off(tmp_path: Path) -> None:
    async with keyed(tmp_path, requests_per_minute=0) as server:
        _, headers = server.key(["jobs:read"])
        answer = await server.api.get("/v1/keys/me", headers=headers)
        assert answer.status_code == 200
        assert not any(name in answer.headers for name in RATE)
