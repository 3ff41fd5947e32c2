"""The SQLite file of a generation, with its documents and passages, and the files beside it that are searched.

All are written once, then only read. Each document's row carries a hash of the whole row, so that it can be proved good
even in a damaged file.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.array_file import write_arrays
from qa.language import detect
from qa.language.plain_text import plain
from qa.retrieval import document_heads
from qa.retrieval.postings_writer import write_postings
from qa.types import Document, Language, Part, Passage, Range

STORE_FILE = "store.sqlite"
# Beside it: where words stand in passages and in the heads of documents, and the passages' lengths in characters.
WORDS_FILE, HEADS_FILE, LENGTHS_FILE = "words.postings", "heads.postings", "lengths.arrays"
LENGTHS = "lengths"
_DOCUMENTS = (
    "CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT, text TEXT, language TEXT, source TEXT, date TEXT,"
    " root TEXT, parts TEXT, file TEXT, proof TEXT)"
)
# Before format 4; its documents are read on when an index is built again.
_DOCUMENTS_WITHOUT_PARTS = _DOCUMENTS.replace(" parts TEXT, file TEXT,", "")
_PASSAGES = (
    "CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT UNIQUE, document_id TEXT, heading TEXT, start INTEGER,"
    " stop INTEGER, language TEXT)"
)
SCHEMA = {
    "documents": _DOCUMENTS,
    "passages": _PASSAGES,
    "runs": document_heads.RUNS,
}
SCHEMA_QUERY = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
DOCUMENTS_QUERY = "SELECT id, title, text, language, source, date, root, parts, file FROM documents"
_QUERIES = {_DOCUMENTS: DOCUMENTS_QUERY, _DOCUMENTS_WITHOUT_PARTS: DOCUMENTS_QUERY.replace(", parts, file", "")}


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with the path it was loaded from, which decides whether it is still there at the next indexing."""

    document: Document
    root: str


@dataclass(frozen=True, slots=True)
class Proved:
    """The documents, by id, whose rows prove to be as they were written; `total` is how many were, if that is known."""

    documents: dict[str, StoredDocument]
    total: int | None = None


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


def storable(path: str) -> str:
    """A path as a store can hold it, whatever bytes it has."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def make_entries(document: Document, passages: Iterable[Passage]) -> list[Entry]:
    """The entries of one document."""
    title = document.title.replace("_", " ")
    found = []
    for passage in passages:
        is_said = passage.text.startswith(passage.heading) or passage.heading == document.title
        heading = "" if is_said else passage.heading
        context = " ".join(part for part in (title, document.source, document.date, heading) if part)
        found.append(Entry(passage, detect(passage.text), f"{context}\n{plain(passage.text).text}"))
    return found


def sort_key(entry: Entry) -> tuple[str, str, int]:
    """Rows of one language lie together; within it the order does not depend on the order of files."""
    return entry.language, entry.passage.document_id, entry.passage.start


def ranges(entries: Sequence[Entry]) -> dict[Language, Range]:
    """The rows of each language among sorted entries."""
    counts = Counter(entry.language for entry in entries)
    found: dict[Language, Range] = {}
    first = 0
    for language in sorted(counts):
        found[language] = first, first + counts[language]
        first += counts[language]
    return found


def write_store(file: Path, documents: Sequence[StoredDocument], entries: Sequence[Entry]) -> None:
    """A new store, and beside it what is searched; entry i of the sorted `entries` is row i."""
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in SCHEMA.values():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(documents)}")
        connection.executemany(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_document_row, documents)
        )
        connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?)", map(_passage_row, count(), entries))
        heads = {stored.document.id: document_heads.head_texts(stored.document) for stored in documents}
        places = [(entry.language, entry.passage.document_id) for entry in entries]
        head_texts = document_heads.fill(connection, places, heads)
    write_postings(file.with_name(WORDS_FILE), (entry.searched for entry in entries))
    write_postings(file.with_name(HEADS_FILE), head_texts)
    lengths = np.array([entry.passage.end - entry.passage.start for entry in entries], np.uint32)
    write_arrays(file.with_name(LENGTHS_FILE), {LENGTHS: lengths})


def read_proved(file: Path) -> Proved:
    """What can be had from a store in any state."""
    found: dict[str, StoredDocument] = {}
    total = None
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA cell_size_check = ON")
            query = _QUERIES.get(dict(connection.execute(SCHEMA_QUERY)).get("documents", ""))
            if query is None:
                return Proved({})
            total = connection.execute("PRAGMA user_version").fetchone()[0]
            for *row, proof in connection.execute(query.replace(" FROM", ", proof FROM")):
                if proof == _proof(row):
                    found[row[0]] = stored_document(row)
    except (sqlite3.Error, OSError, ValueError):
        return Proved(found, total)
    return Proved(found, total)


def document_proofs(file: Path) -> dict[str, str]:
    """For each document of a store the hash of its row, which changes with anything in it; empty if it is damaged."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return dict(connection.execute("SELECT id, proof FROM documents"))
    except (sqlite3.Error, OSError, ValueError):
        return {}


def stored_document(row: Sequence[Any]) -> StoredDocument:
    """From a row of `DOCUMENTS_QUERY`, or of one that has no parts. Raises `ValueError` where they are no parts."""
    identity, title, text, language, source, date, root = row[:7]
    parts, file = row[7:] or ("[]", "")
    document = Document(identity, title, text, language, source, date, parts=_parts(parts), file_sha256=file)
    return StoredDocument(document, root)


def _parts(written: str) -> tuple[Part, ...]:
    try:
        return tuple(map(Part.from_json, json.loads(written)))
    except (TypeError, RecursionError):
        raise ValueError("the parts of a document are a list") from None


def _document_row(stored: StoredDocument) -> tuple[str, ...]:
    document = stored.document
    about = document.id, document.title, document.text, document.language, document.source, document.date, stored.root
    parts = json.dumps([part.to_json() for part in document.parts], ensure_ascii=False)
    row = (*about, parts, document.file_sha256)
    return *row, _proof(row)


def _proof(row: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(row, default=str).encode()).hexdigest()


def _passage_row(row: int, entry: Entry) -> tuple[int | str, ...]:
    passage = entry.passage
    return row, passage.id, passage.document_id, passage.heading, passage.start, passage.end, entry.language
