"""A completed job's webhook message as ElevenLabs writes it, with the transcript. All others are ours."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from activities.deliveries import Delivery
from activities.index import Job
from api import edited
from api.elevenlabs import wishes
from api.elevenlabs.conversations import conversation
from api.errors import Gone


def written(engine: Engine, delivery: Delivery) -> str:
    with Session(engine) as session:
        job = session.get(Job, delivery.job_id)
    if job is None or job.status != "completed":
        return delivery.body
    try:
        return json.dumps(message(engine, job), separators=(",", ":"))
    except Gone:
        return delivery.body


def message(engine: Engine, job: Job) -> dict[str, Any]:
    told = conversation(job, edited.read_from(engine, job).transcript, wishes.of(job))
    return {
        "type": "speech_to_text_transcription",
        "event_timestamp": int(datetime.fromisoformat(job.completed_at or job.created_at).timestamp()),
        "data": {
            "request_id": job.id,
            "transcription": told.model_dump(mode="json", exclude_none=True),
            "webhook_metadata": job.webhook_metadata,
        },
    }
