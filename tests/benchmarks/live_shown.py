"""How long text was waited for, of any server: what it showed and when in, seconds out.

The same words, timed beforehand, are what every server is measured by; what a server says about times is
not asked.
"""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tests.benchmarks.score import score

EARLY = 0.3  # seconds before its end in which a word can be recognised
PAUSE = 0.5  # seconds of silence after which a final is due
NEVER = 1e6  # seconds


@dataclass(frozen=True)
class Spoken:
    """A word of a track."""

    text: str
    end: float  # seconds
    recording: int  # which of the track's


@dataclass(frozen=True)
class Update:
    when: float  # monotonic
    final: str  # of all that has been said so far
    interim: str  # what may still change, after it


@dataclass
class Shown:
    """What one session showed."""

    begins: float  # monotonic, when its first sample was spoken
    updates: list[Update] = field(default_factory=list)
    endpoints: list[float] = field(default_factory=list)  # seconds from where it says that speech ended

    @property
    def text(self) -> str:
        """What it said in the end."""
        return f"{self.updates[-1].final} {self.updates[-1].interim}" if self.updates else ""


@dataclass(frozen=True)
class Latencies:
    """Seconds."""

    interim: list[float]  # from a word's end until it was seen
    final: list[float]  # from PAUSE after a recording's last word until that was final
    unsaid: int  # recordings whose last word that was recognised never became final

    def __add__(self, other: "Latencies") -> "Latencies":
        unsaid = self.unsaid + other.unsaid
        return Latencies(self.interim + other.interim, self.final + other.final, unsaid)

    @property
    def awaited(self) -> list[float]:
        """Finals, and those that never came as endlessly late."""
        return self.final + [NEVER] * self.unsaid


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def latencies(spoken: list[Spoken], shown: Shown) -> Latencies:
    seen, kept = _first(spoken, shown, settled=False), _first(spoken, shown, settled=True)
    interim = [seen[at] - shown.begins - spoken[at].end for at in seen]
    recognised = set(_found(spoken, plain(shown.text)))
    final: list[float] = []
    unsaid = 0
    for recording in {word.recording for word in spoken}:
        last = max((at for at in recognised if spoken[at].recording == recording), default=None)
        ends = max(word.end for word in spoken if word.recording == recording)
        if last is None or last not in kept:
            unsaid += 1
        else:
            final.append(kept[last] - shown.begins - ends - PAUSE)
    return Latencies(interim, final, unsaid)


def errors(references: list[str], shown: Shown) -> tuple[int, int]:
    """Errors, and words."""
    found = score(references, shown.text)
    return found.errors, found.words


def _first(spoken: list[Spoken], shown: Shown, *, settled: bool) -> dict[int, float]:
    """When each word was first seen in its place; `settled`: among what is final."""
    found: dict[int, float] = {}
    before: list[str] = []
    for update in shown.updates:
        said = plain(update.final if settled else f"{update.final} {update.interim}")
        if said == before:
            continue
        before = said
        for at in _found(spoken, said):
            if spoken[at].end <= update.when - shown.begins + EARLY:
                found.setdefault(at, update.when)
    return found


def _found(spoken: list[Spoken], said: list[str]) -> list[int]:
    """Numbers of the words that are recognised in a text."""
    matcher = SequenceMatcher(None, [word.text for word in spoken], said, autojunk=False)
    return [block.a + n for block in matcher.get_matching_blocks() for n in range(block.size)]
