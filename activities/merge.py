"""All chunks of a job in, the finished transcript out."""

from collections.abc import Sequence
from dataclasses import dataclass

from temporalio import activity

from activities import folder, quality, storage
from activities.beating import beating
from activities.engines import Language, Merger, catalogue
from activities.prepare import Plan
from activities.timing import Ran, Stopwatch
from activities.transcribe import ChunkTranscript
from activities.transcript import Cost, Paragraph, Quality, Segment, Stage, Suspect, Transcript

ENGINE = "final-merger"
PARAGRAPH_PAUSE = 2.0  # seconds
PARAGRAPH_LENGTH = 60.0  # seconds; longer ones end with their next segment


@dataclass
class MergeInput:
    folder: str
    chunks: str | None  # folder URL of the chunk artifacts; None: there was no speech
    redecoded: list[int]  # chunks whose second decoding is the one to use
    language: Language


@dataclass
class Merged:
    transcript: str  # URL
    language: str | None
    duration: float  # seconds


class Merge:
    @activity.defn
    def merge(self, input: MergeInput) -> Merged:
        watch = Stopwatch()
        with beating():
            plan = storage.read_model(folder.plan(input.folder), Plan)
            decoded = read_chunks(input, len(plan.preparation.chunks))
            transcript = build(plan, decoded, input.language, watch)
            url = storage.write_model(folder.transcript(input.folder), transcript)
        return Merged(url, transcript.language, transcript.duration)


@dataclass
class Decoded:
    """The chunks of a job, and the second decodings that were no better or took the first one's place."""

    chunks: list[ChunkTranscript]
    discarded: list[ChunkTranscript]


def read_chunks(input: MergeInput, count: int) -> Decoded:
    if input.chunks is None:
        return Decoded([], [])
    names = set(storage.list_names(input.chunks))
    found = Decoded([], [])
    for number in range(count):
        for careful in (False, True):
            url = folder.chunk(input.chunks, number, careful=careful)
            if url.rpartition("/")[2] in names:
                wanted = careful == (number in input.redecoded)
                (found.chunks if wanted else found.discarded).append(storage.read_model(url, ChunkTranscript))
    return found


def build(plan: Plan, decoded: Decoded, language: Language, watch: Stopwatch) -> Transcript:
    merger: Merger = catalogue.load(ENGINE)
    facts, chunks = plan.preparation.facts, decoded.chunks
    segments = merger.merge([_public(segment) for chunk in chunks for segment in chunk.segments], [])
    language = language if language.code or not chunks else chunks[0].language
    work = [chunk.ran for chunk in (*chunks, *decoded.discarded)]
    stages = [
        _stage("prepare", plan.engine, None, "cpu", [plan.ran]),
        *_transcribe_stage(chunks, work),
        _stage("merge", ENGINE, None, "cpu", [watch.ran()]),
    ]
    return Transcript(
        language=language.code,
        language_confidence=language.confidence,
        duration=facts.duration,
        channels=facts.channels,
        sample_rate=facts.sample_rate,
        text=" ".join(segment.text for segment in segments),
        segments=segments,
        paragraphs=paragraphs(segments),
        quality=judge(chunks, len(decoded.discarded)),
        cost=cost(stages, [plan.ran, *work], facts.duration),
        stages=stages,
    )


def _public(segment: Segment) -> Segment:
    return segment.model_copy(update={"decoding": None})


def paragraphs(segments: Sequence[Segment]) -> list[Paragraph]:
    """Segments grouped at long pauses and changes of speaker."""
    groups: list[list[Segment]] = []
    for segment in segments:
        last = groups[-1] if groups else None
        if (
            last
            and segment.start - last[-1].end < PARAGRAPH_PAUSE
            and segment.speaker == last[-1].speaker
            and segment.end - last[0].start <= PARAGRAPH_LENGTH
        ):
            last.append(segment)
        else:
            groups.append([segment])
    return [
        Paragraph(start=group[0].start, end=group[-1].end, segments=[segment.id or "" for segment in group])
        for group in groups
    ]


def judge(chunks: Sequence[ChunkTranscript], redecoded: int) -> Quality:
    return Quality(
        speech_seconds=round(sum(chunk.chunk.speech_seconds for chunk in chunks), 3),
        transcribed_seconds=round(
            sum(quality.transcribed_seconds(chunk.chunk, chunk.segments) for chunk in chunks), 3
        ),
        redecoded_chunks=redecoded,
        suspect=[
            Suspect(start=chunk.chunk.start, end=chunk.chunk.end, reasons=chunk.doubts)
            for chunk in chunks
            if chunk.doubts
        ],
    )


def _transcribe_stage(chunks: Sequence[ChunkTranscript], work: Sequence[Ran]) -> list[Stage]:
    if not chunks:
        return []
    first = chunks[0]
    devices = "+".join(sorted({chunk.device for chunk in chunks}))
    return [_stage("transcribe", first.engine, first.model, devices, work)]


def _stage(name: str, engine: str, model: str | None, device: str, work: Sequence[Ran]) -> Stage:
    return Stage(
        stage=name,
        engine=engine,
        model=model,
        device=device,
        chunks=len(work),
        attempts=sum(ran.attempt for ran in work),
        waited=round(sum(ran.waited for ran in work), 3),
        ran=round(sum(ran.ran for ran in work), 3),
    )


def cost(stages: Sequence[Stage], work: Sequence[Ran], duration: float) -> Cost:
    seconds = sum(stage.ran for stage in stages)
    return Cost(
        engine_seconds=round(seconds, 3),
        real_time_factor=round(seconds / duration, 4) if duration else None,
        queue_seconds=round(sum(stage.waited for stage in stages), 3),
        attempts=sum(stage.attempts for stage in stages),
        wasted_seconds=round(sum(ran.wasted for ran in work), 3),
    )
