"""A stack with something of everything in it: jobs that have ended, a batch, a webhook, keys."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import httpx

from activities import folder, storage
from activities.database import now
from activities.index import Index
from activities.keys import Keys, NewKey
from activities.settings import SharedSettings
from activities.transcript import Transcript
from api.caller import SCOPES
from tests import jobs
from tests.conftest import AUDIO, MODEL, free_port
from tests.processes import Stack
from tests.transcripts import segment, transcript

JOBS = 150  # cases delete them


class Furnished:
    """Its address, an admin's key, and ids to put into paths."""

    def __init__(self, stack: Stack, secret: str) -> None:
        self.url = f"http://127.0.0.1:{stack.api_port}"
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.ids: dict[str, list[Any]] = {"number": [1, 2]}
        self.log = stack.data / "api.log"
        self._random = Random(1)

    def lead_somewhere(self, parameters: dict[str, Any]) -> None:
        """Most paths that cases are sent to name things that exist."""
        for name in parameters:
            if name in self.ids and self._random.random() < 0.6:
                parameters[name] = self._random.choice(self.ids[name])


@contextmanager
def furnished(data: Path) -> Iterator[Furnished]:
    stack = Stack(data, (free_port(), free_port(), free_port()), MODEL)
    stack.environment |= {
        "DALSTON_AUTH": "on",
        "DALSTON_REQUESTS_PER_MINUTE": "0",
        "DALSTON_MAX_RUNNING_JOBS": "0",
    }
    stack.start("temporal", "workers", "api")
    try:
        while not ready(f"http://127.0.0.1:{stack.api_port}/readyz"):
            time.sleep(0.1)
        index = Index(stack.settings.database_url)
        _, secret = Keys(index.engine).create(NewKey("default", "cases", SCOPES))
        place = Furnished(stack, secret)
        furnish(place, index, stack.settings)
        index.close()
        yield place
    finally:
        stack.stop()


def ready(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


def furnish(place: Furnished, index: Index, settings: SharedSettings) -> None:
    said = transcript(
        [segment(1, "ask not what", "SPEAKER_00", 0.0), segment(2, "you can", "SPEAKER_01", 4.0)]
    )
    place.ids["job_id"] = [add_job(index, settings, number, said) for number in range(JOBS)]
    with httpx.Client(base_url=place.url, headers=place.headers) as api:
        for path, name, body in (
            ("/v1/webhooks", "webhook_id", {"url": "https://93.184.215.14/hook"}),
            ("/v1/keys", "key_id", {"name": "one", "scopes": ["jobs:read"]}),
        ):
            made = [api.post(path, json=body) for _ in range(5)]
            place.ids[name] = [answer.raise_for_status().json()["id"] for answer in made]


def add_job(index: Index, settings: SharedSettings, number: int, said: Transcript) -> str:
    request = jobs.place(settings, (AUDIO / "jfk.wav").read_bytes())
    status = ("completed", "completed", "completed", "failed", "cancelled")[number % 5]
    if status == "completed":
        storage.write_model(folder.transcript(request.folder), said)
    jobs.insert(index, request)
    error = {"error_code": "processing_failed", "error_message": "it broke"} if status == "failed" else {}
    index.change(request.job_id, status=status, started_at=now(), completed_at=now(), language="en", **error)
    return request.job_id
