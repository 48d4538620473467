"""A completed job's callback as Deepgram sends it: the answer itself. All other messages are ours."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from activities.deliveries import Delivery
from activities.index import Job
from api import edited
from api.deepgram import listening
from api.deepgram.heard import heard
from api.errors import Gone


def written(engine: Engine, delivery: Delivery) -> str:
    with Session(engine) as session:
        job = session.get(Job, delivery.job_id)
    if job is None or job.status != "completed":
        return delivery.body
    try:
        found = edited.read_from(engine, job).transcript
    except Gone:
        return delivery.body
    return heard(job, found, listening.of(job)).model_dump_json(exclude_none=True)
