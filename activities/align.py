"""A transcribed chunk in, the same words with better times out."""

from dataclasses import dataclass

from temporalio import activity

from activities import folder, storage
from activities.audio import read_wav
from activities.beating import beating
from activities.engines import Aligner
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.timing import Artifact, Stopwatch
from activities.transcribe import ChunkTranscript
from activities.transcript import Segment


class AlignedChunk(Artifact):
    """A chunk's artifact. Times are seconds from the start of the recording."""

    segments: list[Segment]
    method: str  # for people


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
        chunk, language = done.chunk, done.language.code
        with storage.open_read(folder.audio(input.folder, chunk.channel)) as file:
            audio = read_wav(file, chunk.start, chunk.end)
        here = [segment.shifted(-chunk.start) for segment in done.segments]
        segments = [segment.shifted(chunk.start) for segment in engine.align(audio, here, language)]
        return AlignedChunk(
            segments=segments,
            method=engine.method(language),
            engine=input.engine,
            model=input.model,
            device=self.engines.device,
            ran=watch.ran(),
        )
