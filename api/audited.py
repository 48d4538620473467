"""What routes write into the audit log: who did what to which resource, and from where."""

import asyncio
import logging
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from activities.audit import AuditEntry, Receipt
from activities.logs import request_id
from api.caller import Caller
from api.state import State

log = logging.getLogger(__name__)


async def record(state: State, caller: Caller, action: str, resource: str, **details: Any) -> None:
    """Write down what a caller did. Details are numbers, names and ids, never texts, URLs or secrets.

    For what has already happened: a log that cannot be written does not undo it, but is reported.
    """
    await write(state, receipt(caller).entry(action, resource, details))


async def record_once(state: State, caller: Caller, action: str, resource: str) -> None:
    """Write down what clients do in many requests: once a minute."""
    seen = state.repeats.ask({f"{caller.key_id} {caller.address} {action} {resource}": 1})
    if seen and seen.allowed:
        await record(state, caller, action, resource)


def receipt(caller: Caller) -> Receipt:
    """For what is written down later, where the thing is done: a deletion, for example."""
    return Receipt(caller.tenant, caller.key_id, caller.address, request_id.get())


async def write(state: State, entry: AuditEntry) -> None:
    action, resource, actor = entry.action, entry.resource, entry.actor
    try:
        await asyncio.to_thread(state.audit.add, entry)
    except SQLAlchemyError:
        log.exception("not in the audit log: %s of %s by %s", action, resource, actor)
