"""A segment and the text that somebody wrote in place of its own in; its words, timed again, out.

Words that are still there keep their times. Those between them share the time of what they replace by length.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from activities.transcript import Segment, Word

MOST_COMPARED = 100_000  # pairs; longer texts are compared from both ends only
ENDS = ".,;:!?"


class Block(NamedTuple):
    """So many items in front of `old` and `new`: the same in both, or replaced."""

    same: bool
    old: slice
    new: slice


def corrected(segment: Segment, text: str) -> Segment:
    """The segment with another text. A segment without words stays without."""
    words = _characters(segment, text) if unspaced(segment) else _tokens(segment, text)
    update = {"text": text, "words": list(words) if segment.words else [], "confidence": None}
    return segment.model_copy(update=update)


def unspaced(segment: Segment) -> bool:
    """Whether the language is written without spaces between words."""
    return len(segment.words) > 1 and not re.search(r"\s", segment.text)


def moved(segment: Segment, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where characters of the segment's text are in another one; None: they are gone."""
    pattern = r"\S" if unspaced(segment) else r"\S+"
    old = [found.span() for found in re.finditer(pattern, segment.text)]
    new = [found.span() for found in re.finditer(pattern, text)]
    touched = [at for at, span in enumerate(old) if span[0] < end and span[1] > start]
    if not touched:
        return None
    keys = [_key(segment.text[a:b]) for a, b in old], [_key(text[a:b]) for a, b in new]
    blocks = list(compared(*keys))
    first = next(block for block in blocks if block.old.start <= touched[0] < block.old.stop)
    last = next(block for block in blocks if block.old.start <= touched[-1] < block.old.stop)
    if first.same:
        begin, until = new[first.new.start + touched[0] - first.old.start]
        begin = min(until, begin + max(0, start - old[touched[0]][0]))
    else:
        begin = new[first.new.start][0] if first.new.start < len(new) else len(text)
    if last.same:
        at, until = new[last.new.start + touched[-1] - last.old.start]
        stop = min(until, at + end - old[touched[-1]][0])
    else:
        stop = len(text[: new[last.new.stop - 1][1]].rstrip(ENDS)) if last.new.stop else 0
    return (begin, stop) if begin < stop else None


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Both from begin to end, in blocks."""
    if len(old) * len(new) <= MOST_COMPARED:
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield Block(tag == "equal", slice(a, b), slice(c, d))
        return
    shorter = min(len(old), len(new))
    front = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    back = next((at for at in range(shorter - front) if old[-1 - at] != new[-1 - at]), shorter - front)
    yield Block(True, slice(0, front), slice(0, front))
    yield Block(False, slice(front, len(old) - back), slice(front, len(new) - back))
    yield Block(True, slice(len(old) - back, len(old)), slice(len(new) - back, len(new)))


def _tokens(segment: Segment, text: str) -> Iterator[Word]:
    tokens, words = text.split(), segment.words
    for block in compared([_key(word.text) for word in words], [_key(token) for token in tokens]):
        if block.same:
            for word, token in zip(words[block.old], tokens[block.new], strict=True):
                yield word.model_copy(update={"text": token})
        else:
            yield from _spread(segment, block.old, tokens[block.new])


def _characters(segment: Segment, text: str) -> Iterator[Word]:
    """Words all of whose characters are still there stay; what is between them is one word each."""
    word_of = [at for at, word in enumerate(segment.words) for _ in word.text]
    written = "".join(word.text for word in segment.words)
    here: dict[int, int] = {}  # by word: where it is in the text
    for block in compared(written, text):
        for at in range(block.old.start, block.old.stop) if block.same else ():
            word = word_of[at]
            begins = at == 0 or word_of[at - 1] != word
            if begins and at + len(segment.words[word].text) <= block.old.stop:
                here[word] = block.new.start + at - block.old.start
    done, cursor = 0, 0
    for word, at in here.items():
        yield from _spread(segment, slice(done, word), text[cursor:at].split())
        yield segment.words[word]
        done, cursor = word + 1, at + len(segment.words[word].text)
    yield from _spread(segment, slice(done, len(segment.words)), text[cursor:].split())


def _spread(segment: Segment, old: slice, texts: Sequence[str]) -> Iterator[Word]:
    """New words in the time of the old ones or, where there were none, of the pause."""
    if not texts:
        return
    words, replaced = segment.words, segment.words[old]
    before, after = words[: old.start], words[old.stop :]
    start = replaced[0].start if replaced else (before[-1].end if before else segment.start)
    end = replaced[-1].end if replaced else (after[0].start if after else segment.end)
    speaker = (replaced or before[-1:] or after[:1])[0].speaker if words else segment.speaker
    at, end = start, max(start, end)
    pace = (end - start) / sum(map(len, texts))  # seconds a letter
    for text in texts:
        until = min(end, at + pace * len(text))
        yield Word(text=text, start=round(at, 3), end=round(until, 3), speaker=speaker)
        at = until


def _key(token: str) -> str:
    """Capitals and punctuation do not make it another word."""
    return "".join(letter for letter in token.casefold() if letter.isalnum()) or token
