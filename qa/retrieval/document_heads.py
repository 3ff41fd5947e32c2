"""Documents found by their heads: title, publisher, date, file name and first lines, apart from their passages.

Of many reports of one kind each passage reads alike, and only the head says which report it belongs to. A question that
names a place, a year, a product or a title is led to the documents whose heads name it, and there to the passages.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.shared_terms import holding, rarity
from qa.types import Document, Language, Question, Range

RUNS = "CREATE TABLE runs (number INTEGER PRIMARY KEY, document_id TEXT, language TEXT, first INTEGER, stop INTEGER)"
# Documents count whose head tells at least this share of what the best head tells.
_SHARE_OF_BEST = 0.7
# What a head has to tell at least: a word that half of the heads have tells .7.
_LEAST = 0.8
# A question that fits more documents than these is led to none of them.
_MOST_DOCUMENTS = 24
# Of a document of fewer passages each is found as well by itself, since its title is searched with it. With 4 here,
# news of four passages took the first place from 3 % of the right paragraphs (260 XQuAD questions, en-zh).
_LONG = 8
# A guessed translation weighs as much as this.
_GUESSED = 0.3


class Run(NamedTuple):
    """The passages of a document in one language: the rows `first` to `stop`."""

    number: int
    document_id: str
    first: int
    stop: int

    @property
    def is_long(self) -> bool:
        """Whether the passages are so many that their search alone may miss the document."""
        return self.stop - self.first >= _LONG


def head_texts(document: Document) -> tuple[str, str]:
    """What is searched of a document's head: what it is called and who published it when, and its first lines."""
    return f"{document.head}\n{PurePosixPath(document.id).stem}".replace("_", " "), document.lead


def fill(
    connection: sqlite3.Connection,
    languages: Sequence[tuple[Language, str]],
    heads: Mapping[str, tuple[str, str]],
) -> list[str]:
    """Write the runs of sorted rows, given by language and document; the heads of their documents, to be searched.

    The name of run i is text 2i, its first lines are text 2i + 1, which is empty for a short document.
    """
    runs = list(_runs(languages))
    connection.executemany(
        "INSERT INTO runs VALUES (?, ?, ?, ?, ?)",
        ((number, document, language, first, stop) for number, (language, document, first, stop) in enumerate(runs)),
    )
    return [
        part if at == 0 or stop - first >= _LONG else ""
        for _, document, first, stop in runs
        for at, part in enumerate(heads[document])
    ]


def _runs(languages: Sequence[tuple[Language, str]]) -> Iterator[tuple[Language, str, int, int]]:
    for (language, document), rows in groupby(range(len(languages)), key=languages.__getitem__):
        held = list(rows)
        yield language, document, held[0], held[-1] + 1


class DocumentHeads:
    """The heads of one generation, searched by `lexical`; `rows` runs a query."""

    def __init__(self, rows: Callable[..., list[Any]], lexical: LexicalIndex) -> None:
        self._lexical = lexical
        self._runs: dict[Language, list[Run]] = {}
        for number, document_id, language, first, stop in rows("SELECT * FROM runs ORDER BY number"):
            self._runs.setdefault(language, []).append(Run(number, document_id, first, stop))

    def named(self, question: Question) -> dict[Language, list[Run]]:
        """The documents in each language whose heads a question names, best first; none where all of them are short."""
        found = {language: runs for language in self._runs if (runs := self._named(question, language))}
        return found if any(run.is_long for runs in found.values() for run in runs) else {}

    def _named(self, question: Question, language: Language) -> list[Run]:
        """Those in one language; none where the question names none, or fits very many."""
        runs = self._runs.get(language, [])
        if len(runs) < 2:
            return []
        scores = self._scores(question, language, (runs[0].number, runs[-1].number + 1))
        best = float(scores.max())
        chosen = np.flatnonzero(scores >= _SHARE_OF_BEST * best) if best >= _LEAST else np.empty(0, np.int64)
        if not 0 < len(chosen) <= min(_MOST_DOCUMENTS, len(runs) - 1):
            return []
        return [runs[int(at)] for at in chosen[np.lexsort((chosen, -scores[chosen]))]]

    def _scores(self, question: Question, language: Language, within: Range) -> NDArray[np.float64]:
        """For each head the summed rarity of the terms that it holds, all forms of a term as one.

        What a document is called counts by any term; its first lines only by names, since they tell facts as well.
        """
        scores = np.zeros(within[1] - within[0])
        names = {part.text: part for subject in question.subjects for part in subject.parts}
        for term in ({term.text: term for term in question.terms} | names).values():
            certain, guessed = holding(self._lexical, term, language, within=(2 * within[0], 2 * within[1]))
            held = np.zeros_like(scores)
            for rows, share in ((guessed, _GUESSED), (certain, 1.0)):
                counted = rows if term.text in names else rows[rows % 2 == 0]
                held[counted // 2 - within[0]] = share
            if held.any():
                scores += held * rarity(float(held.sum()), within)
        return scores
