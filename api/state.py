"""What every request may use: settings, index, and who is live. Made when the server starts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Protocol

from fastapi import Depends, Request
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.audit import Audit
from activities.batches import Batches
from activities.deliveries import Deliveries
from activities.index import Index, Job
from activities.keys import Keys
from activities.sessions import Sessions
from activities.statistics import Counter
from activities.webhooks import Webhooks
from api import reconciler
from api.errors import JobNotFound, TemporalUnavailable
from api.keyring import Keyring
from api.limits import Limits
from api.live import Live
from api.settings import ApiSettings
from api.starting import Starter
from api.turns import Turns
from workflows.converter import encryption
from workflows.encryption import Encryption

AWAY = {RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED}


class Call(Protocol):
    """A live session whose client is connected to this process."""

    def oust(self) -> None:
        """Its client has come back on another socket."""
        ...


@dataclass
class State:
    settings: ApiSettings
    index: Index
    live: Live = field(default_factory=Live)
    codec: Encryption = field(default_factory=encryption)  # of what Temporal keeps
    migrated: bool = False  # the database has today's tables
    prepared: bool = False  # Temporal's namespace has what jobs need
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def __post_init__(self) -> None:
        self.audit = Audit(self.index.engine)
        self.batches = Batches(self.index.engine)
        self.keys = Keys(self.index.engine)
        self.sessions = Sessions(self.index.engine)
        self.counter = Counter(self.index.engine)
        self.drawing = asyncio.Semaphore(2)  # recordings whose shape is drawn: each keeps a core busy
        self.calls: dict[str, Call] = {}  # live sessions whose clients are connected here
        self.webhooks = Webhooks(self.index.engine)
        self.deliveries = Deliveries(self.index.engine)
        self.editing = Turns()  # of jobs
        self.keyring = Keyring(self.keys)
        self.starter = Starter(lambda job: reconciler.look_after(self.live.reached(), self.index, job))
        self.limits, self.refusals, self.repeats = Limits(), Limits(), Limits()

    @asynccontextmanager
    async def reach(self, seconds: float) -> AsyncIterator[Client]:
        """Temporal, for so long. Raises TemporalUnavailable."""
        temporal = self.live.reached()
        try:
            async with asyncio.timeout(seconds):
                yield temporal
        except TimeoutError as error:
            raise TemporalUnavailable(f"Temporal did not answer within {seconds:g} s") from error
        except RPCError as error:
            if error.status in AWAY:
                raise TemporalUnavailable(f"Temporal does not answer ({error.message})") from error
            raise

    async def job(self, job_id: str, tenant: str) -> Job:
        """Raises JobNotFound, also for another tenant's."""
        found = await asyncio.to_thread(self.index.get, job_id, tenant)
        if found is None:
            raise JobNotFound(job_id[:64])
        return found


def state_of(request: Request) -> State:
    state: State = request.app.state.dalston
    return state


Here = Annotated[State, Depends(state_of)]
