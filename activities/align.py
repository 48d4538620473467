"""A transcribed chunk in, the same words with better times out."""

from dataclasses import dataclass, field
from itertools import groupby

from pydantic import Field
from temporalio import activity

from activities import folder, storage
from activities.audio import Audio, read_wav
from activities.beating import beating
from activities.engines import Aligner, CannotAlign
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.timing import Artifact, Stopwatch
from activities.transcribe import ChunkTranscript
from activities.transcript import Segment

OWN_TIMES = "the transcriber's own word times"


class AlignedChunk(Artifact):
    """A chunk's artifact. Times are seconds from the start of the recording."""

    segments: list[Segment]
    method: str  # for people
    left: list[str] = Field(default_factory=list)  # why some words keep the transcriber's times


@dataclass
class AlignInput:
    folder: str
    chunks: str  # folder URL of the transcribed chunks
    number: int
    careful: bool  # whether the chunk's second decoding is the one to use
    engine: str
    model: str | None


class Align:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def align(self, input: AlignInput) -> str:
        """Return the folder URL of the aligned chunks."""
        aligned = storage.join(input.chunks, f"aligned-{input.engine}")
        url = folder.chunk(aligned, input.number, careful=input.careful)
        if not storage.exists(url):
            with beating(), no_retry():
                storage.write_model(url, self._align(input))
        return aligned

    def _align(self, input: AlignInput) -> AlignedChunk:
        watch = Stopwatch()
        engine: Aligner = self.engines.get(input.engine, input.model)
        done = storage.read_model(
            folder.chunk(input.chunks, input.number, careful=input.careful), ChunkTranscript
        )
        chunk = done.chunk
        with storage.open_read(folder.audio(input.folder, chunk.channel)) as file:
            audio = read_wav(file, chunk.start, chunk.end)
        here = [segment.shifted(-chunk.start) for segment in done.segments]
        timed = in_time(engine, audio, here, done.language.code)
        return AlignedChunk(
            segments=[segment.shifted(chunk.start) for segment in timed.segments],
            method="; ".join(timed.methods),
            left=timed.left,
            engine=input.engine,
            model=input.model,
            device=self.engines.device,
            ran=watch.ran(),
        )


@dataclass
class Timed:
    segments: list[Segment] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def in_time(engine: Aligner, audio: Audio, segments: list[Segment], language: str | None) -> Timed:
    """Each run of one language by itself: one that cannot be aligned keeps its times, the others do not.

    `language`: of segments that name none. Raises CannotAlign when there is nothing for any of them.
    """
    found, refused = Timed(), list[CannotAlign]()
    for code, run in groupby(segments, key=lambda segment: segment.language or language):
        those = list(run)
        try:
            found.segments += engine.align(audio, those, code)
            found.methods += [name for name in [engine.method(code)] if name not in found.methods]
        except CannotAlign as error:
            refused.append(error)
            found.segments += those
    if refused and not found.methods:
        raise refused[0]
    found.left = list(dict.fromkeys(str(error) for error in refused))
    return found
