"""A transcript in, the same with its text mended by a language model out. Times never change."""

import hashlib
import json
from dataclasses import dataclass

from temporalio import activity

from activities import accounts, folder, options, storage
from activities.beating import beating
from activities.engines import Change, Refinement, Refiner, RefineTask
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.paragraphs import paragraphs
from activities.prepare import throttled
from activities.timing import Artifact, Stopwatch
from activities.transcript import Transcript


class Changes(Artifact):
    """changes.json: what the refiner did, so that it can be undone, and what it was not believed."""

    changes: list[Change]
    refused: list[str]  # segment ids


@dataclass
class RefineInput:
    folder: str
    transcript: str  # URL
    engine: str
    model: str | None
    final: bool  # nothing follows: what is written is what the job gives


class Refine:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def refine(self, input: RefineInput) -> str:
        """Return the URL of the refined transcript."""
        watch = Stopwatch()
        with beating(), no_retry():
            engine: Refiner = self.engines.get(input.engine, input.model)
            transcript = storage.read_model(input.transcript, Transcript)
            asked = options.read(input.folder).refine
            url = storage.join(input.folder, f"refinement-{fingerprint(input, transcript, asked)}.json")
            if not storage.exists(url):
                storage.write_model(url, engine.refine(transcript.segments, asked, throttled()))
            refinement = storage.read_model(url, Refinement)
        ran = watch.ran()
        changes = Changes(
            engine=input.engine,
            model=input.model,
            device=self.engines.device,
            ran=ran,
            changes=refinement.changes,
            refused=refinement.refused,
        )
        storage.write_model(storage.join(input.folder, "changes.json"), changes)
        url = folder.transcript(input.folder) if input.final else folder.draft(input.folder, "refined")
        return storage.write_model(url, refined(transcript, refinement, changes))


def fingerprint(input: RefineInput, transcript: Transcript, tasks: list[RefineTask]) -> str:
    """Names what the engine made of a text: the same text, engine and tasks give the same name."""
    segments = [segment.model_dump(mode="json") for segment in transcript.segments]
    made_of = json.dumps([input.engine, input.model, tasks, segments], sort_keys=True)
    return hashlib.sha256(made_of.encode()).hexdigest()[:16]


def refined(transcript: Transcript, refinement: Refinement, changes: Changes) -> Transcript:
    names = refinement.speaker_labels
    row = accounts.row("refine", changes.engine, [changes.ran], model=changes.model, device=changes.device)
    stages, cost = accounts.with_stage(transcript.stages, transcript.cost, row, transcript.duration)
    return transcript.model_copy(
        update={
            "segments": refinement.segments,
            "text": " ".join(segment.text for segment in refinement.segments),
            "speakers": [
                speaker.model_copy(update={"label": names.get(speaker.id, speaker.label)})
                for speaker in transcript.speakers
            ],
            "paragraphs": refinement.paragraphs or paragraphs(refinement.segments),
            "summary": refinement.summary,
            "stages": stages,
            "cost": cost,
        }
    )
