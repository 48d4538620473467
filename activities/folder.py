"""What stands where in a job's folder. `ls` shows how far the job is."""

from activities.storage import join


def upload(folder: str) -> str:
    return join(folder, "upload")


def options(folder: str) -> str:
    """What the caller asked for: prompt and keyterms are theirs, so they stay out of Temporal."""
    return join(folder, "options.json")


def audio(folder: str) -> str:
    """16 kHz mono 16-bit WAV."""
    return join(folder, "audio.wav")


def plan(folder: str) -> str:
    return join(folder, "plan.json")


def chunk(chunks: str, number: int, *, careful: bool = False) -> str:
    """A transcribed chunk; `careful`: of its second decoding."""
    return join(chunks, f"{number:05d}{'.careful' if careful else ''}.json")


def transcript(folder: str) -> str:
    return join(folder, "transcript.json")
