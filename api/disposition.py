"""A job in, the name of a file made of it out, as a Content-Disposition header says it."""

import re
from typing import Literal
from urllib.parse import quote

from activities.index import Job

UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')  # what one system or another has no files with
ENDING = re.compile(r"\.(?![0-9]+$)[A-Za-z0-9]{1,5}$")  # as of talk.mp3, not as of version 1.2
LONGEST = 120  # letters


def stem(job: Job) -> str:
    """The job's name without its ending, fit to be a file's."""
    name = ENDING.sub("", job.name) or job.name
    return UNSAFE.sub("_", name)[:LONGEST].strip(" .") or job.id


def disposition(job: Job, ending: str, kind: Literal["attachment", "inline"] = "attachment") -> str:
    """The job's name in UTF-8 for those who read that, the id for the others."""
    return f"{kind}; filename=\"{job.id}.{ending}\"; filename*=UTF-8''{quote(stem(job), safe='')}.{ending}"
