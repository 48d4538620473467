"""Atoms in, the lines of a cue out: as few as possible, balanced, the lower one rather longer."""

from collections.abc import Sequence

from api.exports.atoms import Atom

SHORT = 5  # letters; a line of one word as short as that is an orphan
ORPHAN = 6.0
TOP_HEAVY = 1.5


def count(atoms: Sequence[Atom], length: int) -> int:
    """How many lines of `length` letters they need at least."""
    lines, used = 1, 0
    for atom in atoms:
        room = len(atom.text) + (atom.spaced and used > 0)
        if used + room > length and used:
            lines, used = lines + 1, len(atom.text)
        else:
            used += room
    return lines


def broken(atoms: Sequence[Atom], costs: Sequence[float], length: int) -> list[str]:
    """The lines. `costs`: of a break behind each atom. No atom may be longer than `length`."""
    many = count(atoms, length)
    if many == 1:
        return [joined(atoms)]
    ends = [0]
    for atom in atoms:
        ends.append(ends[-1] + len(atom.text) + atom.spaced)
    target = ends[-1] / many
    # best[n]: the least cost of the first n atoms in so many lines, and where each line ends.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(many):
        last = line == many - 1
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (so_far, breaks) in best.items():
            for end in [len(atoms)] if last else range(first + 1, len(atoms)):
                width = ends[end] - ends[first] - (atoms[first].spaced if first < end else 0)
                if first >= end or width > length:
                    continue
                cost = so_far + _cost(width, target, last) + costs[end - 1] * (not last)
                cost += ORPHAN * (end - first == 1 and width <= SHORT)
                if end not in longer or cost < longer[end][0]:
                    longer[end] = cost, (*breaks, end)
        best = longer
    breaks = best[len(atoms)][1]
    return [joined(atoms[first:end]) for first, end in zip((0, *breaks), breaks, strict=False)]


def joined(atoms: Sequence[Atom]) -> str:
    return "".join(f" {atom.text}" if atom.spaced else atom.text for atom in atoms).strip()


def _cost(width: int, target: float, last: bool) -> float:
    """Of a line that is wider or narrower than it would be if all were alike."""
    unlike = abs(width - target) / max(target, 1.0) * 8
    return unlike * TOP_HEAVY if width > target and not last else unlike
