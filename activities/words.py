"""What somebody typed to search for in; terms out, and how SQLite's FTS5 asks for them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST_PREFIX = 3  # letters; the prefix index of job_words is made for them

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han. Each letter counts as a word.
UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
)
BETWEEN = re.compile(rf"(?<=[{UNSPACED}])(?=\w)|(?<=\w)(?=[{UNSPACED}])")
SPACE_BETWEEN = re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")
PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Term:
    """Words that follow one another."""

    words: tuple[str, ...]
    prefix: bool = False  # the last one may go on

    @property
    def text(self) -> str:
        return " ".join(self.words)


def terms(typed: str) -> list[Term]:
    """Quotes hold a phrase together; the last word, unless quoted, may be the beginning of one."""
    pieces = [(bool(bare), words(quoted or bare)) for quoted, bare in PIECE.findall(typed)]
    found = [(bare, said) for bare, said in pieces if said]
    last = len(found) - 1
    return [
        Term(tuple(said), bare and at == last and len(said[-1]) >= SHORTEST_PREFIX)
        for at, (bare, said) in enumerate(found)
    ]


def words(text: str) -> list[str]:
    """As FTS5's unicode61 tells them apart: runs of letters, digits and private characters."""
    letters = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in spaced(text))
    return [word for word in "".join(letters).split() if any(letter.isalnum() for letter in word)]


def spaced(text: str) -> str:
    """With spaces between letters of scripts that have none."""
    return BETWEEN.sub(" ", CONTROL.sub(" ", text))


def unspaced(text: str) -> str:
    return SPACE_BETWEEN.sub("", text)


def fts5(asked: Sequence[Term], tenant: str) -> str:
    """For MATCH on job_words. Every word is quoted: nothing typed is syntax."""
    said = " AND ".join(f'"{term.text}"{" *" if term.prefix else ""}' for term in asked)
    whose = words(tenant)
    # Keeps other tenants' texts from being looked at; whose a job is, its row says.
    return f'tenant : "{" ".join(whose)}" AND text : ({said})' if whose else f"text : ({said})"
