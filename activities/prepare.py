"""An upload in, prepared audio and the plan of its chunks out."""

import time
from dataclasses import dataclass
from functools import lru_cache

from temporalio import activity

from activities import folder, storage
from activities.beating import beating
from activities.chunks import Chunk, Preparation, whole
from activities.engines import Beat, catalogue
from activities.faults import no_retry
from activities.timing import Ran, Stopwatch
from activities.transcript import Noun

BEAT_EVERY = 1.0  # seconds between reports of how far the decoder is


class Plan(Noun):
    """plan.json: what prepare found out, and what it took."""

    preparation: Preparation
    engine: str
    ran: Ran


@dataclass
class PrepareInput:
    folder: str
    engine: str
    split: bool = False  # transcribe each channel apart
    whole: bool = False  # in one piece, as the transcriber wants it


@dataclass
class Prepared:
    chunks: int
    duration: float  # seconds of the upload
    audio_seconds: float  # of all chunks: what there is to transcribe


class Prepare:
    def __init__(self, longest: float) -> None:
        self.longest = longest  # seconds of audio a job may have

    @activity.defn
    def prepare(self, input: PrepareInput) -> Prepared:
        plan_url = folder.plan(input.folder)
        if storage.exists(plan_url):  # the plan is written last, so the audio is there too
            return _prepared(storage.read_model(plan_url, Plan).preparation)
        watch = Stopwatch()
        with beating(), no_retry():
            preparation = self._run(input)
        plan = Plan(preparation=preparation, engine=input.engine, ran=watch.ran())
        storage.write_model(plan_url, plan)
        return _prepared(preparation)

    def _run(self, input: PrepareInput) -> Preparation:
        engine = catalogue.load(input.engine, longest=self.longest)
        with storage.open_read(folder.upload(input.folder)) as upload:
            preparation: Preparation = engine.prepare(
                upload,
                lambda channel: storage.open_write(folder.audio(input.folder, channel)),
                throttled(),
                split=input.split,
            )
        if not input.whole:
            return preparation
        return preparation.model_copy(update={"chunks": whole(preparation.chunks)})


@lru_cache(maxsize=4)  # to read the plan of ten hours takes longer than to read a chunk's audio
def planned(job: str) -> list[Chunk]:
    """The chunks of a job, by the URL of its folder. A plan that was written stays as it is."""
    return storage.read_model(folder.plan(job), Plan).preparation.chunks


def throttled() -> Beat:
    """Report seconds of audio done, but not for every packet."""
    last = time.monotonic()

    def beat(seconds: float) -> None:
        nonlocal last
        if time.monotonic() - last > BEAT_EVERY:
            last = time.monotonic()
            activity.heartbeat(round(seconds))

    return beat


def _prepared(preparation: Preparation) -> Prepared:
    return Prepared(
        chunks=len(preparation.chunks),
        duration=preparation.facts.duration,
        audio_seconds=round(sum(chunk.end - chunk.start for chunk in preparation.chunks), 3),
    )
