"""The work of `dalston sweep`: needs the database, storage and Temporal at hand."""

import asyncio

from temporalio.service import RPCError

from activities.index import Index
from api import orphans
from api.command import database
from api.command.failure import Exit, Failure
from api.command.terminal import err, out, print_json
from api.settings import ApiSettings
from workflows.client import connect

PATIENCE = 10.0  # seconds for Temporal to answer


def sweep(settings: ApiSettings, *, dry_run: bool, json: bool) -> None:
    """Raises Failure when Temporal does not answer; what needs no Temporal is done then."""
    database.prepare(settings.database_url)
    index = Index(settings.database_url)
    found = orphans.find(index, settings.storage_url)
    if json:
        print_json(vars(found))
    else:
        tell(found)
    if dry_run:
        return
    orphans.remove(found)
    try:
        asyncio.run(forget(found))
    except (TimeoutError, RPCError) as error:
        raise Failure("Temporal does not answer; jobs whose time is over wait", Exit.UNREACHABLE) from error
    finally:
        orphans.scrub(index.engine)
        index.close()


async def forget(found: orphans.Found) -> None:
    async with asyncio.timeout(PATIENCE):
        temporal = await connect()
        await orphans.forget_late(temporal, found)
        await orphans.forget_histories(temporal)


def tell(found: orphans.Found) -> None:
    for what, those in (
        ("belongs to no job", found.folders),
        ("was never finished", found.partials),
        ("should have been forgotten", found.overdue),
    ):
        for one in those:
            out.print(f"{one}: {what}")
    for id in found.missing:
        err.print(f"{id}: completed, but its folder is gone")
    if not any(vars(found).values()):
        out.print("nothing to sweep")
