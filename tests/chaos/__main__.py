"""python -m tests.chaos --seed 7 --jobs 40 --live 4 --minutes 5: a stack under attack, and what must hold."""

import argparse
import asyncio
import random
import signal
import sys
import time
from dataclasses import replace

from tests.chaos import claims, disk
from tests.chaos.claims import Claim
from tests.chaos.client import Client
from tests.chaos.disturb import Disturber
from tests.chaos.plan import Plan, plan, short
from tests.chaos.stack import ChaosStack, chaos_stack, forget
from tests.chaos.talks import Talk
from tests.chaos.works import Works
from tests.https_server import Authority
from tests.receiver import Receiver, receiving

PACE = 0.06  # seconds that the engine takes for half a second of audio
AFTER = 15.0  # seconds that conversations go on when all is well again
TOLD = 120.0  # seconds in which the last webhooks are told


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="a number of one's own")
    parser.add_argument("--jobs", type=int, default=40)
    parser.add_argument("--live", type=int, default=4, help="live sessions")
    parser.add_argument("--minutes", type=float, default=5.0, help="of disturbances")
    parser.add_argument("--scale", type=float, default=1.0, help="of the recordings' length")
    parser.add_argument("--only", default="", help="targets that are disturbed, comma separated")
    parser.add_argument("--short", action="store_true", help="the fixed plan of the test suite")
    parser.add_argument("--plan", action="store_true", help="only print it")
    return parser.parse_args()


def planned(given: argparse.Namespace) -> Plan:
    if given.short:
        return short()
    made = plan(
        given.seed, given.jobs, given.live, given.minutes * 60, disks=disk.can_mount(), scale=given.scale
    )
    only = given.only.split(",") if given.only else None
    kept = [one for one in made.disturbances if only is None or one.target in only]
    return replace(made, disturbances=kept)


async def main(given: argparse.Namespace) -> bool:
    made = planned(given)
    print("\n".join(made.lines()), flush=True)
    if not disk.can_mount():
        print("No disk is filled: nothing can be mounted here.")
    if given.plan:
        return True
    task = asyncio.current_task()
    assert task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    authority = Authority()
    with receiving(authority) as receiver:
        async with chaos_stack(authority) as stack:
            found = await attacked(made, stack, receiver, apart=given.short)
    good = not any(claim.against for claim in found)
    for claim in found:
        print("\n".join(claim.lines()))
    if good:
        forget(stack)
    else:
        print(f"logs: {stack.data}")
    return good


async def attacked(made: Plan, stack: ChaosStack, receiver: Receiver, *, apart: bool) -> list[Claim]:
    calm, rough = (
        Works(made, stack, Client(stack.api), receiver, name) for name in ("calm", f"rough{made.seed}")
    )
    stack.pace(0)
    began = time.time()
    await calm.run(None)
    print(f"the undisturbed run took {time.time() - began:.0f} s", flush=True)
    stack.pace(PACE)
    begun, disturber = time.time(), Disturber(stack)
    talks = [Talk(stack, number, made.seconds + AFTER) for number in range(made.live)]
    keeping = asyncio.create_task(stack.keep())
    async with asyncio.TaskGroup() as group:
        group.create_task(disturber.run(made.disturbances, begun, apart=apart))
        group.create_task(rough.run(begun))
        for talk in talks:
            group.create_task(talk.run())
    print(f"all is over after {time.time() - begun:.0f} s", flush=True)
    print("\n".join(stack.died) or "no process died by itself", flush=True)
    await _told(receiver, rough)
    keeping.cancel()
    return [
        Claim(f"the undisturbed run of {len(calm.accepted)} jobs was one", calm.problems),
        *claims.of_jobs(calm, rough),
        *await asyncio.to_thread(lambda: list(claims.of_rows(stack, [calm, rough]))),
        *claims.of_hooks(receiver, rough),
        *claims.of_repeats(stack, begun, disturber.done),
        await claims.of_talks(stack, talks),
    ]


async def _told(receiver: Receiver, run: Works) -> None:
    """Messages are tried again with growing pauses; the last ones may be on their way."""
    until = time.monotonic() + TOLD
    waiting = [job.hook for job in run.accepted if job.hook and not job.deleted]
    while time.monotonic() < until and not all(receiver.to(hook) for hook in waiting):
        await asyncio.sleep(1)


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(arguments())) else 1)
