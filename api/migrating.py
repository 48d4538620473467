"""The database is brought up to date when the server starts. While it is away, the server waits beside it."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError

from activities import migrations, outage
from api import first_key
from api.state import State

log = logging.getLogger(__name__)

AGAIN = 2.0  # seconds


async def run(state: State) -> None:
    """Until it has worked."""
    while True:
        if await attempt(state):
            return
        await asyncio.sleep(AGAIN)


async def attempt(state: State) -> bool:
    """False: the database is away. What waiting does not mend is raised."""
    if state.migrated:
        return True
    try:
        await asyncio.to_thread(migrations.upgrade, state.settings.database_url)
        made = await asyncio.to_thread(first_key.make, state.keys) if state.settings.keys_on else None
    except SQLAlchemyError as error:
        if state.index.engine.dialect.name == "sqlite" or not outage.may_pass(error):
            raise
        log.warning("%s; trying again", outage.explained(error))
        return False
    if made:
        print(f"{first_key.WORDS}\n{made}", flush=True)
    state.migrated = True
    return True
