"""What runs here: version, commit, since when, on what kind of storage and database."""

import json
import time
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, Field
from sqlalchemy.engine import make_url

from activities.database import as_text
from api.settings import ApiSettings

STARTED = datetime.now(UTC)
BEGUN = time.monotonic()
SOURCE = Path(__file__).parent.parent


class About(BaseModel):
    version: str = Field(examples=["0.1.0"])
    commit: str | None = Field(description="Of the source, where that is known.")
    started_at: str
    uptime_seconds: float
    storage_kind: str = Field(description="Scheme of the URL of job folders.", examples=["file"])
    database_kind: str = Field(examples=["sqlite"])
    keys_on: bool = Field(description="Whether requests need a key.")


def about(settings: ApiSettings) -> About:
    return About(
        version=version("dalston"),
        commit=commit(),
        started_at=as_text(STARTED),
        uptime_seconds=round(time.monotonic() - BEGUN, 1),
        storage_kind=urlsplit(settings.storage_url).scheme,
        database_kind=make_url(settings.database_url).get_backend_name(),
        keys_on=settings.keys_on,
    )


@cache
def commit() -> str | None:
    """As pip noted it when it installed from a repository, or as the working tree says."""
    noted = json.loads(distribution("dalston").read_text("direct_url.json") or "{}")
    if found := noted.get("vcs_info", {}).get("commit_id"):
        return str(found)
    git = SOURCE / ".git"
    try:
        head = (git / "HEAD").read_text("utf-8").strip()
        return (git / head.removeprefix("ref: ")).read_text("utf-8").strip() if " " in head else head
    except (OSError, UnicodeDecodeError):
        return None
