"""Windows and the speaker of each of their voices in, speaker turns with overlap out."""

import numpy as np
from numpy.typing import NDArray

from activities.engines.diarize.pyannote_4_0.clustering import by_window
from activities.engines.diarize.pyannote_4_0.heard import Heard
from activities.engines.diarize.pyannote_4_0.tree import Labels
from activities.transcript import SpeakerTurn

BLOCK = 1 << 16  # frames that are decided at once
FULL = 8  # the weight of a frame in the middle of a window
EDGE = 1.0  # seconds at either end in which it weighs less: the window has not heard what is around it
ROUND_UP = 0.6  # added to the mean number of speakers; not 0.5, because windows miss more than they invent
PAUSE = 0.5  # seconds of silence within which a speaker goes on

Votes = NDArray[np.uint8]
Spans = list[tuple[float, float, int]]


def reconstruct(heard: Heard, labels: Labels, most: int | None = None) -> list[SpeakerTurn]:
    """Each frame goes to as many speakers (at most `most`) as its windows hear, the likeliest first."""
    votes, count = _votes(heard, labels)
    if most is not None:
        count = np.minimum(count, most)
    for at in range(0, len(votes), BLOCK):
        _elect(votes[at : at + BLOCK], count[at : at + BLOCK])
    return _named(_spans(heard, votes), heard.duration)


def _votes(heard: Heard, labels: Labels) -> tuple[Votes, NDArray[np.intp]]:
    """How much the windows hear each speaker in each frame, and how many speakers they hear on average."""
    windows, frames = heard.active.shape
    starts = np.rint(np.arange(windows) * heard.step / heard.frame).astype(np.intp)
    weight = _weight(frames, heard.frame)
    votes = np.zeros((starts[-1] + frames, labels.max() + 1), np.uint8)
    heard_by, people = np.zeros(len(votes), np.float32), np.zeros(len(votes), np.float32)
    for start, active in zip(starts, heard.active, strict=True):
        heard_by[start : start + frames] += weight
        people[start : start + frames] += weight * np.bitwise_count(active)
    for several in by_window(heard.window):
        window = heard.window[several[0]]
        into, active = votes[starts[window] : starts[window] + frames], heard.active[window]
        for speaker in set(labels[several]):
            bits = np.bitwise_or.reduce(1 << heard.speaker[several[labels[several] == speaker]])
            into[:, speaker] += weight * (active & bits > 0)
    return votes, np.floor(people / heard_by + ROUND_UP).astype(np.intp)


def _weight(frames: int, frame: float) -> Votes:
    """Of each frame of a window, 1 to FULL."""
    from_edge = np.minimum(np.arange(1, frames + 1), np.arange(frames, 0, -1)) * frame / EDGE
    return np.asarray(np.ceil(FULL * np.minimum(1.0, from_edge)), np.uint8)


def _elect(votes: Votes, count: NDArray[np.intp]) -> None:
    """Leave in each frame the votes of the `count` speakers who have most; in place."""
    order = np.argsort(-votes.astype(np.int16), axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(votes.shape[1])[None], axis=1)
    votes[rank >= count[:, None]] = 0


def _spans(heard: Heard, votes: Votes) -> Spans:
    """Start, end and speaker of each turn, in time order."""
    spoken = np.concatenate([[0], np.cumsum(votes.any(1))])  # frames with anybody in them, up to each
    spans: Spans = []
    for speaker in range(votes.shape[1]):
        edges = np.flatnonzero(np.diff(votes[:, speaker] > 0, prepend=False, append=False))
        pauses = edges[1:-1].reshape(-1, 2)
        short = (pauses[:, 1] - pauses[:, 0]) * heard.frame < PAUSE
        silent = spoken[pauses[:, 0]] == spoken[pauses[:, 1]]
        turns = np.concatenate([edges[:1], pauses[~(short & silent)].ravel(), edges[-1:]]).reshape(-1, 2)
        for first, last in turns * heard.frame + heard.offset:
            spans.append((float(first), float(last), speaker))
    return sorted(spans)


def _named(spans: Spans, duration: float) -> list[SpeakerTurn]:
    """Turns inside the recording, speakers numbered as they come."""
    names: dict[int, str] = {}
    turns = []
    for start, end, speaker in spans:
        first, last = round(start, 3), round(min(end, duration), 3)
        if first < last:
            name = names.setdefault(speaker, f"SPEAKER_{len(names):02}")
            turns.append(SpeakerTurn(speaker=name, start=first, end=last))
    return turns
