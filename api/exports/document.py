"""A completed job and its transcript in, a file of the format that was asked for out."""

from collections.abc import Callable

from activities.index import Job
from activities.options import DocumentFormat
from activities.transcript import Transcript
from api import answers
from api.disposition import stem
from api.exports import subtitles
from api.exports.characters import field
from api.exports.ctm import ctm
from api.exports.cues import Layout
from api.exports.docx import docx
from api.exports.rttm import rttm
from api.exports.text import txt

Format = DocumentFormat

MEDIA_TYPES: dict[Format, str] = {
    "txt": "text/plain",
    "json": "application/json",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "rttm": "text/plain",
    "ctm": "text/plain",
}
BINARY: tuple[Format, ...] = ("docx",)

WRITERS: dict[Format, Callable[[Job, Transcript, Layout], str | bytes]] = {
    "txt": lambda _, transcript, layout: txt(transcript, layout.include_speakers),
    "json": lambda job, transcript, _: answers.completed(job, transcript).model_dump_json(),
    "srt": lambda _, transcript, layout: subtitles.srt(transcript, layout),
    "vtt": lambda _, transcript, layout: subtitles.vtt(transcript, layout),
    "docx": lambda job, transcript, layout: docx(
        transcript, job.name, job.created_at, layout.include_speakers
    ),
    "rttm": lambda job, transcript, _: rttm(transcript, field(stem(job))),
    "ctm": lambda job, transcript, _: ctm(transcript, field(stem(job))),
}


def write(job: Job, transcript: Transcript, format: Format, layout: Layout) -> bytes:
    written = WRITERS[format](job, transcript, layout)
    return written if isinstance(written, bytes) else written.encode("utf-8", "replace")
