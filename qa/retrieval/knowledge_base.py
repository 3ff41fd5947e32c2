"""The documents and passages of one generation of an index: a store, postings and vectors, read only once written."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from embeddings import EmbeddingError, VectorIndex
from embeddings.array_file import read_arrays
from qa.errors import DocumentMissing, IndexDamaged
from qa.retrieval.background import SAMPLE, Background
from qa.retrieval.document_heads import DocumentHeads
from qa.retrieval.generations import damaged
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.read_only_database import ReadOnlyDatabase
from qa.retrieval.store import (
    DOCUMENTS_QUERY,
    HEADS_FILE,
    LENGTHS,
    LENGTHS_FILE,
    SCHEMA,
    SCHEMA_QUERY,
    STORE_FILE,
    WORDS_FILE,
    StoredDocument,
    stored_document,
)
from qa.types import Document, Language, Passage, Range

# A file for each language, so that a search looks at its passages alone.
_VECTOR_FILE = "{}.vectors"
Vectors = Mapping[Language, VectorIndex]


def build_vectors(vectors: NDArray[np.float32], rows: NDArray[np.int64], ranges: Mapping[Language, Range]) -> Vectors:
    """An index for each language, of row i of `vectors` as that of passage `rows[i]`; `rows` are ascending."""
    found = {}
    for language, within in ranges.items():
        part = slice(*np.searchsorted(rows, within))
        found[language] = VectorIndex.build(vectors[part], rows[part])
    return found


def write_vectors(folder: Path, vectors: NDArray[np.float32], ranges: Mapping[Language, Range]) -> None:
    """The vectors of a generation: row i is that of passage i of its store."""
    for language, index in build_vectors(vectors, np.arange(len(vectors)), ranges).items():
        index.save(folder / _VECTOR_FILE.format(language))


class KnowledgeBase:
    """One generation, opened for reading from any number of threads; it stays readable after its folder has gone.

    Raises `IndexDamaged` where the files are not what this program writes. Of a generation that is still being made
    `vectors` are those that are known so far, by row.
    """

    def __init__(self, folder: Path, *, dimension: int, vectors: Vectors | None = None) -> None:
        self.folder = folder
        self._store = ReadOnlyDatabase(folder / STORE_FILE, self._damaged)
        if dict(self._store.rows(SCHEMA_QUERY)) != SCHEMA:
            raise self._damaged("its tables are not ours")
        self.lexical = LexicalIndex(folder / WORDS_FILE, damaged)
        self.heads = DocumentHeads(self._store.rows, LexicalIndex(folder / HEADS_FILE, damaged))
        self.ranges = self._ranges()
        self.lengths = self._lengths()
        self.mean_lengths = {
            language: float(self.lengths[slice(*rows)].mean()) for language, rows in self.ranges.items()
        }
        self.vectors = self._load_vectors(dimension) if vectors is None else vectors
        self.has_vector = np.zeros(len(self.lengths), bool)
        for index in self.vectors.values():
            self.has_vector[index.ids] = True
        self.background = Background({language: _sample(index) for language, index in self.vectors.items()})

    def close(self) -> None:
        """Let the store go; it is let go by itself when nobody holds this any more."""
        self._store.close()

    def cosines(self, rows: Sequence[int], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The likeness of the passages of these rows to a unit vector; NaN where a passage has no vector yet."""
        places = np.array(rows, np.int64)
        found = np.full(len(rows), np.nan, np.float32)
        known = self.has_vector[places]
        for language, (first, end) in self.ranges.items():
            here = known & (places >= first) & (places < end)
            found[here] = self.vectors[language].vectors(places[here]) @ vector
        return found

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of these rows, in the same order."""
        return [self._passage(row) for row in rows]

    def passages_of(self, document_id: str) -> list[Passage]:
        """The passages of a document, from its first to its last."""
        rows = self._store.rows("SELECT row FROM passages WHERE document_id = ? ORDER BY start", document_id)
        return self.passages([row for (row,) in rows])

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises `DocumentMissing`."""
        found = self._store.rows(f"{DOCUMENTS_QUERY} WHERE id = ?", document_id)
        if not found:
            raise DocumentMissing(f"No document {document_id!r} in this index. See: qa documents list")
        return self._stored(found[0]).document

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents by id."""
        return tuple(map(self._stored, self._store.rows(f"{DOCUMENTS_QUERY} ORDER BY id")))

    def passage_counts(self) -> dict[str, int]:
        """The number of passages of each document, by its id; a document without any is not in it."""
        return dict(self._store.rows("SELECT document_id, count(*) FROM passages GROUP BY document_id"))

    def count(self) -> tuple[int, int]:
        """The number of documents and of passages."""
        return self._store.rows("SELECT count(*) FROM documents")[0][0], len(self.lengths)

    def _stored(self, row: Sequence[Any]) -> StoredDocument:
        try:
            return stored_document(row)
        except ValueError as error:
            raise self._damaged(str(error)) from None

    def _passage(self, row: int) -> Passage:
        found = self._store.rows(
            "SELECT p.id, p.document_id, p.heading, substr(d.text, p.start + 1, p.stop - p.start), p.start, p.stop"
            " FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.row = ?",
            row,
        )
        try:
            return Passage(*found[0])
        except (ValueError, TypeError, IndexError):
            raise self._damaged(f"passage {row} is not in its document") from None

    def _ranges(self) -> dict[Language, Range]:
        """The rows of each language: one run after the other."""
        found = self._store.rows(
            "SELECT language, min(row), max(row) + 1, count(*) FROM passages GROUP BY language ORDER BY min(row)"
        )
        ranges: dict[Language, Range] = {}
        last = 0
        for language, first, end, count in found:
            if language not in get_args(Language) or first != last or end - first != count:
                raise self._damaged("its passages are not in order")
            ranges[language] = first, end
            last = end
        return ranges

    def _lengths(self) -> NDArray[np.uint32]:
        """The length of each passage, in characters."""
        passages = max((end for _, end in self.ranges.values()), default=0)
        try:
            lengths: NDArray[np.uint32] = read_arrays(self.folder / LENGTHS_FILE, [LENGTHS])[LENGTHS]
        except (OSError, ValueError) as error:
            raise damaged(self.folder / LENGTHS_FILE, f"cannot be used ({error})") from None
        if not passages == len(lengths) == len(self.lexical):
            raise self._damaged(f"it has {passages} passages, {WORDS_FILE} has {len(self.lexical)}")
        return lengths

    def _load_vectors(self, dimension: int) -> Vectors:
        found = {}
        for language, (first, end) in self.ranges.items():
            file = self.folder / _VECTOR_FILE.format(language)
            try:
                found[language] = VectorIndex.load(file, dimension=dimension)
            except EmbeddingError:
                raise damaged(file) from None
            if not np.array_equal(found[language].ids, np.arange(first, end)):
                raise self._damaged(f"it has {end - first} passages of a language, {file.name} has others")
        return found

    def _damaged(self, reason: str) -> IndexDamaged:
        return damaged(self.folder / STORE_FILE, f"cannot be used ({reason})")


def _sample(index: VectorIndex) -> NDArray[np.float32]:
    """Vectors of some passages, taken at even distances."""
    known = index.ids
    return index.vectors(known[:: max(1, len(known) // SAMPLE)][:SAMPLE])
