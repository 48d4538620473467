"""A transcript in, one of `additional_formats` out."""

import json
import textwrap
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from activities.index import Job
from activities.transcript import Segment, Transcript
from api.elevenlabs.answers import WrittenFormat
from api.elevenlabs.segments import divided
from api.elevenlabs.speakers import names as speakers
from api.elevenlabs.wishes import Format, FormatName
from api.exports import subtitles
from api.exports.blocks import Block, blocks
from api.exports.characters import writable
from api.exports.cues import Cue, Layout, labels
from api.exports.docx import clock, docx
from api.exports.html import html
from api.exports.pdf import pdf
from api.spoken import of_segment

# Media type and ending.
KINDS: dict[FormatName, tuple[str, str]] = {
    "srt": ("application/x-subrip", "srt"),
    "txt": ("text/plain", "txt"),
    "segmented_json": ("application/json", "json"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "pdf": ("application/pdf", "pdf"),
    "html": ("text/html", "html"),
}


def written(job: Job, transcript: Transcript, format: Format) -> WrittenFormat:
    content = WRITERS[format.format](job, divided(transcript, format), format)
    media_type, ending = KINDS[format.format]
    binary = isinstance(content, bytes)
    return WrittenFormat(
        requested_format=format.format,
        file_extension=ending,
        content_type=media_type,
        is_base64_encoded=binary,
        content=b64encode(content).decode() if isinstance(content, bytes) else content,
    )


def _wanted(option: bool | None) -> bool:
    """Speakers and times are there unless they are not wanted."""
    return option is not False


def _blocks(transcript: Transcript, format: Format) -> list[Block]:
    speakers = _wanted(format.include_speakers)
    if not format.divides:
        return blocks(transcript, speakers)
    return [
        Block(segment.speaker if speakers else None, segment.start, [writable(segment.text)])
        for segment in transcript.segments
    ]


def _txt(_job: Job, transcript: Transcript, format: Format) -> str:
    names = labels(transcript)
    found = []
    for block in _blocks(transcript, format):
        time = f"[{clock(block.start)}] " if _wanted(format.include_timestamps) else ""
        speaker = f"{names.get(block.speaker, block.speaker)}: " if block.speaker else ""
        text = f"{time}{speaker}" + "\n\n".join(block.paragraphs)
        found.append(_wrapped(text, format.max_characters_per_line))
    return "\n\n".join(found) + "\n" if found else ""


def _wrapped(text: str, width: int | None) -> str:
    if width is None:
        return text
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in text.split("\n\n"))


def _srt(_job: Job, transcript: Transcript, format: Format) -> str:
    layout = Layout(_wanted(format.include_speakers))
    if format.max_characters_per_line:
        layout = Layout(layout.include_speakers, format.max_characters_per_line)
    if not format.divides:
        return subtitles.srt(transcript, layout)
    names = labels(transcript)
    return subtitles.numbered(_cue(segment, names, layout) for segment in transcript.segments)


def _cue(segment: Segment, names: dict[str, str], layout: Layout) -> Cue:
    """One a segment, however long it is."""
    name = names.get(segment.speaker or "") if layout.include_speakers else None
    text = f"{name}: {segment.text}" if name else segment.text
    return Cue(segment.start, segment.end, textwrap.wrap(writable(text), layout.max_line_length))


def _segmented_json(_job: Job, transcript: Transcript, format: Format) -> str:
    names = speakers(transcript) if _wanted(format.include_speakers) else {}
    shown = [_shown(segment, names, _wanted(format.include_timestamps)) for segment in transcript.segments]
    return json.dumps({"segments": shown}, ensure_ascii=False)


def _shown(segment: Segment, names: dict[str, str], times: bool) -> dict[str, Any]:

    def timed(start: float, end: float, speaker: str | None) -> dict[str, Any]:
        found: dict[str, Any] = {"start": round(start, 3), "end": round(end, 3)} if times else {}
        return found | ({"speaker_id": names[speaker]} if speaker in names else {})

    words = [
        {"text": token.text, "type": token.kind, **timed(token.start, token.end, token.speaker)}
        for token in of_segment(segment)
    ]
    return {"text": segment.text, **timed(segment.start, segment.end, segment.speaker), "words": words}


def _docx(job: Job, transcript: Transcript, format: Format) -> bytes:
    speakers, times = _wanted(format.include_speakers), _wanted(format.include_timestamps)
    found = _blocks(transcript, format)
    return docx(transcript, job.name, job.created_at, speakers, times, found)


def _html(job: Job, transcript: Transcript, format: Format) -> str:
    times = _wanted(format.include_timestamps)
    return html(job.name, transcript.language, _blocks(transcript, format), labels(transcript), times)


def _pdf(job: Job, transcript: Transcript, format: Format) -> bytes:
    times = _wanted(format.include_timestamps)
    return pdf(job.name, transcript.language, _blocks(transcript, format), labels(transcript), times)


WRITERS: dict[FormatName, Callable[[Job, Transcript, Format], str | bytes]] = {
    "srt": _srt,
    "txt": _txt,
    "segmented_json": _segmented_json,
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
}
