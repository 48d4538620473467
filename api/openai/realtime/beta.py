"""The older form of a session, flat, as OpenAI's beta has it: to and from the one of today."""

from typing import Any

from api.errors import InvalidField
from api.openai.realtime.settings import Settings

FORMATS = {"pcm16": "audio/pcm", "g711_ulaw": "audio/pcmu", "g711_alaw": "audio/pcma"}
NAMES = {
    "input_audio_format": "format",
    "input_audio_noise_reduction": "noise_reduction",
    "input_audio_transcription": "transcription",
    "turn_detection": "turn_detection",
}


def today(given: Any) -> Any:
    """Raises InvalidField."""
    if not isinstance(given, dict):
        return given
    heard = {new: given[old] for old, new in NAMES.items() if old in given}
    if "format" in heard:
        named = heard["format"] or "pcm16"
        if named not in FORMATS:
            wanted = ", ".join(FORMATS)
            name = "session.input_audio_format"
            raise InvalidField(f"{name} {str(named)[:60]!r} is not one of: {wanted}", param=name)
        heard["format"] = {"type": FORMATS[named]}
    return {"audio": {"input": heard}, "include": given.get("include")}


def flat(settings: Settings) -> dict[str, Any]:
    heard = settings.audio.input
    turns = heard.turn_detection
    noise = heard.noise_reduction
    return {
        "input_audio_format": next(old for old, new in FORMATS.items() if new == heard.format.type),
        "input_audio_noise_reduction": noise and noise.model_dump(exclude_none=True),
        "input_audio_transcription": heard.transcription.model_dump(exclude_none=True),
        "turn_detection": turns and turns.model_dump(exclude_none=True),
        "include": settings.include,
    }


def shown(settings: Settings, id: str) -> dict[str, Any]:
    """As it goes over the wire."""
    return {"id": id, "object": "realtime.transcription_session", **flat(settings)}
