"""How Deepgram's clients write a submission: fields in the query, the recording or its URL in the body."""

from typing import Any

from api.deepgram import body, listening
from api.deepgram.listening import Listening
from api.dialect import Dialect
from api.form import Shape

BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"url": {"type": "string", "description": "https."}},
                "required": ["url"],
            },
            "example": {"url": "https://example.com/talk.mp3"},
        },
        "application/octet-stream": {
            "schema": {"type": "string", "format": "binary"},
            "example": "the bytes of a recording",
        },
    },
}
DEEPGRAM = Dialect(
    "deepgram",
    Shape((), strict=False),
    listening.translate,
    attaches=True,
    reads=body.reads,
    notes=listening.notes,
)


def request() -> dict[str, Any]:
    """The query and the body, for OpenAPI."""
    fields = Listening.model_json_schema()["properties"]
    query = [
        {"name": name, "in": "query", "description": schema.pop("description", ""), "schema": schema}
        for name, schema in fields.items()
        if name != "url"
    ]
    return {"parameters": query, "requestBody": BODY}
