"""What stages and engines did, in numbers. Labels have few values: no tenant, no job, no text."""

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

from activities.engines import UnknownEngine, catalogue
from activities.index import ENDED

disable_created_metrics()  # type: ignore[no-untyped-call]  # a series beside every other, for nobody

STAGE_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400)
WAIT_BUCKETS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400, 43200)
CHUNK_BUCKETS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900, 3600)
FACTOR_BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5, 10)

BUILD = Gauge("dalston_build_info", "1, with the version that runs.", ["process", "version"])
JOBS_ENDED = Counter("dalston_jobs_ended", "Jobs that ended.", ["status"])
STAGE_SECONDS = Histogram(
    "dalston_stage_seconds",
    "Time taken by one activity.",
    ["stage", "engine", "device", "outcome"],
    buckets=STAGE_BUCKETS,
)
STAGE_WAITED = Histogram(
    "dalston_stage_waited_seconds",
    "Time from the moment an activity was due until a worker began with it.",
    ["stage", "engine", "device"],
    buckets=WAIT_BUCKETS,
)
CHUNK_SECONDS = Histogram(
    "dalston_chunk_seconds",
    "Time an engine took to transcribe one chunk.",
    ["engine", "model", "device"],
    buckets=CHUNK_BUCKETS,
)
CHUNK_FACTOR = Histogram(
    "dalston_chunk_real_time_factor",
    "Time taken by a chunk divided by its length.",
    ["engine", "model", "device"],
    buckets=FACTOR_BUCKETS,
)
AUDIO_SECONDS = Counter(
    "dalston_audio_seconds", "Seconds of audio transcribed, as chunks.", ["engine", "model", "device"]
)
OUT_OF_MEMORY = Counter(
    "dalston_out_of_memory", "Times that an engine ran out of memory.", ["engine", "model", "device"]
)
ENGINE_CRASHES = Counter(
    "dalston_engine_crashes", "Chunks that broke whatever was to transcribe them.", ["engine", "model"]
)

for status in ENDED:
    JOBS_ENDED.labels(status)  # a rate wants to have seen a zero


def count_chunk(engine: str, model: str | None, device: str, audio_seconds: float, seconds: float) -> None:
    """One chunk of audio was transcribed."""
    labels = (engine, known(engine, model), device)
    CHUNK_SECONDS.labels(*labels).observe(seconds)
    AUDIO_SECONDS.labels(*labels).inc(audio_seconds)
    if audio_seconds > 0:
        CHUNK_FACTOR.labels(*labels).observe(seconds / audio_seconds)


def known(engine: str, model: str | None) -> str:
    """A model's name if the catalogue has it: any directory or repository may be asked for."""
    try:
        models = catalogue.card(engine).models
    except UnknownEngine:
        return "other"
    return (model if model in models else "other") if model else ""
