"""An upload in, its media type out, told from its container and not from its name."""

from activities import folder, storage
from activities.audio import Unreadable, UnsupportedFormat
from activities.decoding.upload import probe
from activities.index import Job
from activities.prepare import Plan

UNKNOWN = "application/octet-stream"
# By the first name that FFmpeg gives a container.
MEDIA_TYPES = {
    "aac": "audio/aac",
    "ac3": "audio/ac3",
    "aiff": "audio/aiff",
    "amr": "audio/amr",
    "asf": "audio/x-ms-wma",
    "au": "audio/basic",
    "avi": "video/x-msvideo",
    "caf": "audio/x-caf",
    "flac": "audio/flac",
    "flv": "video/x-flv",
    "matroska": "video/webm",
    "mov": "audio/mp4",
    "mp3": "audio/mpeg",
    "mpeg": "video/mpeg",
    "mpegts": "video/mp2t",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
}


def media_type(job: Job) -> str:
    """Of the upload."""
    try:
        return MEDIA_TYPES.get(_container(job).partition(",")[0], UNKNOWN)
    except (OSError, ValueError, Unreadable, UnsupportedFormat):
        return UNKNOWN


def _container(job: Job) -> str:
    """As prepare has noted it; while it has not, from the file itself."""
    try:
        return storage.read_model(folder.plan(job.folder), Plan).preparation.facts.container
    except FileNotFoundError:
        with storage.open_read(folder.upload(job.folder)) as file:
            return probe(file).container
