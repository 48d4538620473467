"""A transcript in, runs of atoms out: what one speaker says in one go, in parts that no line divides."""

# ruff: noqa: RUF001 # signs as they are written
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from activities.transcript import Segment, Word
from api.exports.characters import is_spaced, pieces, writable

PAUSE = 1.5  # seconds without speech that end a run
ALONE = 5 / 6  # seconds; what is said in less is not read by itself
SENTENCE_END = tuple(".?!…。！？")
QUOTES = "\"'”’»)]」』）"


@dataclass(slots=True)
class Atom:
    text: str
    start: float
    end: float
    spaced: bool  # a space stands in front of it, unless a line begins there
    closes: bool = False  # its segment ends with it


@dataclass(slots=True)
class Run:
    speaker: str | None  # id
    atoms: list[Atom]


def runs(segments: Iterable[Segment], longest: int) -> list[Run]:
    """In the order of their starts. `longest`: letters of an atom; a longer word is cut."""
    found: list[Run] = []
    for segment in sorted(segments, key=lambda segment: segment.start):
        for run in _of(segment, longest):
            if found and _goes_on(found[-1], run):
                found[-1].atoms += run.atoms
            else:
                found.append(run)
    return found


def words(segment: Segment) -> list[Word]:
    """The segment's words; where it has none, or others than its text, the text spread over its time."""
    spoken = [word for word in segment.words if writable(word.text).strip()]
    if spoken and _bare(segment.text) == _bare("".join(word.text for word in spoken)):
        return spoken
    return [
        Word(text=text, start=start, end=end, speaker=segment.speaker)
        for text, start, end in _spread(writable(segment.text).split(), segment.start, segment.end)
    ]


def ends_sentence(text: str) -> bool:
    return text.rstrip(QUOTES).endswith(SENTENCE_END)


def _of(segment: Segment, longest: int) -> list[Run]:
    found: list[Run] = []
    for word, spaced in _gaps(segment):
        speaker = word.speaker or segment.speaker
        if not found or found[-1].speaker != speaker or word.start - found[-1].atoms[-1].end > PAUSE:
            found.append(Run(speaker, []))
        _append(found[-1].atoms, word, spaced, longest)
    if found:
        found[-1].atoms[-1].closes = True
    return found


def _append(atoms: list[Atom], word: Word, spaced: bool, longest: int) -> None:
    """The word as one atom, as several, or as more of the last one."""
    texts = writable(word.text).split()
    whole = len(texts) == 1 and len(texts[0]) <= longest and is_spaced(texts[0])
    start = max(word.start, atoms[-1].start) if atoms else word.start
    if whole and not spaced and atoms and _glued(atoms[-1], texts[0], longest):
        atoms[-1].text += texts[0]
        atoms[-1].end = max(atoms[-1].end, word.end)
    elif whole:
        atoms.append(Atom(texts[0], start, max(start, word.end), spaced))
    else:
        cut = [
            (part, bool(n or spaced) and not m)
            for n, text in enumerate(texts)
            for m, part in enumerate(_cut(text, longest))
        ]
        spread = _spread([part for part, _ in cut], start, max(start, word.end))
        atoms += [Atom(part, at, end, gap) for (part, at, end), (_, gap) in zip(spread, cut, strict=True)]


def _cut(text: str, longest: int) -> list[str]:
    return [piece[at : at + longest] for piece in pieces(text) for at in range(0, len(piece), longest)]


def _glued(last: Atom, text: str, longest: int) -> bool:
    return is_spaced(last.text) and len(last.text) + len(text) <= longest


def _spread(texts: Sequence[str], start: float, end: float) -> Iterator[tuple[str, float, float]]:
    """Each text with a time that goes by its length."""
    letters = sum(map(len, texts)) or 1
    pace, done = (end - start) / letters, 0
    for text in texts:
        at = start + pace * done
        done += len(text)
        yield text, at, start + pace * done


def _gaps(segment: Segment) -> Iterator[tuple[Word, bool]]:
    """Each word, and whether a space is in front of it: not every language writes them."""
    at = 0
    for word in words(segment):
        text = word.text.strip()
        found = segment.text.find(text, at)
        yield word, found < 0 or found > at or not at
        at = max(at, found + len(text))


def _goes_on(run: Run, following: Run) -> bool:
    """Whether a segment is the rest of a sentence, or too short to be read by itself."""
    last, first = run.atoms[-1], following.atoms[0]
    if run.speaker != following.speaker or not 0 <= first.start - last.end <= PAUSE:
        return False
    time = min(first.start - run.atoms[0].start, following.atoms[-1].end - first.start)
    return not ends_sentence(last.text) or time < ALONE


def _bare(text: str) -> str:
    return "".join(writable(text).split())
