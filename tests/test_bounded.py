"""A body that is read as a whole is not read for ever."""

import httpx
import pytest

from api.bounded import MOST
from tests.http_jobs import JOBS


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PATCH", f"{JOBS}/job_x"),
        ("POST", f"{JOBS}/job_x/rerun"),
        ("POST", "/v1/batches"),
        ("POST", "/v1/keys"),
        ("PATCH", "/v1/keys/key_x"),
        ("POST", "/v1/tokens"),
        ("POST", "/v1/temporal/codec/decode"),
        ("POST", "/v1/webhooks"),
        ("PATCH", "/v1/webhooks/wh_x"),
        ("POST", "/v1/webhooks/wh_x/rotate-secret"),
    ],
)
async def test_a_body_without_end_is_refused(api: httpx.AsyncClient, method: str, path: str) -> None:
    body = b'{"name": "' + b"x" * MOST + b'"}'
    response = await api.request(method, path, content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (413, "file_too_large")
