"""A transcript in, what OpenAI's clients read out: exactly the fields of their types."""

from collections.abc import Callable, Sequence
from typing import Literal

from pydantic import BaseModel

from activities.index import Job
from activities.transcript import Segment, Transcript
from api.exports import subtitles
from api.exports.cues import Layout
from api.openai import decodings, languages
from api.openai.fields import Asked, ResponseFormat
from api.openai.logprobs import Logprob, logprobs

NOBODY = "unknown"  # the speaker of words that could not be told apart; the client's type wants a name


class Usage(BaseModel):
    type: Literal["duration"] = "duration"
    seconds: float


class Language(BaseModel):
    code: str


class Json(BaseModel):
    text: str
    languages: list[Language] | None = None
    logprobs: list[Logprob] | None = None
    usage: Usage | None = None


class VerboseSegment(BaseModel):
    id: int
    seek: int
    start: float
    end: float
    text: str
    tokens: list[int]
    temperature: float
    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float


class VerboseWord(BaseModel):
    word: str
    start: float
    end: float


class VerboseJson(BaseModel):
    duration: float
    language: str
    text: str
    segments: list[VerboseSegment] | None = None
    words: list[VerboseWord] | None = None
    usage: Usage | None = None


class SpokenSegment(BaseModel):
    type: Literal["transcript.text.segment"] = "transcript.text.segment"
    id: str
    start: float
    end: float
    speaker: str
    text: str


class DiarizedJson(BaseModel):
    task: Literal["transcribe"] = "transcribe"
    duration: float
    text: str
    segments: list[SpokenSegment]
    usage: Usage


def write(job: Job, transcript: Transcript, asked: Asked) -> tuple[str, str]:
    """The body of an answer and its media type."""
    if asked.format in PLAIN:
        return PLAIN[asked.format](transcript), "text/plain"
    return _model(job, transcript, asked).model_dump_json(exclude_none=True), "application/json"


def _model(job: Job, transcript: Transcript, asked: Asked) -> BaseModel:
    if asked.format == "verbose_json":
        return verbose(job, transcript, asked)
    if asked.format == "diarized_json":
        return DiarizedJson(
            duration=transcript.duration,
            text=transcript.text,
            segments=spoken(transcript),
            usage=_usage(transcript),
        )
    if asked.task == "translate":
        return Json(text=transcript.text)
    return Json(
        text=transcript.text,
        languages=heard(transcript),
        logprobs=logprobs(transcript.segments) if asked.logprobs else None,
        usage=_usage(transcript),
    )


def verbose(job: Job, transcript: Transcript, asked: Asked) -> VerboseJson:
    translated = asked.task == "translate"
    wanted = ("segment",) if translated else asked.granularities
    return VerboseJson(
        duration=transcript.duration,
        language=languages.name("en" if translated else transcript.language),
        text=transcript.text,
        segments=_segments(job, transcript, asked) if "segment" in wanted else None,
        words=_words(transcript.segments) if "word" in wanted else None,
        usage=None if translated else _usage(transcript),
    )


def _segments(job: Job, transcript: Transcript, asked: Asked) -> list[VerboseSegment]:
    of = decodings.lookup(job, asked.temperature)
    return [
        VerboseSegment(
            id=number,
            seek=decoded.seek,
            start=segment.start,
            end=segment.end,
            text=segment.text,
            **decoded.decoding.model_dump(),
        )
        for number, segment in enumerate(transcript.segments)
        for decoded in [of(segment)]
    ]


def _words(segments: Sequence[Segment]) -> list[VerboseWord]:
    return [
        VerboseWord(word=word.text, start=word.start, end=word.end)
        for segment in segments
        for word in segment.words
    ]


def spoken(transcript: Transcript) -> list[SpokenSegment]:
    """Speakers are called A, B, … in the order in which they are first heard."""
    first_heard = dict.fromkeys(segment.speaker for segment in transcript.segments if segment.speaker)
    names = {speaker: letters(number) for number, speaker in enumerate(first_heard)}
    return [
        SpokenSegment(
            id=segment.id or f"seg_{number:04d}",
            start=segment.start,
            end=segment.end,
            speaker=names.get(segment.speaker or "", NOBODY),
            text=segment.text,
        )
        for number, segment in enumerate(transcript.segments, start=1)
    ]


def letters(number: int) -> str:
    """A to Z, then AA, AB, …"""
    above, letter = divmod(number, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + letter)


def heard(transcript: Transcript) -> list[Language]:
    found = dict.fromkeys(segment.language for segment in transcript.segments if segment.language)
    return [Language(code=code) for code in found]


def _usage(transcript: Transcript) -> Usage:
    return Usage(seconds=transcript.duration)


SUBTITLES = Layout(include_speakers=False)
PLAIN: dict[ResponseFormat, Callable[[Transcript], str]] = {
    "text": lambda transcript: f"{transcript.text}\n",
    "srt": lambda transcript: subtitles.srt(transcript, SUBTITLES),
    "vtt": lambda transcript: subtitles.vtt(transcript, SUBTITLES),
}
