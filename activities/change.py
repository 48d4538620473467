"""What somebody wants different in a transcript, and which such wishes still hold."""

from collections.abc import Sequence

from pydantic import Field

from activities.transcript import Noun


class Reassignment(Noun):
    """Somebody else says a segment, or some of its words."""

    segment: str  # its id
    speaker: str
    first: int | None = None  # number of a word in the segment, from 0; None: all words
    last: int | None = None  # included
    said: str | None = None  # those words, so that it is never applied to others


class Change(Noun):
    """Done in this order: merge, reassign, speakers, segments."""

    name: str | None = None  # of the job
    was: str | None = None  # what the job was called before
    merge: dict[str, str] = Field(default_factory=dict)  # speaker who is really another
    reassign: list[Reassignment] = Field(default_factory=list)
    speakers: dict[str, str | None] = Field(default_factory=dict)  # labels; None: without
    segments: dict[str, str] = Field(default_factory=dict)  # corrected texts by segment id
    reverts: list[int] = Field(default_factory=list)  # numbers of earlier changes that are taken back


def in_effect(changes: Sequence[Change]) -> list[int]:
    """Numbers, from 1, of the changes that hold: a revert takes others back, also other reverts."""
    reverted: set[int] = set()
    holding = []
    for number in range(len(changes), 0, -1):
        if number in reverted:
            continue
        holding.append(number)
        reverted.update(changes[number - 1].reverts)
    return holding[::-1]


def name_after(changes: Sequence[Change], name: str) -> str:
    """What a job called `name` now is called by the changes that hold."""
    renamings = [change for change in changes if change.name is not None]
    held = [changes[number - 1].name for number in in_effect(changes)]
    given = [name for name in held if name is not None]
    if given:
        return given[-1]
    return (renamings[0].was or name) if renamings else name
