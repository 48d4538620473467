"""Texts of jobs that completed without becoming searchable: made up for, a few at a time, for ever."""

import asyncio
import logging

from activities import search
from activities.index import Index

log = logging.getLogger(__name__)

AT_ONCE = 20  # jobs; each is a short transaction
REST = 0.2  # seconds between rounds: whoever else writes goes first
PAUSE = 60.0  # seconds when nothing is left, or something is wrong


async def run(index: Index) -> None:
    while True:
        try:
            added = await asyncio.to_thread(search.catch_up, index.engine, AT_ONCE)
        except Exception:  # this task must outlive whatever is wrong with one round
            log.exception("could not make texts searchable")
            added = 0
        await asyncio.sleep(REST if added else PAUSE)
