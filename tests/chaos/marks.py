"""Numbers hidden in the lowest bits of speech: whoever hears it can say which words are in it, and where.

So a lost or doubled word is told apart from one that a model heard wrongly.
"""

import numpy as np
from numpy.typing import NDArray

from activities.audio import FULL_SCALE, SAMPLE_RATE, Samples
from activities.speech import SECONDS, SpeechDetector

Pcm = NDArray[np.int16]

SYNC = np.random.default_rng(8).integers(0, 2, 48)
DIGITS = 16  # bits of a number, written twice, the second time inverted
LENGTH = len(SYNC) + 2 * DIGITS  # samples
APART = 0.3  # seconds between two marks
INSIDE = 10  # frames of speech on both sides: no detector that begins elsewhere cuts there


def places(pcm: Pcm) -> list[int]:
    """Samples at which a mark may stand, well inside of speech."""
    detector = SpeechDetector()
    detector.push(pcm.astype(np.float32) / FULL_SCALE)
    speech = detector.finish() > 0.5
    found: list[int] = []
    for frame in range(INSIDE, len(speech) - INSIDE):
        at = round(frame * SECONDS * SAMPLE_RATE)
        if speech[frame - INSIDE : frame + INSIDE].all() and (
            not found or at - found[-1] >= APART * SAMPLE_RATE
        ):
            found.append(at)
    return found


def marked(pcm: Pcm, at: list[int], first: int) -> Pcm:
    """A copy in which these places have numbers, from `first` on."""
    copy = pcm.copy()
    for number, place in enumerate(at, first):
        copy[place : place + LENGTH] = (copy[place : place + LENGTH] & ~1) | _bits(number)
    return copy


def heard(samples: Samples) -> list[tuple[float, int]]:
    """The marks in audio: seconds and number."""
    bits = np.rint(samples * FULL_SCALE).astype(np.int64) & 1
    if len(bits) < LENGTH:
        return []
    alike = np.correlate(2.0 * bits - 1, 2.0 * SYNC - 1)
    found = []
    for place in np.flatnonzero(alike > len(SYNC) - 0.5):
        digits = bits[place + len(SYNC) : place + LENGTH]
        if len(digits) == 2 * DIGITS and (digits[:DIGITS] != digits[DIGITS:]).all():
            number = int("".join(map(str, digits[:DIGITS])), 2)
            found.append((float(place) / SAMPLE_RATE, number))
    return found


def _bits(number: int) -> Pcm:
    digits = np.array([int(digit) for digit in f"{number:0{DIGITS}b}"])
    return np.concatenate([SYNC, digits, 1 - digits]).astype(np.int16)
