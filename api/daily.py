"""Once a day: forget audit entries that are old enough, and tokens that expired long ago."""

import asyncio
import logging

from activities.database import later
from api import rounds
from api.state import State

log = logging.getLogger(__name__)

DAY = 86_400.0  # seconds


async def run(state: State) -> None:
    what = "forget old audit entries and tokens"
    await rounds.forever(what, lambda: asyncio.to_thread(forget, state), DAY)


def forget(state: State) -> None:
    if dropped := state.audit.drop_before(later(-DAY * state.settings.audit_days)):
        log.info("dropped %d audit entries older than %d days", dropped, state.settings.audit_days)
    state.keys.drop_tokens(later(-DAY))
