"""What engines did, in numbers, on the worker's metrics port beside Temporal's own."""

from temporalio import activity

from activities.timing import Ran


def count_chunk(engine: str, model: str | None, device: str, audio_seconds: float, ran: Ran) -> None:
    """One chunk of audio was transcribed. Call it inside an activity."""
    labels = {"engine": engine, "model": model or "", "device": device}
    meter = activity.metric_meter().with_additional_attributes(labels)
    meter.create_counter("dalston_chunks", "Chunks transcribed").add(1)
    meter.create_histogram_float("dalston_chunk_audio_seconds", "Audio in a chunk", "s").record(audio_seconds)
    meter.create_histogram_float("dalston_chunk_ran_seconds", "Time taken by a chunk", "s").record(ran.ran)
    meter.create_histogram_float("dalston_chunk_waited_seconds", "Time in the queue", "s").record(ran.waited)
