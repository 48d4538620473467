"""References and hypotheses in; word error rate, and utterances that are missing or doubled, out."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

import jiwer
from whisper_normalizer.english import EnglishTextNormalizer

HEARD = 0.3  # of an utterance's words that must be found for it not to be missing
REPEATED = 4  # words from which on an insertion can be a sentence said twice
ALIKE = 0.75  # of 1: how like what stands beside it an insertion must be to count as a repetition


@dataclass(frozen=True)
class Score:
    errors: int
    words: int
    missing: list[int]  # numbers of utterances of which hardly a word was found
    doubled: list[str]  # words that were written twice

    @property
    def wer(self) -> float:
        return self.errors / self.words


@cache
def normalizer() -> EnglishTextNormalizer:
    return EnglishTextNormalizer()


def words(text: str) -> list[str]:
    return str(normalizer()(text)).split()


def pooled(references: list[str], hypotheses: list[str]) -> Score:
    """Each recording against its own text."""
    scores = [score([reference], text) for reference, text in zip(references, hypotheses, strict=True)]
    missing = [number for number, one in enumerate(scores) if one.missing]
    doubled = [text for one in scores for text in one.doubled]
    return Score(sum(one.errors for one in scores), sum(one.words for one in scores), missing, doubled)


def score(references: list[str], hypothesis: str) -> Score:
    """The texts of utterances in the order they are said, against one hypothesis of all of them."""
    spoken = [words(reference) for reference in references]
    expected = [word for utterance in spoken for word in utterance]
    heard = words(hypothesis)
    output = jiwer.process_words(" ".join(expected), " ".join(heard) or " ")
    found = [False] * len(expected)
    doubled: list[str] = []
    for chunk in output.alignments[0]:
        if chunk.type == "equal":
            found[chunk.ref_start_idx : chunk.ref_end_idx] = [True] * (
                chunk.ref_end_idx - chunk.ref_start_idx
            )
        elif chunk.type == "insert" and is_repetition(heard, chunk.hyp_start_idx, chunk.hyp_end_idx):
            doubled.append(" ".join(heard[chunk.hyp_start_idx : chunk.hyp_end_idx]))
    errors = output.substitutions + output.deletions + output.insertions
    return Score(errors, len(expected), _missing(spoken, found), doubled)


def is_repetition(heard: list[str], start: int, end: int) -> bool:
    """Whether inserted words say again what stands right before or after them."""
    length = end - start
    beside = (heard[max(0, start - length) : start], heard[end : end + length])
    alike = (SequenceMatcher(None, heard[start:end], other).ratio() for other in beside)
    return length >= REPEATED and max(alike) >= ALIKE


def _missing(spoken: list[list[str]], found: list[bool]) -> list[int]:
    missing: list[int] = []
    first = 0
    for number, utterance in enumerate(spoken):
        hits = sum(found[first : first + len(utterance)])
        if utterance and hits < HEARD * len(utterance):
            missing.append(number)
        first += len(utterance)
    return missing
