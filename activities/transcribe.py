"""One chunk of a recording in, its segments and words out."""

import hashlib
import json
from dataclasses import dataclass

from temporalio import activity

from activities import folder, quality, storage
from activities.audio import Audio, read_wav
from activities.beating import beating
from activities.chunks import Chunk, Region, pieces
from activities.engines import Language, TranscribeOptions
from activities.engines.transcribers import Transcribers
from activities.faults import no_retry
from activities.metrics import count_chunk
from activities.prepare import Plan
from activities.timing import Ran, Stopwatch
from activities.transcript import Noun, Segment

PLANNING = 1  # raise when chunks are cut differently: artifacts of other chunks are not reused


class ChunkTranscript(Noun):
    """A chunk's artifact. Times are seconds from the start of the recording."""

    chunk: Chunk
    language: Language
    segments: list[Segment]
    doubts: list[quality.Reason]
    engine: str
    model: str | None
    device: str
    ran: Ran


@dataclass
class TranscribeInput:
    folder: str
    upload_sha256: str
    number: int  # of the chunk
    engine: str
    model: str | None
    language: str | None  # BCP 47; None: the engine detects it
    careful: bool = False  # a second look, with slower settings


@dataclass
class TranscribedChunk:
    chunks: str  # folder URL of the artifacts
    seconds: float  # of audio
    suspect: bool
    attempt: int
    better: bool = False  # of a second look: it is the one to use


class Transcribe:
    def __init__(self, transcribers: Transcribers) -> None:
        self.transcribers = transcribers

    @activity.defn
    def transcribe(self, input: TranscribeInput) -> TranscribedChunk:
        """Transcribe a chunk, unless its artifact is there: finished work is never done again."""
        options = read_options(input)
        chunks = storage.join(input.folder, "chunks", fingerprint(input, options))
        url = folder.chunk(chunks, input.number, careful=input.careful)
        if not storage.exists(url):
            with beating(), no_retry():
                done = self._decode(input, options)
            storage.write_model(url, done)
        done = storage.read_model(url, ChunkTranscript)
        return TranscribedChunk(
            chunks=chunks,
            seconds=done.chunk.end - done.chunk.start,
            suspect=bool(done.doubts),
            attempt=done.ran.attempt,
            better=input.careful and self._is_better(chunks, input.number, done),
        )

    def _decode(self, input: TranscribeInput, options: TranscribeOptions) -> ChunkTranscript:
        watch = Stopwatch()
        chunk = storage.read_model(folder.plan(input.folder), Plan).preparation.chunks[input.number]
        engine = self.transcribers.get(input.engine, input.model)
        with storage.open_read(folder.audio(input.folder)) as file:
            audio = read_wav(file, chunk.start, chunk.end)
        stretches = pieces(chunk) if input.careful else [Region(start=chunk.start, end=chunk.end)]
        language = Language(options.language) if options.language else engine.identify([audio])
        options = options.model_copy(update={"language": language.code})
        segments = [
            _shifted(segment, stretch.start)
            for stretch in stretches
            for segment in engine.transcribe(_cut(audio, chunk, stretch), options)
        ]
        ran = watch.ran()
        count_chunk(input.engine, input.model, self.transcribers.device, audio.duration, ran)
        return ChunkTranscript(
            chunk=chunk,
            language=language,
            segments=segments,
            doubts=quality.doubts(chunk, segments),
            engine=input.engine,
            model=input.model,
            device=self.transcribers.device,
            ran=ran,
        )

    @staticmethod
    def _is_better(chunks: str, number: int, second: ChunkTranscript) -> bool:
        first = storage.read_model(folder.chunk(chunks, number), ChunkTranscript)
        return quality.better(second.chunk, first.segments, second.segments)


def read_options(input: TranscribeInput) -> TranscribeOptions:
    asked = storage.read_model(folder.options(input.folder), TranscribeOptions)
    return asked.model_copy(update={"language": input.language, "careful": input.careful})


def fingerprint(input: TranscribeInput, options: TranscribeOptions) -> str:
    """Names what made an artifact: the same input to the same engine gives the same name."""
    made_of = [
        PLANNING,
        input.upload_sha256,
        input.engine,
        input.model,
        options.model_dump(exclude={"careful"}),
    ]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:16]


def _cut(audio: Audio, chunk: Chunk, stretch: Region) -> Audio:
    return audio.cut(stretch.start - chunk.start, stretch.end - chunk.start)


def _shifted(segment: Segment, by: float) -> Segment:
    words = [
        word.model_copy(update={"start": round(word.start + by, 3), "end": round(word.end + by, 3)})
        for word in segment.words
    ]
    times = {"start": round(segment.start + by, 3), "end": round(segment.end + by, 3)}
    return segment.model_copy(update={**times, "words": words})
