"""Every table there is: importing this module declares them all, for whoever compares or migrates."""

from activities import audit, batches, deliveries, edits, index, keys, search, sessions, webhooks
from activities.database import Base

__all__ = [
    "Base",
    "audit",
    "batches",
    "deliveries",
    "edits",
    "index",
    "keys",
    "search",
    "sessions",
    "webhooks",
]
