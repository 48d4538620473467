"""Days to keep a job in, the moment at which it is forgotten out."""

from datetime import datetime, timedelta

from activities.database import as_text

FOR_EVER, UNTIL_READ = -1, 0  # days
UNREAD = timedelta(hours=1)  # for which a result waits that is kept until it is read


def expiry(days: int, ended: str) -> str | None:
    """When a job that ended at a moment is forgotten; None: never."""
    if days == FOR_EVER:
        return None
    return as_text(datetime.fromisoformat(ended) + (timedelta(days=days) if days else UNREAD))
