"""Once a day: forget audit entries that are old enough, and tokens that expired long ago."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from activities.database import later
from api.state import State

log = logging.getLogger(__name__)

DAY = 86_400.0  # seconds


async def run(state: State) -> None:
    """Go round for ever."""
    while True:
        try:
            await asyncio.to_thread(forget, state)
        except SQLAlchemyError:
            log.exception("could not forget old audit entries and tokens")
        await asyncio.sleep(DAY)


def forget(state: State) -> None:
    if dropped := state.audit.drop_before(later(-DAY * state.settings.audit_days)):
        log.info("dropped %d audit entries older than %d days", dropped, state.settings.audit_days)
    state.keys.drop_tokens(later(-DAY))
