"""What the server does again and again beside answering: one round, a rest, the next."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


async def forever(what: str, round_: Callable[[], Awaitable[object]], rest: float) -> None:
    """`what`: for the log, of a round that broke. `rest`: seconds between two rounds."""
    while True:
        try:
            await round_()
        except Exception:  # this task must outlive whatever is wrong with one round
            log.exception("could not %s", what)
        await asyncio.sleep(rest)
