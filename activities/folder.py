"""What stands where in a job's folder. `ls` shows how far the job is."""

import re

from activities.storage import join

AUDIO = re.compile(r"upload|audio(-\d+)?\.wav|peaks\.json|redacted\..+|voices-.+|\..+\.partial")


def upload(folder: str) -> str:
    return join(folder, "upload")


def fetched(folder: str) -> str:
    """What is known of an upload that Dalston fetched itself."""
    return join(folder, "fetched.json")


def options(folder: str) -> str:
    """What the caller asked for: prompt and keyterms are theirs, so they stay out of Temporal."""
    return join(folder, "options.json")


def audio(folder: str, channel: int | None = None) -> str:
    """16 kHz mono 16-bit WAV; of one channel, where they are transcribed apart."""
    return join(folder, "audio.wav" if channel is None else f"audio-{channel}.wav")


def language(folder: str) -> str:
    return join(folder, "language.json")


def plan(folder: str) -> str:
    return join(folder, "plan.json")


def chunk(chunks: str, number: int, *, careful: bool = False) -> str:
    """A transcribed chunk; `careful`: of its second decoding."""
    return join(chunks, f"{number:05d}{'.careful' if careful else ''}.json")


def draft(folder: str, stage: str) -> str:
    """A transcript that is not finished: merged.json, refined.json. Never served."""
    return join(folder, f"{stage}.json")


def transcript(folder: str) -> str:
    return join(folder, "transcript.json")


def edited(folder: str) -> str:
    """The transcript with what people changed, as it was after some edit."""
    return join(folder, "edited.json")


def redacted_audio(folder: str) -> str:
    return join(folder, "redacted.flac")


def peaks(folder: str) -> str:
    """The shape of the audio that is served."""
    return join(folder, "peaks.json")


def is_audio(name: str) -> bool:
    """Whether somebody could be heard, or known by their voice, from a file of a job's folder."""
    return AUDIO.fullmatch(name) is not None
