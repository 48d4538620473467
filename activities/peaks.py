"""Audio in, its shape out: the lowest and the highest sample of each stretch, for drawing."""

from collections.abc import Iterator
from math import ceil

import numpy as np
from numpy.typing import NDArray

from activities import folder, storage
from activities.audio import SAMPLE_RATE, Recording, Samples
from activities.decode import open_upload
from activities.transcript import Noun

MOST = 20_000  # stretches of a recording
FINEST = 160  # samples of a stretch: 10 ms
BLOCK = 60.0  # seconds in memory at once
FULL = 127

Bytes = NDArray[np.int8]


class Peaks(Noun):
    """peaks.json."""

    duration: float  # seconds
    per_second: float
    peaks: list[int]  # lowest, highest, lowest, highest, …: -127 to 127

    def coarser(self, per_second: float) -> "Peaks":
        """The same in fewer stretches: at most so many a second."""
        together = ceil(self.per_second / per_second)
        if together < 2 or not self.peaks:
            return self
        lows, highs = np.array(self.peaks, np.int8).reshape(-1, 2).T
        fewer = pairs(lows, highs, together)
        return self.model_copy(update={"per_second": self.per_second / together, "peaks": fewer})


class Drawing:
    """Takes blocks of samples of any length, keeps two bytes of every 10 ms."""

    def __init__(self) -> None:
        self.samples = 0
        self._lows: list[Bytes] = []
        self._highs: list[Bytes] = []
        self._rest: Samples = np.zeros(0, np.float32)

    def push(self, block: Samples) -> None:
        self.samples += len(block)
        block = np.concatenate([self._rest, block])
        whole = len(block) // FINEST * FINEST
        self._add(block[:whole].reshape(-1, FINEST))
        self._rest = block[whole:]

    def peaks(self) -> Peaks:
        if len(self._rest):
            self._add(self._rest.reshape(1, -1))
            self._rest = self._rest[:0]
        nothing = [np.zeros(0, np.int8)]
        lows, highs = np.concatenate(self._lows or nothing), np.concatenate(self._highs or nothing)
        together = max(1, ceil(len(lows) / MOST))
        return Peaks(
            duration=round(self.samples / SAMPLE_RATE, 3),
            per_second=SAMPLE_RATE / FINEST / together,
            peaks=pairs(lows, highs, together),
        )

    def _add(self, rows: Samples) -> None:
        if len(rows):
            self._lows.append(whole_numbers(rows.min(axis=1)))
            self._highs.append(whole_numbers(rows.max(axis=1)))


def of_job(place: str, *, redacted: bool) -> Peaks:
    """Of a job's folder: as kept there, else drawn and kept. Raises FileNotFoundError: no audio."""
    url = folder.peaks(place)
    try:
        return storage.read_model(url, Peaks)
    except FileNotFoundError:
        drawn = drawn_from(decoded(folder.redacted_audio(place)) if redacted else prepared(place))
        storage.write_model(url, drawn)
        return drawn


def drawn_from(blocks: Iterator[Samples]) -> Peaks:
    drawing = Drawing()
    for block in blocks:
        drawing.push(block)
    return drawing.peaks()


def prepared(place: str) -> Iterator[Samples]:
    """What was made of the upload; of channels that were transcribed apart, the mean."""
    recordings = [recording(url) for url in audio_of(place)]
    longest, at = max(one.duration for one in recordings), 0.0
    while at < longest:
        cuts = [one.read(at, at + BLOCK).samples for one in recordings]
        size = max(map(len, cuts))
        yield np.mean([np.pad(cut, (0, size - len(cut))) for cut in cuts], axis=0, dtype=np.float32)
        at += BLOCK


def audio_of(place: str) -> list[str]:
    """Raises FileNotFoundError."""
    if storage.exists(folder.audio(place)):
        return [folder.audio(place)]
    found, channel = list[str](), 0
    while storage.exists(url := folder.audio(place, channel)):
        found.append(url)
        channel += 1
    if not found:
        raise FileNotFoundError(place)
    return found


def recording(url: str) -> Recording:
    seconds = max(0, storage.size(url) - 44) / 2 / SAMPLE_RATE  # 16 bits behind a header of 44 bytes
    return Recording(lambda: storage.open_read(url), seconds)


def decoded(url: str) -> Iterator[Samples]:
    with storage.open_read(url) as file, open_upload(file) as decoder:
        yield from decoder.blocks()


def whole_numbers(samples: Samples) -> Bytes:
    return np.round(np.clip(samples, -1, 1) * FULL).astype(np.int8)


def pairs(lows: Bytes, highs: Bytes, together: int) -> list[int]:
    """So many stretches made one."""
    starts = np.arange(0, len(lows), together)
    if not len(starts):
        return []
    extremes = [np.minimum.reduceat(lows, starts), np.maximum.reduceat(highs, starts)]
    found: list[int] = np.stack(extremes, axis=1).ravel().tolist()
    return found
