"""How a webhook message is written: ours, or as an endpoint wants it that was made for another server.

Those ways are plugins, loaded by name where messages are sent. What they write is sent and never stored.
"""

from collections.abc import Callable
from pkgutil import resolve_name

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from activities import options
from activities.deliveries import Delivery
from activities.index import Job
from activities.webhooks import Webhook

OURS = "standard"
STYLES = {"deepgram": "api.deepgram.messages:written", "elevenlabs": "api.elevenlabs.messages:written"}

Written = Callable[[Engine, Delivery], str]


def body(webhook: Webhook, engine: Engine, delivery: Delivery) -> str:
    """As the endpoint wants it; where a job brought the URL, as its submission wants it."""
    style = webhook.style if webhook.url else _of_job(engine, delivery.job_id)
    if style == OURS:
        return delivery.body
    written: Written = resolve_name(STYLES[style])
    return written(engine, delivery)


def _of_job(engine: Engine, job_id: str) -> str:
    with Session(engine) as session:
        job = session.get(Job, job_id)
    try:
        return str(options.read(job.folder).notes.get("style", OURS)) if job else OURS
    except FileNotFoundError:
        return OURS
