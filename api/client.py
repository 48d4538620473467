"""A small client of the native API: what it is asked for in, what the server says out. Synchronous."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypedDict, cast
from uuid import uuid4

import httpx

ENDED = ("completed", "failed", "cancelled")
JOBS = "/v1/audio/transcriptions"
TIMEOUT = httpx.Timeout(30, connect=5, write=120)  # seconds
LONGEST_PAUSE = 2.0  # seconds between two attempts, or between two looks at a job
PASSING = (429, 502, 503, 504)  # statuses that may be another one in a moment

Sent = Callable[[int, int], None]  # called with the bytes sent so far and in all


class Problem(TypedDict):
    code: str
    message: str


class Job(TypedDict, total=False):
    """A job as the server describes it; what is not known yet is absent or None."""

    id: str
    status: str
    name: str
    created_at: str
    started_at: str | None
    completed_at: str | None
    progress: float | None
    stage: str | None
    audio_seconds_done: float | None
    audio_seconds_total: float | None
    eta_seconds: float | None
    queue_position: int | None
    language: str | None
    duration: float | None
    text: str
    error: Problem | None
    stages: list[dict[str, Any]]
    speakers: list[dict[str, Any]]
    warnings: list[dict[str, Any]]
    reused: list[str]


class JobPage(TypedDict):
    jobs: list[Job]
    next_cursor: str | None
    total: int


class Unreachable(Exception):
    """No answer from the server."""


class Refused(Exception):
    """The server answered that it will not. Its own words, and the id under which it logged them."""

    def __init__(self, status: int, code: str, message: str, request_id: str | None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.request_id = request_id


class Client:
    """`patience`: seconds for which a server that does not answer is asked again.

    `key`: what the server knows the caller by; none if it runs without keys.
    """

    def __init__(self, url: str, *, patience: float = 0.0, key: str = "") -> None:
        self.url = url.rstrip("/")
        self.patience = patience
        # A proxy that the environment names knows nothing of this machine's own addresses.
        near = httpx.URL(self.url).host in ("localhost", "127.0.0.1", "::1")
        headers = {"Authorization": f"Bearer {key}"} if key else None
        self.http = httpx.Client(base_url=self.url, timeout=TIMEOUT, trust_env=not near, headers=headers)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def unreadiness(self) -> str | None:
        """Why no job can run at the moment; None: one can. Raises Unreachable."""
        try:
            self.request("GET", "/readyz")
        except Refused as refusal:
            return str(refusal)
        return None

    def submit(
        self,
        path: Path,
        name: str,
        fields: dict[str, Any],
        sent: Sent | None = None,
        *,
        key: str | None = None,
    ) -> Job:
        """Upload a file and start a job; with the same key the same job."""
        headers = {"Idempotency-Key": key or uuid4().hex}  # a second attempt finds what the first one started
        with Upload(path, sent) as upload:
            files = {"file": (name, upload)}
            return cast(Job, self.request("POST", JOBS, data=fields, files=files, headers=headers).json())

    def submit_url(self, url: str, fields: dict[str, Any]) -> Job:
        """Have the server fetch a recording, and start a job."""
        headers = {"Idempotency-Key": uuid4().hex}
        files = {"audio_url": (None, url)}
        return cast(Job, self.request("POST", JOBS, data=fields, files=files, headers=headers).json())

    def job(self, job_id: str) -> Job:
        return cast(Job, self.request("GET", f"{JOBS}/{job_id}").json())

    def jobs(self, **filters: Any) -> JobPage:
        wanted = {name: value for name, value in filters.items() if value is not None}
        return cast(JobPage, self.request("GET", JOBS, params=wanted).json())

    def follow(self, job_id: str) -> Iterator[Job]:
        """The job now and then, more rarely the longer it takes, until it has ended."""
        pause = 0.1
        while True:
            job = self.job(job_id)
            yield job
            if job["status"] in ENDED:
                return
            time.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 1.3)

    def rerun(self, job_id: str, stage: str, fields: dict[str, Any]) -> Job:
        """A new job that does another again from some stage on."""
        asked = {"from": stage, **fields}
        return cast(Job, self.request("POST", f"{JOBS}/{job_id}/rerun", json=asked).json())

    def cancel(self, job_id: str) -> None:
        self.request("POST", f"{JOBS}/{job_id}/cancel")

    def delete(self, job_id: str, *, cancel: bool = False) -> None:
        self.request("DELETE", f"{JOBS}/{job_id}", params={"cancel": "true"} if cancel else None)

    def batches(self, **filters: Any) -> Any:
        wanted = {name: value for name, value in filters.items() if value is not None}
        return self.request("GET", "/v1/batches", params=wanted).json()

    def batch(self, batch_id: str) -> Any:
        return self.request("GET", f"/v1/batches/{batch_id}").json()

    def change_batch(self, batch_id: str, action: str) -> Any:
        """`action`: pause, resume, cancel or retry-failed."""
        return self.request("POST", f"/v1/batches/{batch_id}/{action}").json()

    def export(self, job_id: str, format: str, **layout: Any) -> bytes:
        wanted = {name: value for name, value in layout.items() if value is not None}
        return self.request("GET", f"{JOBS}/{job_id}/export/{format}", params=wanted).content

    def create_key(self, wanted: dict[str, Any]) -> Any:
        return self.request("POST", "/v1/keys", json=wanted).json()

    def keys(self, cursor: str | None = None) -> Any:
        return self.request("GET", "/v1/keys", params={"cursor": cursor} if cursor else None).json()

    def revoke_key(self, key_id: str) -> None:
        self.request("DELETE", f"/v1/keys/{key_id}")

    def engines(self) -> Any:
        return self.request("GET", "/v1/engines").json()

    def status(self) -> Any:
        return self.request("GET", "/v1/system/status").json()

    def request(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Raises Refused or Unreachable."""
        deadline = time.monotonic() + self.patience
        pause = 0.2
        while True:
            last = time.monotonic() + pause >= deadline
            try:
                answer = self.http.request(method, path, **arguments)
            except httpx.TransportError as error:
                if last:
                    raise Unreachable(
                        f"no answer from {self.url} ({error or type(error).__name__})"
                    ) from error
            except httpx.InvalidURL as error:
                raise Unreachable(f"{self.url} is not the address of a server: {error}") from error
            else:
                if answer.is_success:
                    return answer
                refused = refusal(answer)
                # No live engine is an answer; everything else may be a restart.
                if last or refused.status not in PASSING or refused.code == "engine_unavailable":
                    raise refused
            time.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 1.5)


class Upload(io.BufferedReader):
    """A file that tells how much of it has been read."""

    def __init__(self, path: Path, sent: Sent | None) -> None:
        super().__init__(io.FileIO(path))
        self.sent = sent or (lambda done, total: None)
        self.total = path.stat().st_size

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(size)
        self.sent(self.tell(), self.total)
        return content


def refusal(answer: httpx.Response) -> Refused:
    code, message = "internal", f"the server answered {answer.status_code} {answer.reason_phrase}"
    with suppress(ValueError, KeyError, TypeError):
        problem = answer.json()["error"]
        code, message = problem["code"], problem["message"]
    return Refused(answer.status_code, code, message, answer.headers.get("X-Request-ID"))
