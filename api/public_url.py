"""A URL that a caller gave, looked at before anything is done with it. No connection is made."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from activities.public_address import Resolver, Rules, addresses, by_dns, checked

PATIENCE = 3.0  # seconds for a name to be resolved
LOOKUPS = ThreadPoolExecutor(4, thread_name_prefix="dns")  # of its own: slow name servers hold up nobody else


async def check(url: str, rules: Rules, resolver: Resolver = by_dns) -> None:
    """Raises ForbiddenAddress. Whoever calls the URL later checks again: names may change what they mean."""
    host, port = checked(url, rules)
    looking = asyncio.get_running_loop().run_in_executor(LOOKUPS, addresses, host, port, rules, resolver)
    try:
        async with asyncio.timeout(PATIENCE):
            await looking
    except OSError:  # no answer, or none in time: that may be another matter when the URL is called
        return
