"""Lexical search: SQLite FTS5 over text that is segmented beforehand, since its own tokenizers find no Chinese words.

A row has three columns of tokens: words, neighbouring pairs of Chinese characters (a longer word is a phrase of pairs),
and syllables of Chinese characters. Rows of one language lie together, so a language is a range of rows.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.language import bigrams, is_han, words
from qa.language.readings import readings
from qa.types import Form, Range

Rows = NDArray[np.int64]


def create(connection: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
    """The table in a fresh store, filled with numbered texts."""
    connection.execute(
        "CREATE VIRTUAL TABLE lexical USING fts5(words, pairs, readings, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    connection.executemany(
        "INSERT INTO lexical (rowid, words, pairs, readings) VALUES (?, ?, ?, ?)", map(_tokens, texts)
    )


def _tokens(numbered: tuple[int, str]) -> tuple[int, str, str, str]:
    row, text = numbered
    return row, " ".join(words(text)), " ".join(bigrams(text)), " ".join(readings(text))


class LexicalIndex:
    """Questions to the table of `create`; `connect` gives this thread's connection."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect

    def ranked(self, text: str, *, within: Range, limit: int) -> Sequence[int]:
        """The rows that share words with `text`, best first by BM25 (the k1 = 1.2, b = 0.75 of FTS5); ties by row."""
        tokens = [f'words:"{word}"' for word in dict.fromkeys(words(text))]
        tokens += [f'pairs:"{pair}"' for pair in dict.fromkeys(bigrams(text))]
        if not tokens:
            return ()
        found = self._connect().execute(
            "SELECT rowid FROM lexical WHERE lexical MATCH ? AND rowid >= ? AND rowid < ?"
            " ORDER BY bm25(lexical, 1.0, 1.0, 0.0), rowid LIMIT ?",
            (" OR ".join(tokens), *within, limit),
        )
        return [row for (row,) in found]

    def containing(self, forms: Sequence[Form], *, within: Range) -> Rows:
        """The rows in which at least one of the forms stands, in ascending order."""
        if not forms:
            return np.empty(0, np.int64)
        found = self._connect().execute(
            "SELECT rowid FROM lexical WHERE lexical MATCH ? AND rowid >= ? AND rowid < ?",
            (" OR ".join(dict.fromkeys(map(_expression, forms))), *within),
        )
        return np.fromiter((row for (row,) in found), np.int64)


def _expression(form: Form) -> str:
    """A form as an FTS5 phrase; only letters and digits ever stand between its quotes."""
    if form.is_reading:
        return f'readings:"{form.text}"'
    if is_han(form.text[0]):
        pairs = bigrams(form.text)
        return f'pairs:"{" ".join(pairs)}"' if pairs else f'words:"{form.text}"'
    return f'words:"{form.text}"'
