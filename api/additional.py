"""A completed job in, the formats that were asked for with it out, as part of its answer."""

from base64 import b64encode

from activities import options
from activities.index import Job
from activities.transcript import Transcript
from api.answers import AdditionalFormat
from api.exports import document
from api.exports.cues import Layout
from api.exports.document import BINARY, MEDIA_TYPES, Format


def additional_formats(job: Job, transcript: Transcript) -> list[AdditionalFormat]:
    return [_written(job, transcript, format) for format in _asked(job)]


def _asked(job: Job) -> list[Format]:
    try:
        return [format for format in options.read(job.folder).additional_formats if format in MEDIA_TYPES]
    except FileNotFoundError:
        return []


def _written(job: Job, transcript: Transcript, format: Format) -> AdditionalFormat:
    content = document.write(job, transcript, format, Layout())
    binary = format in BINARY
    return AdditionalFormat(
        requested_format=format,
        file_extension=format,
        content_type=MEDIA_TYPES[format],
        is_base64_encoded=binary,
        content=b64encode(content).decode() if binary else content.decode(),
    )
