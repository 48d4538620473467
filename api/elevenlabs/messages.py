"""A completed job's webhook message as ElevenLabs writes it, with the transcript. All others are ours."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from activities.deliveries import Delivery
from activities.index import Job
from activities.transcript import Transcript
from api import edited
from api.elevenlabs import wishes
from api.elevenlabs.conversations import conversation


def written(engine: Engine, delivery: Delivery) -> str:
    found = edited.told(engine, delivery.job_id)
    return json.dumps(message(*found), separators=(",", ":")) if found else delivery.body


def message(job: Job, transcript: Transcript) -> dict[str, Any]:
    told = conversation(job, transcript, wishes.of(job))
    return {
        "type": "speech_to_text_transcription",
        "event_timestamp": int(datetime.fromisoformat(job.completed_at or job.created_at).timestamp()),
        "data": {
            "request_id": job.id,
            "transcription": told.model_dump(mode="json", exclude_none=True),
            "webhook_metadata": job.webhook_metadata,
        },
    }
