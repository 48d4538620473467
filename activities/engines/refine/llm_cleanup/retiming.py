"""A segment and its new text in; the segment with that text, every word in its time, out."""

import re
from difflib import SequenceMatcher

from activities.engines.refine.llm_cleanup.belief import bare
from activities.transcript import Segment, Word

# Scripts that put no spaces between words: a word each character, with the punctuation after it.
SPACELESS = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff][^\w\s]*|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)


def retimed(segment: Segment, text: str) -> Segment:
    """Words that are still there keep their times and confidence; the others share the time between."""
    words: list[Word] = []
    if segment.words:
        old = [bare(word.text) for word in segment.words]
        texts = divided(text, like=segment)
        for kind, first, last, start, end in SequenceMatcher(
            None, old, [bare(word) for word in texts], autojunk=False
        ).get_opcodes():
            if kind == "equal":
                kept = zip(segment.words[first:last], texts[start:end], strict=True)
                words += [word.model_copy(update={"text": new}) for word, new in kept]
            else:
                words += shared(segment, first, last, texts[start:end])
    return segment.model_copy(update={"text": text, "words": words})


def divided(text: str, like: Segment) -> list[str]:
    spaceless = len(like.words) > 1 and len(like.text.split()) < len(like.words) / 2
    return SPACELESS.findall(text) if spaceless else text.split()


def shared(segment: Segment, first: int, last: int, texts: list[str]) -> list[Word]:
    """New words in the time of the old ones [first, last), or between their neighbours, by their length."""
    old = segment.words
    if first < last:
        start, end = old[first].start, old[last - 1].end
    else:
        start = old[first - 1].end if first else segment.start
        end = max(start, old[first].start if first < len(old) else segment.end)
    speaker = old[min(first, len(old) - 1)].speaker
    letters = sum(map(len, texts)) or 1
    found, done = [], 0
    for text in texts:
        at = start + (end - start) * done / letters
        done += len(text)
        until = start + (end - start) * done / letters
        found.append(Word(text=text, start=round(at, 3), end=round(until, 3), speaker=speaker))
    return found
