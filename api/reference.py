"""/openapi.json: what FastAPI finds out by itself, with what is the same for all routes said once."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

Document = dict[str, Any]

ULID = "01KAQ4V1RZ8Z6K7GZ4X9M2T5CB"
# Parameters: what they are, and an example.
PARAMETERS = {
    "job_id": ("The job's id.", f"job_{ULID}"),
    "session_id": ("The live session's id.", f"sess_{ULID}"),
    "batch_id": ("The batch's id.", f"batch_{ULID}"),
    "webhook_id": ("The webhook's id.", f"wh_{ULID}"),
    "delivery_id": ("The delivery's id.", f"del_{ULID}"),
    "key_id": ("The key's id.", f"key_{ULID}"),
    "number": ("The number of an edit, from 1.", 1),
    "format": ("What kind of file.", "srt"),
    "limit": ("How many on a page.", 20),
    "status": ("Only those with this status.", None),
    "ids": ("Ids of jobs.", [f"job_{ULID}"]),
    "actor": ("Only what was done with this key, by its id.", f"key_{ULID}"),
    "action": ("Only this kind of act.", "transcription.delete"),
    "transcription_id": ("The transcript's id, which is its job's.", f"job_{ULID}"),
    "token_type": ("What it opens.", "batch_scribe"),
    "resource": ("Only what was done to this, by its id.", f"job_{ULID}"),
}
BODIES: dict[str, Document] = {
    "POST /v1/audio/transcriptions": {
        "language": "en",
        "name": "Board meeting",
        "speaker_detection": "diarize",
    },
    "PATCH /v1/audio/transcriptions/{job_id}": {
        "name": "Board meeting",
        "speakers": {"SPEAKER_00": "Ada"},
        "segments": {"seg_0001": "Welcome, all of you."},
    },
    "POST /v1/audio/transcriptions/{job_id}/rerun": {"from": "diarize", "num_speakers": 3},
    "POST /v1/webhooks/{webhook_id}/rotate-secret": {},
    "POST /v1/speech-to-text": {"model_id": "scribe_v2", "language_code": "eng", "diarize": "true"},
}


def install(app: FastAPI) -> None:
    plain = app.openapi

    def described() -> Document:
        if app.openapi_schema is None:
            app.openapi_schema = describe(plain())
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def describe(document: Document) -> Document:
    for name, operation in operations(document):
        for parameter in operation.get("parameters", []):
            words, example = PARAMETERS.get(parameter["name"], ("", None))
            if words:
                parameter.setdefault("description", words)
            if example is not None and not {"example", "examples"} & {*parameter, *parameter["schema"]}:
                parameter["example"] = example
        for media in operation.get("requestBody", {}).get("content", {}).values():
            if name in BODIES and "examples" not in media:
                media.setdefault("example", BODIES[name])
    return document


def operations(document: Document) -> Iterator[tuple[str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation
