"""Jobs are started a few at a time, and nobody waits for those of others."""

import asyncio

from activities.index import Job
from api.errors import TemporalUnavailable
from api.starting import AT_ONCE, Starter


def a_job(number: int, tenant: str = "a") -> Job:
    return Job(id=f"job_{number}", tenant=tenant, priority=3)


class Temporal:
    """Starts what it is asked to start once it is let."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.asked: list[str] = []

    async def start(self, job: Job) -> None:
        self.asked.append(job.id)
        await self.open.wait()


async def test_a_storm_is_started_a_few_at_a_time_and_all_of_it() -> None:
    temporal = Temporal()
    starter = Starter(temporal.start)
    first = [asyncio.create_task(starter.take(a_job(number))) for number in range(AT_ONCE)]
    while len(temporal.asked) < AT_ONCE:
        await asyncio.sleep(0)
    await asyncio.gather(*(starter.take(a_job(number)) for number in range(AT_ONCE, 50)))  # does not wait
    assert len(temporal.asked) == AT_ONCE
    assert "job_0" in starter
    assert "job_49" in starter
    temporal.open.set()
    await asyncio.gather(*first)
    while len(temporal.asked) < 50:
        await asyncio.sleep(0)
    assert len(set(temporal.asked)) == 50


async def test_somebody_else_does_not_wait_for_a_crowd() -> None:
    temporal = Temporal()
    starter = Starter(temporal.start)
    waiting = [asyncio.create_task(starter.take(a_job(number, "crowd"))) for number in range(20)]
    await asyncio.sleep(0)
    await starter.take(a_job(99, "single"))
    temporal.open.set()
    await asyncio.gather(*waiting)
    while len(temporal.asked) < 21:
        await asyncio.sleep(0)
    assert temporal.asked.index("job_99") <= AT_ONCE + 1


async def test_a_job_that_could_not_be_started_is_left_to_the_reconciler() -> None:
    async def away(_job: Job) -> None:
        raise TemporalUnavailable("Temporal has not been reached yet")

    starter = Starter(away)
    await starter.take(a_job(1))
    assert "job_1" not in starter


async def test_nothing_is_started_once_it_is_closed() -> None:
    temporal = Temporal()
    starter = Starter(temporal.start)
    waiting = [asyncio.create_task(starter.take(a_job(number))) for number in range(AT_ONCE + 3)]
    while len(temporal.asked) < AT_ONCE:
        await asyncio.sleep(0)
    await starter.close()
    await asyncio.gather(*waiting)
    assert len(temporal.asked) == AT_ONCE
