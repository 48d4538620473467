"""All that was found out about a recording in, its transcript out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from temporalio import activity

from activities import accounts, channels, folder, languages, quality, storage
from activities.align import OWN_TIMES, AlignedChunk
from activities.beating import beating
from activities.detect import Emotions, Events
from activities.diarize import Turns
from activities.engines import Language, Merger, catalogue
from activities.paragraphs import paragraphs
from activities.prepare import Plan
from activities.shortcomings import shortcomings
from activities.timing import Ran, Stopwatch
from activities.transcribe import Chosen, ChunkTranscript, chosen_chunks
from activities.transcript import Quality, Segment, SpeakerTurn, Stage, Suspect, Transcript, Warning

ENGINE = "final-merger"


@dataclass
class MergeInput:
    folder: str
    chunks: str | None  # folder URL of the chunk artifacts; None: there was no speech
    redecoded: list[int]  # chunks whose second decoding is the one to use
    language: Language
    aligned: str | None = None  # folder URL of the aligned chunks
    turns: str | None = None  # URL
    events: str | None = None  # URL
    emotions: str | None = None  # URL
    warnings: list[Warning] = field(default_factory=list)
    draft: bool = False  # other stages read it
    final: bool = True  # it may be served as it is, should those stages fail


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
            transcript = build(Found.read(input), input, watch)
            url = folder.transcript(input.folder)
            if input.final:
                storage.write_model(url, transcript)
            if input.draft:
                url = storage.write_model(folder.draft(input.folder, "merged"), transcript)
        return Merged(url, transcript.language, transcript.duration)


@dataclass
class Found:
    """The artifacts of all stages before."""

    plan: Plan
    chunks: Chosen
    aligned: dict[int, AlignedChunk]  # by the chunk's place among those used
    turns: Turns | None
    events: Events | None
    emotions: Emotions | None

    @staticmethod
    def read(input: MergeInput) -> "Found":
        chunks = chosen_chunks(input.folder, input.chunks, input.redecoded)
        return Found(
            plan=storage.read_model(folder.plan(input.folder), Plan),
            chunks=chunks,
            aligned=_aligned(input, len(chunks.used)),
            turns=storage.read_model(input.turns, Turns) if input.turns else None,
            events=storage.read_model(input.events, Events) if input.events else None,
            emotions=storage.read_model(input.emotions, Emotions) if input.emotions else None,
        )

    def segments(self) -> list[Segment]:
        """In the order of their chunks, with the best times there are, who said them by channel, and how."""
        felt = {
            (found.start, found.end): found.emotion
            for found in (self.emotions.emotions if self.emotions else [])
        }
        segments = []
        for number, chunk in enumerate(self.chunks.used):
            timed = self.aligned[number].segments if number in self.aligned else chunk.segments
            for heard, segment in zip(chunk.segments, timed, strict=True):
                emotion = felt.get((heard.start, heard.end))
                update = {
                    "decoding": None,
                    "emotion": emotion.label if emotion else None,
                    "emotion_confidence": emotion.confidence if emotion else None,
                }
                spoken = segment.model_copy(update=update)
                channel = chunk.chunk.channel
                segments.append(spoken if channel is None else channels.spoken(spoken, channel))
        return segments

    def stages(self) -> list[Stage]:
        work = [chunk.ran for chunk in (*self.chunks.used, *self.chunks.discarded)]
        rows = [accounts.row("prepare", self.plan.engine, [self.plan.ran])]
        if self.chunks.used:
            first = self.chunks.used[0]
            devices = "+".join(sorted({chunk.device for chunk in self.chunks.used}))
            rows.append(
                accounts.row(
                    "transcribe",
                    first.engine,
                    work,
                    model=first.model,
                    device=devices,
                    chunks=len(self.chunks.used),
                )
            )
        if self.aligned:
            one = next(iter(self.aligned.values()))
            ran = [chunk.ran for chunk in self.aligned.values()]
            methods = [name for chunk in self.aligned.values() for name in chunk.method.split("; ") if name]
            method = "; ".join(dict.fromkeys(methods))
            rows.append(accounts.row("align", one.engine, ran, model=method or None, device=one.device))
        for stage, found in (("diarize", self.turns), ("detect", self.events), ("detect", self.emotions)):
            if found:
                rows.append(
                    accounts.row(stage, found.engine, [found.ran], model=found.model, device=found.device)
                )
        return rows

    def warnings(self) -> list[Warning]:
        """Languages that the aligner left as they were; what is missing; what was short of memory."""
        left = dict.fromkeys(message for chunk in self.aligned.values() for message in chunk.left)
        return [
            Warning(stage="align", code="language_unsupported", message=message, fallback=OWN_TIMES)
            for message in left
        ] + shortcomings(self.chunks.used)

    def work(self) -> list[Ran]:
        sides = [found.ran for found in (self.turns, self.events, self.emotions) if found]
        chunks = (*self.chunks.used, *self.chunks.discarded, *self.aligned.values())
        return [self.plan.ran, *(chunk.ran for chunk in chunks), *sides]


def _aligned(input: MergeInput, count: int) -> dict[int, AlignedChunk]:
    if input.aligned is None:
        return {}
    urls = (folder.chunk(input.aligned, at, careful=at in input.redecoded) for at in range(count))
    return {at: storage.read_model(url, AlignedChunk) for at, url in enumerate(urls) if storage.exists(url)}


def build(found: Found, input: MergeInput, watch: Stopwatch) -> Transcript:
    merger: Merger = catalogue.load(ENGINE)
    facts, chunks = found.plan.preparation.facts, found.chunks.used
    apart = any(chunk.chunk.channel is not None for chunk in chunks)
    heard = channels.without_echoes(found.segments()) if apart else found.segments()
    segments = merger.merge(heard, _turns(found))
    language = input.language
    if not language.code:
        language = languages.most_spoken(segments, [chunk.language for chunk in chunks])
    stages = [*found.stages(), accounts.row("merge", ENGINE, [watch.ran()])]
    return Transcript(
        language=language.code,
        language_confidence=language.confidence,
        duration=facts.duration,
        channels=facts.channels,
        sample_rate=facts.sample_rate,
        text=" ".join(segment.text for segment in segments),
        speakers=channels.speakers(segments, apart=apart),
        segments=segments,
        events=found.events.events if found.events else [],
        paragraphs=paragraphs(segments),
        quality=judge(chunks, len(found.chunks.discarded)),
        cost=accounts.cost(stages, found.work(), facts.duration),
        stages=stages,
        warnings=[*input.warnings, *found.warnings()],
    )


def _turns(found: Found) -> list[SpeakerTurn]:
    return found.turns.turns if found.turns else []


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
