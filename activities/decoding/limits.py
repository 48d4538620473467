"""What a process that decodes a stranger's file may use."""

import resource
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MEMORY = 1 << 30  # bytes beyond what Python and FFmpeg's libraries take
SPARE = 5  # seconds between the signal that says why, and the one that nobody survives


@dataclass(frozen=True)
class Limits:
    cpu_seconds: int
    memory: int = MEMORY  # bytes

    def apply(self) -> None:
        """To this process, for good. From then on it opens no file and no socket: it may hold no more."""
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")  # the first to go where memory runs out
        _lower(resource.RLIMIT_CPU, self.cpu_seconds, self.cpu_seconds + SPARE)
        if taken := _address_space():
            _lower(resource.RLIMIT_AS, taken + self.memory)
        _lower(resource.RLIMIT_CORE, 0)  # a core dump would hold the recording
        _lower(resource.RLIMIT_FSIZE, 0)
        _lower(resource.RLIMIT_NPROC, 0)
        _lower(resource.RLIMIT_NOFILE, 0)


PROBING = Limits(cpu_seconds=30)
DECODING = Limits(cpu_seconds=3600)  # ten hours of audio take some minutes


def _lower(kind: int, soft: int, hard: int | None = None) -> None:
    with suppress(ValueError, OSError):  # not known here, or lower already
        resource.setrlimit(kind, (soft, soft if hard is None else hard))


def _address_space() -> int | None:
    """Bytes; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return None
    return pages * resource.getpagesize()
