"""The documents and passages of one generation of an index: a SQLite store and a FAISS file, read only once written."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import VectorIndex
from qa.errors import DocumentMissing
from qa.language import detect
from qa.retrieval import lexical_index
from qa.types import Document, Language, Passage, Range

STORE_FILE, VECTOR_FILE = "store.sqlite", "vectors.faiss"
_SCHEMA = """
CREATE TABLE documents (id TEXT PRIMARY KEY, root TEXT, title TEXT, text TEXT, language TEXT, source TEXT, date TEXT, sha256 TEXT);
CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT UNIQUE, document_id TEXT, heading TEXT, start INTEGER, stop INTEGER, language TEXT);
"""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with the path it was loaded from, which decides whether it is still there at the next indexing."""

    document: Document
    root: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage with the text that is searched for it: its document's title, publisher, date and heading come first."""

    passage: Passage
    language: Language
    searched: str

    @property
    def key(self) -> str:
        """What the vector of this entry depends on."""
        return hashlib.sha256(self.searched.encode("utf-8", "surrogatepass")).hexdigest()


def make_entries(document: Document, passages: Iterable[Passage]) -> list[Entry]:
    """The entries of one document."""
    title = document.title.replace("_", " ")
    found = []
    for passage in passages:
        heading = (
            "" if passage.text.startswith(passage.heading) or passage.heading == document.title else passage.heading
        )
        context = " ".join(part for part in (title, document.source, document.date, heading) if part)
        found.append(Entry(passage, detect(passage.text), f"{context}\n{passage.text}"))
    return found


def write(
    folder: Path, documents: Sequence[StoredDocument], entries: Sequence[Entry], vectors: NDArray[np.float32]
) -> None:
    """The files of a generation. Entry i, of the sorted `entries`, is row i of everything."""
    connection = sqlite3.connect(folder / STORE_FILE)
    with connection:
        connection.executescript(_SCHEMA)
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_document_row, documents))
        connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    row,
                    one.passage.id,
                    one.passage.document_id,
                    one.passage.heading,
                    one.passage.start,
                    one.passage.end,
                    one.language,
                )
                for row, one in enumerate(entries)
            ),
        )
        lexical_index.create(connection, ((row, one.searched) for row, one in enumerate(entries)))
    connection.execute("VACUUM")
    connection.close()
    VectorIndex.build(vectors, np.arange(len(entries), dtype=np.int64)).save(folder / VECTOR_FILE)


def sort_key(entry: Entry) -> tuple[str, str, int]:
    """Rows of one language lie together; within it the order does not depend on the order of files."""
    return entry.language, entry.passage.document_id, entry.passage.start


def _document_row(stored: StoredDocument) -> tuple[str, ...]:
    one = stored.document
    return one.id, stored.root, one.title, one.text, one.language, one.source, one.date, one.sha256


class KnowledgeBase:
    """One generation, opened for reading from any number of threads."""

    def __init__(self, folder: Path, *, dimension: int) -> None:
        self.folder = folder
        self._local = threading.local()
        self.vectors = VectorIndex.load(folder / VECTOR_FILE, dimension=dimension)
        self.lexical = lexical_index.LexicalIndex(self.connection)
        self.ranges: dict[Language, Range] = {
            language: (first, last + 1)
            for language, first, last in self._rows(
                "SELECT language, min(row), max(row) FROM passages GROUP BY language ORDER BY language"
            )
        }

    def connection(self) -> sqlite3.Connection:
        """This thread's own connection to the store."""
        if not hasattr(self._local, "connection"):
            path = self.folder.absolute() / STORE_FILE
            self._local.connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of these rows, in the same order."""
        return [self._passage(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises `DocumentMissing`."""
        found = self._rows("SELECT id, title, text, language, source, date FROM documents WHERE id = ?", document_id)
        if not found:
            raise DocumentMissing(f"No document {document_id!r} in this index. See: qa documents list")
        return Document(*found[0])

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents by id."""
        rows = self._rows("SELECT id, title, text, language, source, date, root FROM documents ORDER BY id")
        return tuple(StoredDocument(Document(*row[:-1]), row[-1]) for row in rows)

    def count(self) -> tuple[int, int]:
        """The number of documents and of passages."""
        documents, passages = self._rows("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)")[0]
        return documents, passages

    def _passage(self, row: int) -> Passage:
        query = (
            "SELECT p.id, p.document_id, p.heading, substr(d.text, p.start + 1, p.stop - p.start), p.start, p.stop"
            " FROM passages p JOIN documents d ON d.id = p.document_id WHERE p.row = ?"
        )
        return Passage(*self._rows(query, row)[0])

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self.connection().execute(query, values).fetchall()
