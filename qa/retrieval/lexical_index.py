"""Lexical search: SQLite FTS5 over text that is segmented beforehand, since its own tokenizers find no Chinese words.

A row has three columns of tokens: words, neighbouring pairs of Chinese characters (a longer word is a phrase of pairs),
and syllables of Chinese characters. Rows of one language lie together, so a language is a range of rows.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.language import bigrams, is_han, words
from qa.language.pinyin import readings
from qa.types import Form, Range

Rows = NDArray[np.int64]
TABLE = "lexical"


def table(name: str) -> str:
    """The statement that creates a table of segmented text."""
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5(words, pairs, readings, content='',"
        " tokenize='unicode61 remove_diacritics 0')"
    )


# A query's time grows with the square of its tokens: 256 of them take 40 ms over 3,000 passages, 2,000 take 500 ms.
_MOST_TOKENS = 256
# Sets of forms whose rows are remembered: those of a few questions.
_REMEMBERED = 256
_REMEMBERED_FORMS = 8192
# Stands where a run of Chinese characters ends, so that no phrase of syllables reaches over it; itself no syllable.
_GAP = "0"


def fill(connection: sqlite3.Connection, texts: Iterable[tuple[int, str]], *, table: str = TABLE) -> None:
    """Put numbered texts into a fresh table."""
    connection.executemany(
        f"INSERT INTO {table} (rowid, words, pairs, readings) VALUES (?, ?, ?, ?)", map(_tokens, texts)
    )


def _tokens(numbered: tuple[int, str]) -> tuple[int, str, str, str]:
    row, text = numbered
    syllables = [_GAP if syllable == "|" else syllable for syllable in readings(text)]
    return row, " ".join(words(text)), " ".join(bigrams(text)), " ".join(syllables)


class LexicalIndex:
    """Questions to the table; `rows` runs a query. Only quoted text ever reaches FTS5, never its operators."""

    def __init__(self, rows: Callable[..., list[Any]], *, table: str = TABLE) -> None:
        self._rows = rows
        self._table = table
        self._containing = lru_cache(_REMEMBERED)(self._look_up)

    def ranked(self, text: str, *, within: Range, limit: int) -> Sequence[int]:
        """The rows that share words with `text`, best first by BM25 (the k1 = 1.2, b = 0.75 of FTS5); ties by row.

        Of a very long text, its beginning and its end count: a question stands in one or the other.
        """
        tokens = [f"words:{_quoted(word)}" for word in _ends(dict.fromkeys(words(text)))]
        tokens += [f"pairs:{_quoted(pair)}" for pair in _ends(dict.fromkeys(bigrams(text)))]
        if not tokens:
            return ()
        found = self._rows(
            f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ? AND rowid >= ? AND rowid < ?"
            f" ORDER BY bm25({self._table}, 1.0, 1.0, 0.0), rowid LIMIT ?",
            " OR ".join(tokens),
            *within,
            limit,
        )
        return [row for (row,) in found]

    def containing(self, forms: Sequence[Form], *, within: Range) -> Rows:
        """The rows in which at least one of the forms stands, in ascending order. Not to be changed."""
        expressions = dict.fromkeys(_expression(form) for form in forms if form.text.strip())
        return self._containing(tuple(expressions)[:_MOST_TOKENS], within)

    def _look_up(self, expressions: tuple[str, ...], within: Range) -> Rows:
        if not expressions:
            return np.empty(0, np.int64)
        found = self._rows(
            f"SELECT rowid FROM {self._table} WHERE {self._table} MATCH ? AND rowid >= ? AND rowid < ?",
            " OR ".join(expressions),
            *within,
        )
        return np.fromiter(chain.from_iterable(found), np.int64, len(found))


def _ends(tokens: Iterable[str]) -> list[str]:
    """All tokens, or as many from the beginning as from the end."""
    every = list(tokens)
    half = _MOST_TOKENS // 2
    return every if len(every) <= _MOST_TOKENS else [*every[:half], *every[-half:]]


@lru_cache(_REMEMBERED_FORMS)
def _expression(form: Form) -> str:
    """A form as an FTS5 phrase."""
    if form.is_reading:
        return f"readings:{_quoted(form.text)}"
    if is_han(form.text[0]):
        pairs = bigrams(form.text)
        return f"pairs:{_quoted(' '.join(pairs))}" if pairs else f"words:{_quoted(form.text)}"
    return f"words:{_quoted(form.text)}"


def _quoted(text: str) -> str:
    """A string of FTS5's query language, in which nothing but the quote has a meaning; NUL would end the query."""
    return '"' + text.replace('"', '""').replace("\0", " ").encode("utf-8", "replace").decode() + '"'
