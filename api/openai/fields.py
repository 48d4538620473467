"""The form of OpenAI's transcriptions and translations in, native fields and what the answer is to be out."""

from dataclasses import dataclass
from typing import Literal, cast

from activities.engines import Task
from api import submission
from api.errors import InvalidField
from api.form import Fields, Shape
from api.openai.names import OPENAI_NAME

Coverage = Literal["works", "ignored", "refused"]
ResponseFormat = Literal["json", "text", "srt", "verbose_json", "vtt", "diarized_json"]

FORMATS: tuple[ResponseFormat, ...] = ("json", "text", "srt", "verbose_json", "vtt", "diarized_json")
TRANSLATED: tuple[ResponseFormat, ...] = ("json", "text", "srt", "verbose_json", "vtt")
STREAMED: tuple[ResponseFormat, ...] = ("json", "text", "diarized_json")
GRANULARITIES = ("word", "segment")
LONGEST_PROMPT = 1000  # letters; of a longer one the end counts, as Whisper does it

TRANSCRIPTION: dict[str, Coverage] = {
    "file": "works",
    "model": "works",
    "language": "works",
    "languages": "works",
    "prompt": "works",
    "keywords": "works",
    "response_format": "works",
    "temperature": "works",
    "timestamp_granularities": "works",
    "include": "works",
    "stream": "works",
    "chunking_strategy": "ignored",
    "known_speaker_names": "ignored",
    "known_speaker_references": "ignored",
}
TRANSLATION: dict[str, Coverage] = {
    "file": "works",
    "model": "works",
    "prompt": "works",
    "response_format": "works",
    "temperature": "works",
}
LISTS = ("languages", "keywords", "timestamp_granularities", "include")
SAME = ("file", "model", "language", "prompt", "temperature")  # names that both APIs have
# On a path that both APIs serve, one of these tells that a form is OpenAI's.
OURS_ONLY = tuple(name for name in submission.ACCEPTED if name not in SAME)
THEIRS_ONLY = tuple(name for name in TRANSCRIPTION if name not in SAME)
PASSED_OVER = tuple(name for name, coverage in TRANSCRIPTION.items() if coverage == "ignored")


def spellings(name: str) -> tuple[str, ...]:
    """A list is sent as `name[]`, by hand also as `name`."""
    return (name, f"{name}[]")


READ = tuple(
    spelling
    for name in TRANSCRIPTION
    if name not in PASSED_OVER
    for spelling in (spellings(name) if name in LISTS else (name,))
)
ACCEPTED = (*READ, *OURS_ONLY, *(f"{name}[]" for name in sorted(submission.LISTS)))
SHAPE = Shape(ACCEPTED, strict=False)
VAD = ("type", "threshold", "prefix_padding_ms", "silence_duration_ms")
IGNORED = (
    *(spelling for name in PASSED_OVER for spelling in spellings(name)),
    *(f"chunking_strategy[{part}]" for part in VAD),
)


@dataclass(frozen=True)
class Asked:
    """What the answer is to be."""

    task: Task = "transcribe"
    model: str = "auto"
    format: ResponseFormat = "json"
    granularities: tuple[str, ...] = ("segment",)
    logprobs: bool = False
    stream: bool = False
    temperature: float = 0.0


def is_theirs(fields: Fields) -> bool:
    """Whether a form is OpenAI's: by a field that only it has, or by the name of a model of its own."""
    theirs = {spelling for name in THEIRS_ONLY for spelling in spellings(name)}
    return any(name in theirs or (name == "model" and OPENAI_NAME.fullmatch(value)) for name, value in fields)


def read(fields: Fields, task: Task) -> Asked:
    """Raises InvalidField."""
    formats = FORMATS if task == "transcribe" else TRANSLATED
    asked = Asked(
        task=task,
        model=_one(fields, "model") or "auto",
        format=cast(
            ResponseFormat, _among(formats, "response_format", _one(fields, "response_format") or "json")
        ),
        granularities=tuple(
            _among(GRANULARITIES, "timestamp_granularities", value)
            for value in _all(fields, "timestamp_granularities")
        )
        or ("segment",),
        logprobs=bool([_among(("logprobs",), "include", value) for value in _all(fields, "include")]),
        stream=task == "transcribe"
        and _among(("true", "false"), "stream", (_one(fields, "stream") or "false").lower()) == "true",
    )
    if asked.stream and asked.format not in STREAMED:
        wrong = f"stream=true gives {', '.join(STREAMED)}, not {asked.format}"
        raise refused("response_format", wrong)
    return asked


def native(fields: Fields, asked: Asked) -> Fields:
    """Our own fields, which may come along in a form of theirs, stay as they are."""
    ours = [(name.removesuffix("[]"), value) for name, value in fields]
    kept = [(name, value) for name, value in ours if name in OURS_ONLY and name != "task"]
    kept += [(name, value) for name, value in fields if name == "temperature" and value]
    kept += [("prompt", value[-LONGEST_PROMPT:]) for name, value in fields if name == "prompt" and value]
    kept += [("keyterms", value) for value in _all(fields, "keywords")]
    if language := spoken(fields):
        kept.append(("language", language))
    if asked.task == "translate":
        kept.append(("task", "translate"))
    if asked.format == "diarized_json" and not any(name == "speaker_detection" for name, _ in kept):
        kept.append(("speaker_detection", "diarize"))
    return [*kept, ("model", "auto" if OPENAI_NAME.fullmatch(asked.model) else asked.model)]


def spoken(fields: Fields) -> str | None:
    """The language that was named. One of several `languages` is for the engine to find out."""
    candidates = _all(fields, "languages")
    return _one(fields, "language") or (candidates[0] if len(candidates) == 1 else None)


def refused(field: str, message: str) -> InvalidField:
    return InvalidField(message, problems=[{"field": field, "message": message}])


def _one(fields: Fields, name: str) -> str | None:
    found = [value for field, value in fields if field == name]
    if len(found) > 1:
        raise refused(name, f"{name} is given twice; it takes one value")
    return found[0] if found else None


def _all(fields: Fields, name: str) -> list[str]:
    return [value for field, value in fields if field in spellings(name)]


def _among(accepted: tuple[str, ...], field: str, value: str) -> str:
    if value not in accepted:
        raise refused(field, f"{field} {value[:60]!r} is not one of: {', '.join(accepted)}")
    return value
