"""A prepared recording in, who spoke when out."""

import hashlib
import json
from dataclasses import dataclass

from temporalio import activity

from activities import folder, options, storage
from activities.audio import Recording
from activities.beating import beating
from activities.engines import Diarizer
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.prepare import Plan, throttled
from activities.timing import Artifact, Stopwatch
from activities.transcript import SpeakerTurn


class Turns(Artifact):
    """turns.json"""

    turns: list[SpeakerTurn]


@dataclass
class DiarizeInput:
    folder: str
    upload_sha256: str
    engine: str
    model: str | None


class Diarize:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def diarize(self, input: DiarizeInput) -> str:
        """Return the URL of the turns. The voices heard are kept: other turns can be made of them soon."""
        url = storage.join(input.folder, "turns.json")
        if not storage.exists(url):
            with beating(), no_retry():
                storage.write_model(url, self._turns(input))
        return url

    def _turns(self, input: DiarizeInput) -> Turns:
        watch = Stopwatch()
        engine: Diarizer = self.engines.get(input.engine, input.model)
        voices = storage.join(input.folder, f"voices-{fingerprint(input)}")
        if not storage.exists(voices):
            storage.write(voices, engine.listen(recording(input.folder), throttled()))
        wanted = options.read(input.folder).speakers
        return Turns(
            turns=engine.turns(storage.read(voices), wanted),
            engine=input.engine,
            model=input.model,
            device=self.engines.device,
            ran=watch.ran(),
        )


def fingerprint(input: DiarizeInput) -> str:
    made_of = [input.upload_sha256, input.engine, input.model]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16]


def recording(job: str) -> Recording:
    """All channels of a job's audio, mixed."""
    duration = storage.read_model(folder.plan(job), Plan).preparation.facts.duration
    return Recording(lambda: storage.open_read(folder.audio(job)), duration)
