"""The words of texts as PostgreSQL finds them: what FTS5 finds on SQLite, and nothing else.

Python tells words apart, so that neither the server's locale nor its parser has a say. The index says which
texts have all words; that they follow one another in a phrase is seen in the text itself, for the positions
that an index can hold end after 16,383 words.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Select, Table, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, insert
from sqlalchemy.orm import Session

from activities.words import Term, words

TABLE = Table(
    "job_words",
    MetaData(),  # no model's: SQLite has FTS5's table of this name
    Column("id", Integer, primary_key=True),  # of the text in job_texts
    Column("words", Text, nullable=False),  # with a space before and after each
    Column("lexemes", TSVECTOR, nullable=False),  # the tenant's too
)
LONGEST_WORD = 500  # letters; a lexeme has at most 2046 bytes
LARGEST = 900_000  # bytes of different words; an index entry holds 1 MiB


class Fold(dict[int, str]):
    """For str.translate: letters without case, and Latin ones without accents."""

    def __missing__(self, code: int) -> str:
        letter, base = chr(code), unicodedata.normalize("NFD", chr(code))[0]
        self[code] = "" if 0x300 <= code <= 0x331 else (base if base.isascii() else letter).lower()
        return self[code]


FOLD = Fold()


def folded(word: str) -> str:
    plain = word.lower() if word.isascii() else word.translate(FOLD)
    return plain[:LONGEST_WORD]


def put(session: Session, text_id: int, tenant: str, text: str) -> None:
    """In place of what the text's words were before."""
    said, different = spoken(text)
    lexemes = func.array_to_tsvector([whose(tenant), *sorted(different)])
    row = {"words": f" {' '.join(said)} ", "lexemes": lexemes}
    added = insert(TABLE).values(id=text_id, **row)
    session.execute(added.on_conflict_do_update(index_elements=[TABLE.c.id], set_=row))


def spoken(text: str) -> tuple[list[str], set[str]]:
    """Words in their order, and the different ones among them: as many as an index entry holds."""
    different: set[str] = set()
    said, size = [], 0
    for word in words(text):
        plain = folded(word)
        if plain not in different:
            size += len(plain.encode())
            if size > LARGEST:
                break
            different.add(plain)
        said.append(plain)
    return said, different


def matching(asked: Sequence[Term], tenant: str) -> Select[Any]:
    """Ids of texts of the tenant in which all of it is said."""
    wanted = select(TABLE.c.id).where(TABLE.c.lexemes.op("@@")(cast(literal(query(asked, tenant)), TSQUERY)))
    phrases = [term for term in asked if len(term.words) > 1]
    return wanted.where(*(TABLE.c.words.contains(_phrase(term), autoescape=True) for term in phrases))


def _phrase(term: Term) -> str:
    said = " ".join(folded(word) for word in term.words)
    return f" {said}" if term.prefix else f" {said} "


def query(asked: Sequence[Term], tenant: str) -> str:
    """A tsquery. Every lexeme is quoted: nothing typed is syntax."""
    parts = [_quoted(whose(tenant))]
    for term in asked:
        *whole, last = (_quoted(folded(word)) for word in term.words)
        parts += [*whole, f"{last}:*" if term.prefix else last]
    return " & ".join(parts)


def whose(tenant: str) -> str:
    """No word has a colon. Keeps other tenants' texts from being looked at."""
    return f":{tenant}"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
