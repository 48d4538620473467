"""How ElevenLabs' clients write a submission."""

import struct
from collections.abc import Iterator, Mapping

from fastapi import Request

from activities.audio import SAMPLE_RATE
from api import uploads
from api.dialect import Dialect
from api.elevenlabs import conversion
from api.elevenlabs.conversion import Conversion
from api.form import Event, Field, Fields, Reader, Shape

QUERY = ("enable_logging",)  # fields that stand in the URL
UNTIL_ITS_END = 0xFFFFFFFF  # bytes of a file whose length is not known yet
SHAPE = Shape(
    ("file", *(name for name in Conversion.model_fields if name not in QUERY)),
    strict=False,
    url="source_url",
    empty=conversion.EMPTY,
    old_names={"cloud_storage_url": "source_url"},
    most_fields=conversion.MOST_KEYTERMS + 200,
    longest_field=256_000,
)


class WithQuery:
    """A form, and in front of it the fields that stand in the URL."""

    def __init__(self, query: Mapping[str, str], form: Reader) -> None:
        self._told: list[Event] = [Field(name, query[name]) for name in QUERY if name in query]
        self._form = form

    def push(self, piece: bytes) -> Iterator[Event]:
        told, self._told = self._told, []
        yield from told
        yield from self._form.push(piece)

    def end(self) -> Iterator[Event]:
        return self._form.end()


def reads(request: Request, shape: Shape) -> Reader:
    return WithQuery(request.query_params, uploads.form(request, shape))


def head(fields: Fields) -> bytes:
    """Raw PCM gets the header of a WAV file, written before anybody knows how long it is."""
    if ("file_format", "pcm_s16le_16") not in fields:
        return b""
    described = struct.pack("<HHIIHH", 1, 1, SAMPLE_RATE, 2 * SAMPLE_RATE, 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", UNTIL_ITS_END)
        + b"WAVEfmt "
        + struct.pack("<I", len(described))
        + described
        + b"data"
        + struct.pack("<I", UNTIL_ITS_END)
    )


ELEVENLABS = Dialect(
    "elevenlabs",
    SHAPE,
    conversion.translate,
    attaches=True,
    reads=reads,
    head=head,
    notes=conversion.notes,
)


def form() -> dict[str, object]:
    """The form, for OpenAPI."""
    schema = Conversion.model_json_schema(ref_template="#/components/schemas/{model}")
    inner = schema.pop("$defs", {})
    fields = {name: found for name, found in schema["properties"].items() if name not in QUERY}
    file = {"type": "string", "format": "binary", "description": "Any audio or video file."}
    schema["properties"] = {"file": file, **_inlined(fields, inner)}
    schema["description"] = "Fields of the official client; those it does not know are passed over."
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


def _inlined(found: object, inner: Mapping[str, object]) -> dict[str, object]:
    def resolve(part: object) -> object:
        if isinstance(part, dict) and "$ref" in part:
            return resolve(inner[str(part["$ref"]).rpartition("/")[2]])
        if isinstance(part, dict):
            return {name: resolve(value) for name, value in part.items()}
        return [resolve(one) for one in part] if isinstance(part, list) else part

    resolved = resolve(found)
    assert isinstance(resolved, dict)
    return resolved
