"""A completed job's callback as Deepgram sends it: the answer itself. All other messages are ours."""

from sqlalchemy import Engine

from activities.deliveries import Delivery
from api import edited
from api.deepgram import listening
from api.deepgram.heard import heard


def written(engine: Engine, delivery: Delivery) -> str:
    found = edited.told(engine, delivery.job_id)
    if found is None:
        return delivery.body
    job, transcript = found
    return heard(job, transcript, listening.of(job)).model_dump_json(exclude_none=True)
