"""What stands where in a live session's folder, and what of it becomes one file at the end."""

import logging
import wave
from dataclasses import dataclass

from pydantic import ValidationError

from activities import storage
from activities.storage import join
from activities.transcript import Noun, Segment

log = logging.getLogger(__name__)

PIECE = 64 * 1024  # frames of silence written at once


class LiveTranscript(Noun):
    """All that was said in a session."""

    session_id: str
    language: str | None
    duration: float
    speech_duration: float
    text: str
    segments: list[Segment]


@dataclass(frozen=True)
class PcmFormat:
    sample_rate: int  # Hz
    channels: int

    @property
    def frame(self) -> int:
        """Bytes of one moment."""
        return 2 * self.channels


def final(folder: str, id: str, post: int = 0) -> str:
    """`post`: of the worker that says it. One that was taken for dead may wake up and say it otherwise."""
    return join(folder, "finals", f"{id}.{post}.json")


def part(folder: str, frame: int) -> str:
    """Recorded audio from some moment on: 16-bit little-endian, channels interleaved."""
    return join(folder, "recorded", f"{frame:014d}.pcm")


def transcript(folder: str) -> str:
    return join(folder, "transcript.json")


def audio(folder: str) -> str:
    return join(folder, "audio.wav")


def finals(folder: str) -> list[Segment]:
    """In the order of their times.

    Ids go on from worker to worker. What an earlier one has stored under an id that a later one is past was
    never told to anybody, or in other words.
    """
    names = [name for name in storage.list_names(join(folder, "finals")) if _is_whole(name)]
    found, latest = {}, 0
    for name in sorted(names, key=_said):
        number, post = _said(name)
        if post < latest:
            continue
        try:
            found[number], latest = storage.read_model(join(folder, "finals", name), Segment), post
        except ValidationError:  # servers whose disk was full have been seen to keep empty files
            log.warning("%s in %s is damaged", name, folder)
    return sorted(found.values(), key=lambda segment: (segment.start, segment.id or ""))


def _said(name: str) -> tuple[int, int]:
    """Number and post of a final whose file is seg_0012.3.json; without a post, of an earlier version."""
    id, _, post = name.removesuffix(".json").partition(".")
    return int(id.rpartition("_")[2]), int(post or 0)


def assemble(folder: str, shape: PcmFormat) -> float:
    """One WAV file of all that was recorded; seconds. What two workers have both recorded is there once."""
    at = 0  # frames written
    with storage.open_write(audio(folder)) as file, wave.open(file, "wb") as wav:
        wav.setparams((shape.channels, 2, shape.sample_rate, 0, "NONE", ""))
        for name in storage.list_names(join(folder, "recorded")):
            if not _is_whole(name):
                continue
            pcm = storage.read(join(folder, "recorded", name))
            first = int(name.partition(".")[0])
            while at < first:  # nobody has it: its worker and the API died together
                quiet = min(PIECE, first - at)
                wav.writeframesraw(bytes(quiet * shape.frame))
                at += quiet
            fresh = pcm[(at - first) * shape.frame :]
            wav.writeframesraw(fresh)
            at += len(fresh) // shape.frame
    return at / shape.sample_rate


def _is_whole(name: str) -> bool:
    return not name.startswith(".")
