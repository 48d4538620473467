"""A transcript in; personal data found, and the same without it out, in text and in sound."""

from collections.abc import Sequence
from dataclasses import dataclass

from temporalio import activity

from activities import accounts, folder, options, storage
from activities.beating import beating
from activities.chunks import Region
from activities.engines import AudioRedactor, EntityFinder
from activities.engines.loaded import LoadedEngines
from activities.engines.redact.stretches import stretches
from activities.faults import no_retry
from activities.paragraphs import paragraphs
from activities.timing import Stopwatch
from activities.transcript import Entity, Segment, Transcript, Word

AUDIO_ENGINE = "audio-redact"


@dataclass
class RedactInput:
    folder: str
    transcript: str  # URL
    engine: str
    model: str | None
    text: bool  # take it out of the text
    audio: bool  # make a copy of the recording without it


class Redact:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def redact(self, input: RedactInput) -> str:
        """Return the URL of the finished transcript."""
        watch = Stopwatch()
        with beating(), no_retry():
            asked = options.read(input.folder)
            transcript = storage.read_model(input.transcript, Transcript)
            finder: EntityFinder = self.engines.get(input.engine, input.model)
            entities = finder.find(transcript.segments, asked.entity_types, transcript.language)
            if input.audio:
                heard = stretches(entities, transcript.segments)
                self._silence(input.folder, heard, asked)
        if input.text:
            transcript, entities = without(transcript, entities)
        row = accounts.row("redact", input.engine, [watch.ran()], model=input.model)
        stages, cost = accounts.with_stage(transcript.stages, transcript.cost, row, transcript.duration)
        found = transcript.model_copy(update={"entities": entities, "stages": stages, "cost": cost})
        return storage.write_model(folder.transcript(input.folder), found)

    def _silence(self, job: str, heard: list[Region], asked: options.JobOptions) -> None:
        redactor: AudioRedactor = self.engines.get(AUDIO_ENGINE, None)
        with (
            storage.open_read(folder.upload(job)) as upload,
            storage.open_write(folder.redacted_audio(job)) as redacted,
        ):
            redactor.redact(upload, redacted, heard, asked.redaction_mode, asked.redaction_buffer)


def without(transcript: Transcript, entities: Sequence[Entity]) -> tuple[Transcript, list[Entity]]:
    """The transcript with [PHONE] and the like in place of what was said, and where those stand."""
    segments, at, moved = [], 0, list[Entity]()
    for segment in transcript.segments:
        here = [
            entity
            for entity in entities
            if entity.start_char < at + len(segment.text) and entity.end_char > at
        ]
        segments.append(_without(segment, at, here))
        at += len(segment.text) + 1
    text = " ".join(segment.text for segment in segments)
    cursor = 0
    for entity in sorted(entities, key=lambda entity: entity.start_char):
        mark = entity.redacted or mark_of(entity)
        start = text.find(mark, cursor)
        cursor = start + len(mark)
        moved.append(
            entity.model_copy(
                update={"text": None, "redacted": mark, "start_char": start, "end_char": cursor}
            )
        )
    changed = {
        "segments": segments,
        "text": text,
        "paragraphs": paragraphs(segments),
        "summary": None,  # what a language model wrote may name whom the text no longer does
        "speakers": [speaker.model_copy(update={"label": None}) for speaker in transcript.speakers],
    }
    return transcript.model_copy(update=changed), moved


def mark_of(entity: Entity) -> str:
    return f"[{entity.type.upper()}]"


def _without(segment: Segment, at: int, entities: Sequence[Entity]) -> Segment:
    """One segment whose text begins at character `at` of the transcript's."""
    text, words = segment.text, list(segment.words)
    for entity in sorted(entities, key=lambda entity: entity.start_char, reverse=True):
        first, last = max(0, entity.start_char - at), min(len(segment.text), entity.end_char - at)
        mark = (entity.redacted or mark_of(entity)) if entity.start_char >= at else ""
        text = (text[:first] + mark + text[last:]).strip()
        words = _marked(words, entity, mark)
    return segment.model_copy(update={"text": " ".join(text.split()), "words": words})


def _marked(words: Sequence[Word], entity: Entity, mark: str) -> list[Word]:
    """The words, those of the entity replaced by one that is its mark."""
    heard = [word for word in words if _middle(word, entity)]
    if not heard:
        return list(words)
    first = words.index(heard[0])
    rest = [word for word in words if not _middle(word, entity)]
    if not mark:
        return rest
    one = heard[0].model_copy(update={"text": mark, "end": heard[-1].end, "confidence": None})
    return [*rest[:first], one, *rest[first:]]


def _middle(word: Word, entity: Entity) -> bool:
    """Whether the entity, in which several may speak in turn, is heard in the middle of the word."""
    return entity.start <= (word.start + word.end) / 2 <= entity.end
