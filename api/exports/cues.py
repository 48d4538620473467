"""A transcript in, cues out: what stands on the screen, and from when to when.

After the BBC Subtitle Guidelines (bbc.co.uk/accessibility/forproducts/guides/subtitles) and Netflix's
Timed Text Style Guide (partnerhelp.netflixstudios.com): reading speed, least duration, gaps, line breaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from activities.transcript import Transcript
from api.exports import breaks, lines
from api.exports.atoms import Atom, Run, runs
from api.exports.characters import writable

READING_SPEED = 20.0  # letters a second
SHORTEST = 5 / 6  # seconds a cue stays where there is room
LEAST = 0.1  # seconds where there is none: players drop a cue that takes no time
LONGEST = 7.0  # seconds of speech in a cue
GAP = 0.085  # seconds: two frames of film and what rounding takes; a shorter gap flickers
MOST = 80  # atoms in a cue

A_CUE = 3.0  # cost of one more cue
ORPHAN = 8.0  # of a cue of one short word
BRIEF = 8.0  # of a cue that cannot stay for SHORTEST
HURRIED = 0.5  # of each letter a second too many


@dataclass(frozen=True)
class Layout:
    include_speakers: bool = True
    max_line_length: int = 42
    max_lines: int = 2


@dataclass(slots=True)
class Cue:
    start: float
    end: float
    lines: list[str]
    speaker: str | None = None  # what the speaker is called


@dataclass(slots=True)
class Bunch:
    """The atoms of a cue."""

    speaker: str | None  # id
    atoms: Sequence[Atom]
    costs: Sequence[float]
    start: float = field(init=False)
    end: float = field(init=False)

    def __post_init__(self) -> None:
        self.start = max(0.0, self.atoms[0].start)
        self.end = max(self.start, max(atom.end for atom in self.atoms))


def cues(transcript: Transcript, layout: Layout, *, prefixed: bool = True) -> list[Cue]:
    """In time order; none overlap, none are empty. `prefixed`: the first line names a speaker who begins."""
    names = labels(transcript)
    said = list(runs(transcript.segments, layout.max_line_length))
    prefixes = prefixed and layout.include_speakers
    following = [*(run.atoms[0].start for run in said[1:]), float("inf")]
    bunches = chain.from_iterable(
        _bunches(
            run,
            breaks.costs(run.atoms, transcript.language),
            layout,
            next_start,
            _prefix(run.speaker, layout, names) if prefixes else None,
        )
        for run, next_start in zip(said, following, strict=False)
    )
    found, last = [], None
    for bunch in sorted(bunches, key=lambda bunch: bunch.start):
        prefix = _prefix(bunch.speaker, layout, names) if prefixes and bunch.speaker != last else None
        last = bunch.speaker
        label = names.get(bunch.speaker, bunch.speaker) if bunch.speaker else None
        found.append(Cue(bunch.start, bunch.end, _lines(bunch, layout, prefix), label))
    return in_time(found, transcript.duration)


def labels(transcript: Transcript) -> dict[str, str]:
    """What each speaker is called."""
    return {
        speaker.id: " ".join(writable(speaker.label or "").split()) or speaker.id
        for speaker in transcript.speakers
    }


def in_time(found: list[Cue], duration: float) -> list[Cue]:
    """Each cue for as long as it takes to read, into the pause behind it. `duration`: of the recording."""
    clock = 0.0
    for number, cue in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        cue.start = round(max(cue.start, clock), 3)
        letters = sum(map(len, cue.lines))
        wanted = max(cue.start + SHORTEST, min(cue.start + LONGEST, cue.start + letters / READING_SPEED))
        end = max(cue.end, min(wanted, max(cue.end, duration)))
        if following:
            latest = following.start
            if latest < cue.end:  # two speak at once: the first is seen for a moment if the other can wait
                latest = max(latest, min(cue.start + SHORTEST, cue.end, following.end - SHORTEST))
            end = latest if end > latest - GAP else end
        cue.end = clock = round(max(end, cue.start + LEAST), 3)
    return found


def _bunches(
    run: Run, costs: Sequence[float], layout: Layout, following: float, prefix: Atom | None
) -> Iterator[Bunch]:
    """The cheapest way to divide a run. `following`: when the next one begins."""
    atoms = run.atoms
    begins = [*(atom.start for atom in atoms), max(following, atoms[-1].end)]
    best = [0.0] + [float("inf")] * len(atoms)
    back = [0] * (len(atoms) + 1)
    for first in range(len(atoms)):
        for end, cost in _endings(atoms, costs, begins, first, layout, prefix if first == 0 else None):
            if best[first] + cost < best[end]:
                best[end], back[end] = best[first] + cost, first
    ends = [len(atoms)]
    while ends[-1]:
        ends.append(back[ends[-1]])
    for end, first in zip(reversed(ends[:-1]), reversed(ends[1:]), strict=True):
        yield Bunch(run.speaker, atoms[first:end], costs[first:end])


def _endings(
    atoms: Sequence[Atom],
    costs: Sequence[float],
    begins: Sequence[float],
    first: int,
    layout: Layout,
    prefix: Atom | None,
) -> Iterator[tuple[int, float]]:
    """Where a cue that begins with the atom `first` may end, and what that costs."""
    length, most = layout.max_line_length, layout.max_lines
    start, room = atoms[first].start, 1
    used = len(prefix.text) if prefix else 0
    letters = used
    for end in range(first, min(len(atoms), first + MOST)):
        atom = atoms[end]
        wide = len(atom.text) + atom.spaced
        letters += wide
        if not used or used + wide > length:
            room, used = room + (used > 0), len(atom.text)
        else:
            used += wide
        if end > first and (room > most or atom.end - start > LONGEST):
            return
        time = max(begins[end + 1] - start, LEAST)
        cost = A_CUE + costs[end]
        if time < SHORTEST:
            cost += BRIEF
        if letters > READING_SPEED * time:
            cost += HURRIED * (letters / time - READING_SPEED)
        if end == first and len(atom.text) <= lines.SHORT and len(atoms) > 1:
            cost += ORPHAN
        yield end + 1, cost


def _prefix(speaker: str | None, layout: Layout, names: dict[str, str]) -> Atom | None:
    """The speaker's name, at most as long as leaves room for words."""
    if not speaker:
        return None
    room = layout.max_line_length if layout.max_lines > 1 else layout.max_line_length * 2 // 3
    name = names.get(speaker, speaker)
    shown = f"{name}:" if len(name) < room else f"{name[: room - 2]}…:"
    return Atom(shown, 0.0, 0.0, spaced=False)


def _lines(bunch: Bunch, layout: Layout, prefix: Atom | None) -> list[str]:
    length = layout.max_line_length
    if prefix:
        named = [prefix, *bunch.atoms]
        named[1] = _spaced(named[1])
        if lines.count(named, length) <= layout.max_lines:
            return lines.broken(named, [lines.ORPHAN, *bunch.costs], length)
    return lines.broken(bunch.atoms, bunch.costs, length)


def _spaced(atom: Atom) -> Atom:
    return Atom(atom.text, atom.start, atom.end, spaced=True, closes=atom.closes)
