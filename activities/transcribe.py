"""One chunk of a recording in, its segments and words out."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from temporalio import activity

from activities import apart, folder, languages, options, quality, storage
from activities.audio import Audio, read_wav
from activities.beating import beating
from activities.chunks import Chunk, Region, pieces
from activities.engines import EngineCrashed, Language, TranscribeOptions, Transcriber
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.fitting import described, fitted
from activities.languages import Spoken
from activities.metrics import ENGINE_CRASHES, count_chunk, known
from activities.patience import patient
from activities.prepare import planned
from activities.timing import Artifact, Stopwatch
from activities.transcript import Segment

INNOCENT = 1  # so many workers may die of anything; after that a process of its own decodes the chunk
PLANNING = 1  # raise when chunks are cut differently: artifacts of other chunks are not reused


class ChunkTranscript(Artifact):
    """A chunk's artifact. Times are seconds from the start of the recording."""

    chunk: Chunk
    language: Language
    segments: list[Segment]
    doubts: list[quality.Reason]
    less_memory: str | None = None  # how it was decoded for want of memory: "compute int8", "on the CPU"


@dataclass
class TranscribeInput:
    folder: str
    upload_sha256: str
    number: int  # of the chunk
    engine: str
    model: str | None
    language: str | None  # BCP 47; None: the engine detects it
    careful: bool = False  # a second look, with slower settings
    each_language: bool = False  # find out what is spoken between pauses, not once
    speakers: bool = False  # tell them apart too
    deaths: int = 0  # workers that died while they had it
    lost: float = 0.0  # seconds that this took
    displaced: bool = False  # it does not fit into the memory of the device that was chosen


@dataclass
class TranscribedChunk:
    chunks: str  # folder URL of the artifacts
    seconds: float  # of audio
    suspect: bool
    attempt: int
    better: bool = False  # of a second look: it is the one to use


@dataclass
class Heard:
    """What the engine made of a chunk."""

    chunk: Chunk
    language: Language
    segments: list[Segment]
    less_memory: str | None


class Transcribe:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def transcribe(self, input: TranscribeInput) -> TranscribedChunk:
        """Transcribe a chunk, unless its artifact is there: finished work is never done again."""
        asked = read_options(input)
        chunks = storage.join(input.folder, "chunks", fingerprint(input, asked))
        url = folder.chunk(chunks, input.number, careful=input.careful)
        done = finished(url)
        if done is None:
            with beating(), no_retry():
                done = self._decode(input, asked)
            patient(storage.write_model)(url, done)  # it is not heard twice because storage was away
        return TranscribedChunk(
            chunks=chunks,
            seconds=done.chunk.end - done.chunk.start,
            suspect=bool(done.doubts),
            attempt=done.ran.attempt,
            better=input.careful and self._is_better(chunks, input.number, done),
        )

    def _decode(self, input: TranscribeInput, asked: TranscribeOptions) -> ChunkTranscript:
        watch = Stopwatch()
        alone = input.deaths > INNOCENT
        heard = self._apart(input, asked) if alone else hear(self.engines, input, asked)
        ran, device = watch.ran(deaths=input.deaths, lost=input.lost), self.engines.device
        count_chunk(input.engine, input.model, device, heard.chunk.end - heard.chunk.start, ran.ran)
        return ChunkTranscript(
            chunk=heard.chunk,
            language=heard.language,
            segments=heard.segments,
            doubts=quality.doubts(heard.chunk, heard.segments),
            engine=input.engine,
            model=input.model,
            device=device,
            ran=ran,
            less_memory=f"on the {device.upper()}" if input.displaced else heard.less_memory,
        )

    def _apart(self, input: TranscribeInput, asked: TranscribeOptions) -> Heard:
        try:
            return apart.run(hear_anew, self.engines.alike(), input, asked)
        except EngineCrashed:
            ENGINE_CRASHES.labels(input.engine, known(input.engine, input.model)).inc()
            raise

    @staticmethod
    def _is_better(chunks: str, number: int, second: ChunkTranscript) -> bool:
        first = storage.read_model(folder.chunk(chunks, number), ChunkTranscript)
        return quality.better(second.chunk, first.segments, second.segments)


def finished(url: str) -> ChunkTranscript | None:
    """The artifact; None also for a gap, which is tried again."""
    try:
        done = storage.read_model(url, ChunkTranscript)
    except FileNotFoundError:
        return None
    return None if "not_transcribed" in done.doubts else done


def hear_anew(loading: dict[str, Any], input: TranscribeInput, asked: TranscribeOptions) -> Heard:
    """In a process that has loaded nothing yet."""
    return hear(LoadedEngines(**loading), input, asked)


def hear(engines: LoadedEngines, input: TranscribeInput, asked: TranscribeOptions) -> Heard:
    chunk = planned(input.folder)[input.number]
    with storage.open_read(folder.audio(input.folder, chunk.channel)) as file:
        audio = read_wav(file, chunk.start, chunk.end)

    def listen(engine: Transcriber) -> tuple[list[Spoken], list[Segment]]:
        heard = _heard(input, chunk, audio, engine)
        return heard, [
            segment.shifted(stretch.start).model_copy(update={"language": segment.language or language.code})
            for stretch, language in _stretches(chunk, heard, careful=input.careful)
            for segment in engine.transcribe(
                _cut(audio, chunk, stretch), asked.model_copy(update={"language": language.code})
            )
        ]

    heard, segments = fitted(engines, input.engine, input.model, listen)
    return Heard(
        chunk=chunk,
        language=languages.most_spoken(segments, [one.language for one in heard]),
        segments=segments,
        less_memory=described(engines, input.engine, input.model),
    )


def read_options(input: TranscribeInput) -> TranscribeOptions:
    """What the transcriber is asked: part of what the job is asked."""
    asked = options.read(input.folder).model_dump(include=set(TranscribeOptions.model_fields))
    if not input.speakers:
        asked["speakers"] = None
    return TranscribeOptions(**{**asked, "language": input.language, "careful": input.careful})


def fingerprint(input: TranscribeInput, asked: TranscribeOptions) -> str:
    """Names what made an artifact: the same input to the same engine gives the same name."""
    nothing = {"speakers"} if asked.speakers is None else set()
    if asked.task == "transcribe":  # as in the names of artifacts made before there was another
        nothing.add("task")
    made_of = [
        PLANNING,
        input.upload_sha256,
        input.engine,
        input.model,
        asked.model_dump(exclude={"careful", *nothing}),
        *(["each language"] if input.each_language else []),
    ]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:16]


def _heard(input: TranscribeInput, chunk: Chunk, audio: Audio, engine: Transcriber) -> list[Spoken]:
    """What is spoken in the chunk: as it was said, or found out."""
    if input.each_language and not input.language:
        return languages.spoken(chunk, audio, engine)
    language = Language(input.language) if input.language else engine.identify([audio])
    return [Spoken(Region(start=chunk.start, end=chunk.end), language)]


def _stretches(chunk: Chunk, heard: list[Spoken], *, careful: bool) -> Iterator[tuple[Region, Language]]:
    """What is decoded in one go; for a second look what is between two pauses."""
    for one in heard:
        if not careful:
            yield one.region, one.language
        else:
            for piece in pieces(chunk):
                if one.region.start <= piece.start < one.region.end:
                    yield piece, one.language


def _cut(audio: Audio, chunk: Chunk, stretch: Region) -> Audio:
    return audio.cut(stretch.start - chunk.start, stretch.end - chunk.start)


@dataclass
class Chosen:
    """The chunks of a job, and the decodings of which the other one is used."""

    used: list[ChunkTranscript]
    discarded: list[ChunkTranscript]


def chosen_chunks(job: str, chunks: str | None, redecoded: list[int]) -> Chosen:
    """`chunks`: folder URL of the artifacts, None if there was no speech; `redecoded`: the second counts."""
    found = Chosen([], [])
    if chunks is None:
        return found
    names = set(storage.list_names(chunks))
    for number in range(len(planned(job))):
        for careful in (False, True):
            url = folder.chunk(chunks, number, careful=careful)
            if url.rpartition("/")[2] in names:
                wanted = careful == (number in redecoded)
                (found.used if wanted else found.discarded).append(storage.read_model(url, ChunkTranscript))
    return found
