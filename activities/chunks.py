"""Cut a recording at its pauses: stretches of speech in, chunks of bounded length out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from activities.transcript import Noun

LONGEST = 30.0  # seconds: Whisper's window
PAD = 0.4  # seconds of pause kept on each side of a chunk: Whisper clips words without it
LONG_PAUSE = 4.0  # seconds: silence worth leaving out, because Whisper fills it with invented text
PAUSE = 0.5  # seconds; the least at which a second look divides a chunk
LATEST_HALF = 0.5  # a chunk is cut at its longest pause behind this share of LONGEST
BREATH = 5  # frames over which the probability of speech is averaged where there is no pause


class Region(Noun):
    """A stretch of speech."""

    start: float
    end: float

    @property
    def duration(self) -> float:
        return self.end - self.start


class Chunk(Noun):
    """A stretch of audio that is transcribed in one go, and the speech inside it."""

    start: float
    end: float
    speech: list[Region]
    channel: int | None = None  # of the upload; None: all of them mixed

    @property
    def speech_seconds(self) -> float:
        return sum(region.duration for region in self.speech)


class InputFacts(Noun):
    """What the upload was."""

    container: str
    codec: str
    channels: int
    sample_rate: int  # Hz
    duration: float
    damaged_packets: int = 0  # left out because they could not be decoded


class Preparation(Noun):
    """The plan of a job, as stored in plan.json."""

    facts: InputFacts
    chunks: list[Chunk] = Field(default_factory=list)

    @property
    def speech_seconds(self) -> float:
        return sum(chunk.speech_seconds for chunk in self.chunks)


def plan(speech: Sequence[Region], probabilities: NDArray[np.float32], duration: float) -> list[Chunk]:
    """Chunks of at most LONGEST seconds that hold all the speech, in order, none of it twice."""
    atoms = [atom for region in speech for atom in _breathing_places(region, probabilities, duration)]
    groups: list[list[Region]] = []
    waiting: list[Region] = []
    for atom in atoms:
        if waiting and atom.start - waiting[-1].end >= LONG_PAUSE:
            groups, waiting = [*groups, waiting], []
        while waiting and atom.end - waiting[0].start > LONGEST - 2 * PAD:
            cut = _best_cut([*waiting, atom])
            groups, waiting = [*groups, waiting[:cut]], waiting[cut:]
        waiting.append(atom)
    return _padded([*groups, waiting] if waiting else groups, duration)


def pieces(chunk: Chunk) -> list[Region]:
    """A chunk divided at its pauses, for a second look: Whisper may skip what follows a pause."""
    groups: list[list[Region]] = []
    for region in chunk.speech:
        if groups and region.start - groups[-1][-1].end < PAUSE:
            groups[-1].append(region)
        else:
            groups.append([region])
    return [
        Region(
            start=max(chunk.start, group[0].start - PAUSE / 2), end=min(chunk.end, group[-1].end + PAUSE / 2)
        )
        for group in groups
    ]


def whole(chunks: Sequence[Chunk]) -> list[Chunk]:
    """All of each channel's chunks as one, for an engine that wants a recording in one piece."""
    channels: dict[int | None, list[Chunk]] = {}
    for chunk in chunks:
        channels.setdefault(chunk.channel, []).append(chunk)
    return [
        Chunk(
            start=those[0].start,
            end=those[-1].end,
            speech=[region for chunk in those for region in chunk.speech],
            channel=channel,
        )
        for channel, those in channels.items()
    ]


def _best_cut(atoms: list[Region]) -> int:
    """How many atoms to take: those before the longest pause that still makes a long enough chunk."""
    enough = atoms[0].start + LATEST_HALF * LONGEST
    late = [number for number in range(1, len(atoms)) if atoms[number - 1].end >= enough]
    return max(late or [len(atoms) - 1], key=lambda number: atoms[number].start - atoms[number - 1].end)


def _breathing_places(region: Region, probabilities: NDArray[np.float32], duration: float) -> list[Region]:
    """A region that fits no chunk, divided where speech is least likely; otherwise the region itself."""
    pieces = []
    start, longest = region.start, LONGEST - 2 * PAD
    frames_per_second = len(probabilities) / duration if duration else 0.0
    while region.end - start > longest:
        first, last = (round((start + share * longest) * frames_per_second) for share in (LATEST_HALF, 1.0))
        smooth = np.convolve(probabilities[first:last], np.ones(BREATH) / BREATH, mode="same")
        inner = smooth[BREATH:-BREATH]
        cut = (first + BREATH + int(inner.argmin())) / frames_per_second
        pieces.append(Region(start=start, end=cut))
        start = cut
    return [*pieces, Region(start=start, end=region.end)]


def _padded(groups: list[list[Region]], duration: float) -> list[Chunk]:
    """Give each group the pause around it, half of it where the next group is near."""
    chunks = []
    for number, group in enumerate(groups):
        before = groups[number - 1][-1].end if number else 0.0
        after = groups[number + 1][0].start if number + 1 < len(groups) else duration
        room = (before, after) if number else (0.0, after)
        start = max(group[0].start - PAD, _halfway(room[0], group[0].start) if number else 0.0)
        end = min(
            group[-1].end + PAD, _halfway(group[-1].end, after) if number + 1 < len(groups) else duration
        )
        chunks.append(Chunk(start=round(start, 3), end=round(end, 3), speech=group))
    return chunks


def _halfway(a: float, b: float) -> float:
    return (a + b) / 2
