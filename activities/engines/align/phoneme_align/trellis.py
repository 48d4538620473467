"""Forced alignment of a CTC model: its emission and the tokens that are said in, frames of each token out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Emission = NDArray[np.float32]  # log probabilities, frames by tokens


def path(emission: Emission, tokens: Sequence[int], blank: int) -> list[tuple[int, int]] | None:
    """First frame and the frame after the last of each token on the likeliest path; None: too few frames.

    States are blank, token, blank, token, …, blank. A step stays, goes on by one, or skips the blank
    between two tokens that differ.
    """
    states = np.full(2 * len(tokens) + 1, blank)
    states[1::2] = tokens
    skips = np.zeros(len(states), bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    back, end = _walk(emission[:, states], skips)
    if end is None:
        return None
    first, last = np.full(len(states), -1), np.full(len(states), -1)
    for frame in range(len(emission) - 1, -1, -1):
        first[end] = frame
        last[end] = max(last[end], frame + 1)
        end -= int(back[frame, end])
    return list(zip(first[1::2].tolist(), last[1::2].tolist(), strict=True))


def _walk(scores: Emission, skips: NDArray[np.bool_]) -> tuple[NDArray[np.uint8], int | None]:
    """How many states back each state of each frame was best reached from, and the best state to end in."""
    count = scores.shape[1]
    back = np.zeros(scores.shape, np.uint8)
    best = np.full(count, -np.inf)
    best[:2] = scores[0, :2]
    for frame, score in enumerate(scores[1:], start=1):
        ways = np.full((3, count), -np.inf)
        ways[0] = best
        ways[1, 1:] = best[:-1]
        ways[2, 2:] = np.where(skips[2:], best[:-2], -np.inf)
        back[frame] = ways.argmax(axis=0)
        best = ways.max(axis=0) + score
    end = count - 1 if count < 2 or best[-1] >= best[-2] else count - 2
    return back, end if np.isfinite(best[end]) else None
