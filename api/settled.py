"""The segments of a job that will not change any more, chunk by chunk, while it runs and after it ended."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count

from activities import channels, folder, quality, storage
from activities.index import ENDED, Job
from activities.transcribe import ChunkTranscript
from activities.transcript import Segment
from workflows.progress import Progress


@dataclass(frozen=True)
class Settled:
    """The first `chunks` chunks of a job are final."""

    place: str | None  # folder URL of the chunk artifacts
    chunks: int
    redecoded: Collection[int] | None  # chunks of which the second decoding counts; None: look

    def segments(self, number: int) -> list[Segment]:
        done = self.chunk(number)
        plain = [segment.model_copy(update={"decoding": None}) for segment in done.segments]
        channel = done.chunk.channel
        return plain if channel is None else [channels.spoken(segment, channel) for segment in plain]

    def chunk(self, number: int) -> ChunkTranscript:
        first = self._read(number, careful=False)
        if self.redecoded is not None:
            return self._read(number, careful=True) if number in self.redecoded else first
        try:
            second = self._read(number, careful=True)
        except FileNotFoundError:
            return first
        return second if quality.better(first.chunk, first.segments, second.segments) else first

    def _read(self, number: int, *, careful: bool) -> ChunkTranscript:
        return storage.read_model(folder.chunk(self.place or "", number, careful=careful), ChunkTranscript)


def known(job: Job, progress: Progress | None) -> Settled:
    """`progress`: of a job that has not ended, if its workflow says it."""
    if job.request.get("redact_text") or job.request.get("redact_audio"):
        return Settled(None, 0, None)  # chunks hold what is to be taken out
    return once_ended(job) if job.status in ENDED else while_running(progress or Progress())


def while_running(progress: Progress) -> Settled:
    return Settled(progress.chunks, progress.settled if progress.chunks else 0, set(progress.redecoded))


def once_ended(job: Job) -> Settled:
    """From the artifacts alone: Temporal forgets a workflow long before its job is deleted."""
    place = storage.join(job.folder, "chunks")
    names = storage.list_names(place)
    if not names:
        return Settled(None, 0, None)
    made_by = Counter(name.partition("/")[0] for name in names).most_common(1)[0][0]
    place, have = storage.join(place, made_by), set(names)
    done = next(number for number in count() if folder.chunk(made_by, number) not in have)
    return Settled(place, done, None)
