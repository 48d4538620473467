"""Which words of a changing hypothesis can be relied on: those that two hypotheses on end agree on.

LocalAgreement-2 of Macháček, Dabre and Bojar, "Turning Whisper into Real-Time Transcription System" (2023),
and their whisper_streaming (ufal, MIT); written anew. Word times are seconds from the session's start.
"""

import re
from collections.abc import Sequence

from activities.transcript import Word

LOOK = 5  # words that are compared to find the place at which a hypothesis goes on
FAR = 4.0  # words that must match to outweigh a second of difference in time


def plain(word: Word) -> str:
    """What two hypotheses must agree on: not case, not punctuation."""
    return re.sub(r"[^\w]", "", word.text).casefold() or word.text


def agreed(one: Sequence[Word], other: Sequence[Word]) -> int:
    """How many words both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if plain(left) != plain(right):
            break
        count += 1
    return count


def continuation(stable: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """Those words that come after the stable ones; what precedes them says the same again.

    The place is the one where what precedes is most like the stable words, and the time is nearest.
    """
    if not stable or not words:
        return list(words)
    known = [plain(word) for word in stable[-LOOK:]]
    said = [plain(word) for word in words]
    end = stable[-1].end

    def likeness(place: int) -> float:
        pairs = zip(reversed(known), reversed(said[:place]), strict=False)
        time = words[place - 1].end if place else words[0].start
        return sum(one == other for one, other in pairs) - FAR * abs(time - end)

    return list(words[max(range(len(words) + 1), key=likeness) :])
