"""A prepared recording in, the language spoken in it out."""

from dataclasses import dataclass
from functools import partial

from temporalio import activity

from activities import folder, storage
from activities.audio import Audio, read_wav
from activities.beating import beating
from activities.chunks import LONGEST, Chunk
from activities.engines import Language, Transcriber
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.fitting import fitted
from activities.prepare import planned
from activities.transcript import Noun

SAMPLES = 3  # chunks listened to, spread over the recording


class Identified(Noun):
    """language.json"""

    language: Language


@dataclass
class IdentifyInput:
    folder: str
    engine: str
    model: str | None


class Identify:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def identify(self, input: IdentifyInput) -> Language:
        url = folder.language(input.folder)
        if not storage.exists(url):
            with beating(), no_retry():
                chunks = planned(input.folder)
                samples = [_read(input.folder, chunk) for chunk in telling(chunks)]
                found = fitted(self.engines, input.engine, input.model, partial(heard_in, samples))
            storage.write_model(url, Identified(language=found))
        return storage.read_model(url, Identified).language


def heard_in(samples: list[Audio], engine: Transcriber) -> Language:
    return engine.identify(samples)


def telling(chunks: list[Chunk]) -> list[Chunk]:
    """The chunk with the most speech of each part of the recording."""
    size = max(1, -(-len(chunks) // SAMPLES))
    parts = [chunks[at : at + size] for at in range(0, len(chunks), size)]
    return [max(part, key=lambda chunk: chunk.speech_seconds) for part in parts]


def _read(job: str, chunk: Chunk) -> Audio:
    with storage.open_read(folder.audio(job, chunk.channel)) as file:
        return read_wav(file, chunk.start, min(chunk.end, chunk.start + LONGEST))
