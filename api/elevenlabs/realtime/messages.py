"""Native events in, what ElevenLabs' clients are told out."""

from collections.abc import Iterator
from typing import Any

from activities.transcript import Segment
from api import spoken
from api.elevenlabs import languages
from api.elevenlabs.conversations import logprob
from api.elevenlabs.realtime import errors
from api.elevenlabs.realtime.parameters import Parameters

Message = dict[str, Any]


def messages(event: dict[str, Any], parameters: Parameters) -> Iterator[Message]:
    """None for events that their clients do not know."""
    match event["type"]:
        case "session.begin":
            yield _message("session_started", session_id=event["session_id"], config=parameters.config)
            for warning in event["warnings"]:
                yield from messages(warning, parameters)
        case "transcript.partial":
            yield _message("partial_transcript", text=event["text"])
        case "transcript.final":
            yield _message("committed_transcript", text=event["text"])
            if parameters.include_timestamps or parameters.include_language_detection:
                yield _with_timestamps(event, parameters)
        case "warning":
            yield _message("warning", warning=event["message"])
        case "error":
            yield errors.told(event["code"], event["message"])


def _with_timestamps(event: dict[str, Any], parameters: Parameters) -> Message:
    message = _message("committed_transcript_with_timestamps", text=event["text"])
    if event["language"]:
        message["language_code"] = languages.theirs(event["language"])
    if parameters.include_timestamps:
        message["words"] = _words(event)
    return message


def _words(event: dict[str, Any]) -> list[Message]:
    """Seconds are those of the session."""
    names = ("text", "start", "end", "words")
    segment = Segment.model_validate({name: event[name] for name in names})
    return [
        {
            "text": token.text,
            "start": round(token.start, 3),
            "end": round(token.end, 3),
            "type": token.kind,
            "logprob": logprob(token.confidence),
            "characters": list(token.text),
        }
        for token in spoken.of_segment(segment)
    ]


def _message(kind: str, **fields: Any) -> Message:
    return {"message_type": kind, **fields}
