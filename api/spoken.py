"""A transcript in, tokens out whose texts joined are its text: words, what stands between them, sounds."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from activities.transcript import Event, Segment, Transcript, Word
from api.exports import atoms

Kind = Literal["word", "spacing", "audio_event"]
PART = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: float
    end: float
    kind: Kind = "word"
    speaker: str | None = None  # id
    confidence: float | None = None
    at: int | None = None  # where it begins in the transcript's text; None: it is not in there


def tokens(transcript: Transcript) -> list[Token]:
    """In the order of the text."""
    found: list[Token] = []
    at = 0
    for number, segment in enumerate(transcript.segments):
        if number:
            last = found[-1] if found else None
            before, speaker = (last.end, last.speaker) if last else (segment.start, None)
            found.append(_between(" ", before, segment.start, speaker, at - 1))
        found += of_segment(segment, at)
        at += len(segment.text) + 1
    return found


def of_segment(segment: Segment, at: int = 0) -> list[Token]:
    """`at`: where the segment begins in the text."""
    spoken = _placed(segment)
    if not spoken:
        blank = _between(segment.text, segment.start, segment.end, segment.speaker, at)
        return [blank] if segment.text else []
    ends = [*(first for _, first, _ in spoken[1:]), len(segment.text)]
    found = []
    for number, ((word, first, last), following) in enumerate(zip(spoken, ends, strict=True)):
        first = 0 if number == 0 else first  # what stands in front of the first word belongs to it
        speaker = word.speaker or segment.speaker
        text = segment.text[first:last]
        found.append(Token(text, word.start, word.end, "word", speaker, word.confidence, at + first))
        if last < following:
            after = spoken[number + 1][0].start if number + 1 < len(spoken) else word.end
            found.append(_between(segment.text[last:following], word.end, after, speaker, at + last))
    return found


def by_time(found: Sequence[Token]) -> list[Token]:
    """The words of several channels, sorted by start; as much space in front of each as there was."""
    spaced = [
        (token, number == 0 or found[number - 1].kind == "spacing")
        for number, token in enumerate(found)
        if token.kind != "spacing"
    ]
    ordered: list[Token] = []
    for token, space in sorted(spaced, key=lambda one: one[0].start):
        if ordered and space:
            last = ordered[-1]
            ordered.append(_between(" ", last.end, token.start, last.speaker, None))
        ordered.append(replace(token, at=None))
    return ordered


def with_events(found: Sequence[Token], events: Sequence[Event]) -> list[Token]:
    """Each sound in front of the first word that does not begin before it."""
    sounds = deque(
        Token(
            f"({event.type.replace('_', ' ')})", event.start, event.end, "audio_event", None, event.confidence
        )
        for event in sorted(events, key=lambda event: event.start)
    )
    woven: list[Token] = []
    for token in found:
        while sounds and token.kind == "word" and sounds[0].start <= token.start:
            sound = sounds.popleft()
            woven += [sound, _between(" ", sound.end, token.start, None, None)]
        woven.append(token)
    for sound in sounds:
        woven += [_between(" ", woven[-1].end, sound.start, None, None)] if woven else []
        woven.append(sound)
    return woven


Ends = Callable[[Sequence[Token], Sequence[Token], Token], bool]  # a group; what follows; the next word


def groups(found: Iterable[Token], ends: Ends) -> Iterator[list[Token]]:
    """Each begins and ends with a word."""
    group: list[Token] = []
    between: list[Token] = []
    for token in found:
        if token.kind != "word":
            between.append(token)
            continue
        if group and ends(group, between, token):
            yield group
            group = []
        group += [*(between if group else []), token]
        between = []
    if group:
        yield group


def places(found: Sequence[Token]) -> Callable[[int], int]:
    """Tells where a character of the transcript's text is in that of the tokens."""
    theirs, ours, length = [], [], 0
    for token in found:
        if token.at is not None:
            theirs.append(token.at)
            ours.append(length)
        length += len(token.text)

    def place(char: int) -> int:
        number = bisect_right(theirs, char) - 1
        return char if number < 0 else ours[number] + char - theirs[number]

    return place


def _between(text: str, start: float, end: float, speaker: str | None, at: int | None) -> Token:
    return Token(text, start, max(start, end), "spacing", speaker, None, at)


def _placed(segment: Segment) -> list[tuple[Word, int, int]]:
    """Each word with the letters of the segment's text that are it, signs right behind it included."""
    spoken = _found(segment) or _spread(segment)
    ends = [*(first for _, first, _ in spoken[1:]), len(segment.text)][: len(spoken)]
    placed = []
    for (word, first, last), following in zip(spoken, ends, strict=True):
        signs = PART.match(segment.text, last, following)
        placed.append((word, first, signs.end() if signs else last))
    return placed


def _found(segment: Segment) -> list[tuple[Word, int, int]]:
    """Empty when a word is not in the text, in its order."""
    spoken, cursor = [], 0
    for word in atoms.words(segment):
        text = word.text.strip()
        first = segment.text.find(text, cursor)
        if first < 0:
            return []
        cursor = first + len(text)
        spoken.append((word, first, cursor))
    return spoken


def _spread(segment: Segment) -> list[tuple[Word, int, int]]:
    """The parts of the text, with times that go by their length."""
    parts = list(PART.finditer(segment.text))
    pace = (segment.end - segment.start) / max(1, len(segment.text))
    return [
        (
            Word(
                text=part[0],
                start=segment.start + pace * part.start(),
                end=segment.start + pace * part.end(),
                speaker=segment.speaker,
            ),
            part.start(),
            part.end(),
        )
        for part in parts
    ]


def characters(token: Token) -> Iterator[tuple[str, float, float]]:
    """Each letter with an even share of the word's time."""
    pace = (token.end - token.start) / max(1, len(token.text))
    for number, letter in enumerate(token.text):
        yield letter, token.start + pace * number, token.start + pace * (number + 1)
