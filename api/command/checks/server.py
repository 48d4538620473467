"""The server that commands talk to: it answers, knows us, has workers, and its clock is ours."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx

from api.client import Client, Refused, Unreachable
from api.command.checks.finding import Finding, mend_for
from api.command.server import client_of, find_url
from api.command.settings import CommandSettings

SKEW = 30.0  # seconds; S3 refuses 15 minutes, tokens and signatures of webhooks 5
MENDS = {
    "Temporal": "start Temporal, or correct TEMPORAL_ADDRESS of the API",
    "no live worker|nobody serves|no live engine|no engine|serves": (
        "start a worker (python -m workers --engines …), or see why it does not start: {logs}/worker.log"
    ),
    "database": "see what `dalston doctor` says of the database where the API runs",
    "storage|bucket|S3": "see what `dalston doctor` says of storage where the API runs",
}


def examine(data: Path) -> Iterator[Finding]:
    url = find_url(data)
    if url is None:
        yield Finding("server", "note", "none runs", "dalston up")
        return
    with client_of(url) as client:
        try:
            yield readiness(client, data)
            yield from (finding for finding in (key(client), clock(client.http)) if finding)
        except Unreachable as error:
            yield Finding("server", "broken", str(error), "start it, or correct DALSTON_URL")


def readiness(client: Client, data: Path) -> Finding:
    """Raises Unreachable."""
    missing = client.unreadiness()
    if missing is None:
        return Finding("server", "ok", f"{client.url} is ready")
    mend = mend_for(missing, MENDS, "see the logs in {logs}").format(logs=data / "logs")
    return Finding("server", "broken", f"{client.url} is not ready: {missing}", mend)


def key(client: Client) -> Finding | None:
    """Whether the server lets us read; None: it does, or asks for no key."""
    try:
        client.request("GET", "/v1/system/status")
    except Refused as refusal:
        if refusal.status not in (401, 403):
            return None
        known = bool(CommandSettings().api_key.get_secret_value())
        detail = f"the server does not accept DALSTON_API_KEY: {refusal}" if known else f"{refusal}"
        mend = "where the server runs: dalston keys create --scopes jobs:read; then set DALSTON_API_KEY"
        return Finding("key", "broken", detail, mend)
    return None


def clock(http: httpx.Client) -> Finding | None:
    """How far the server's clock is from this machine's; None: it does not say, or not far."""
    try:
        said = http.get("/healthz").headers.get("Date")
    except httpx.TransportError:
        return None
    if not said:
        return None
    skew = parsedate_to_datetime(said).timestamp() - time.time()
    if abs(skew) < SKEW:
        return None
    detail = f"the server's is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} this machine's"
    mend = "set both by NTP (timedatectl set-ntp true); tokens, signatures and S3 depend on it"
    return Finding("clock", "broken", detail, mend)
