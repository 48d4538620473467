"""The server does what its /openapi.json says, whatever it is sent. Cases are made from the schema.

DALSTON_TEST_CASES: how many random ones for each operation, besides those at the bounds of every field;
the same ones each time.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig

from api.app import create_app
from api.settings import ApiSettings
from tests.furnished import Furnished, furnished

CASES = int(os.environ.get("DALSTON_TEST_CASES", "12"))
FEWEST = 2000  # cases of a whole run
BUSY = {"engine_unavailable", "temporal_unavailable", "not_ready"}  # what a 503 may say
NAMES = (
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)

tried: Counter[str] = Counter()
document: dict[str, Any] = create_app(ApiSettings(_env_file=None)).openapi()
# Its ways to spoil a document do not know files.
form = {"include-name": "POST /v1/audio/transcriptions", "generation": {"mode": "positive"}}
config = SchemathesisConfig.from_dict({"operations": [form]})
schema = schemathesis.openapi.from_dict(document, config=config)
checks: list[Any] = [CHECKS.get_one(name) for name in NAMES]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(Path(tmp_path_factory.mktemp("furnished"))) as server:
        yield server


def test_what_is_served_is_what_is_tested(server: Furnished) -> None:
    assert httpx.get(f"{server.url}/openapi.json").json() == document


@schema.parametrize()
@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_documented(case: Case[Any], server: Furnished) -> None:
    tried[case.operation.label] += 1
    server.lead_somewhere(case.path_parameters or {})
    response = case.call(base_url=server.url, headers=server.headers, timeout=30)
    if response.status_code >= 500:
        assert response.status_code == 503, server.log.read_text()[-3000:]
        assert any(code in response.text.lower() for code in BUSY)  # in whatever dialect
    case.validate_response(response, checks=checks)


def test_there_were_enough_cases() -> None:
    if len(tried) < len(list(schema.get_all_operations())):
        pytest.skip("not all operations were tried")
    assert sum(tried.values()) >= FEWEST, tried
