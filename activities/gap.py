"""A chunk that cannot be transcribed in, an empty one in its place out."""

from dataclasses import dataclass

from temporalio import activity

from activities import folder, storage
from activities.engines import Language
from activities.prepare import planned
from activities.timing import Stopwatch
from activities.transcribe import ChunkTranscript, TranscribeInput, fingerprint, read_options


@dataclass
class GapLeft:
    chunks: str  # folder URL of the artifacts
    start: float  # seconds from the start of the recording
    end: float


class Gap:
    @activity.defn
    def leave_gap(self, input: TranscribeInput) -> GapLeft:
        """Whoever asks for the chunk again, in a rerun, has it tried again."""
        watch = Stopwatch()
        asked = read_options(input)
        chunks = storage.join(input.folder, "chunks", fingerprint(input, asked))
        chunk = planned(input.folder)[input.number]
        missing = ChunkTranscript(
            chunk=chunk,
            language=Language(input.language),
            segments=[],
            doubts=["not_transcribed"],
            engine=input.engine,
            model=input.model,
            ran=watch.ran(),
        )
        storage.write_model(folder.chunk(chunks, input.number), missing)
        return GapLeft(chunks, chunk.start, chunk.end)
