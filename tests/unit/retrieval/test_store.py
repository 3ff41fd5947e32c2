"""What is written into a store is read from it, and that of an earlier format too."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qa.retrieval.store import StoredDocument, read_proved, stored_document, write_store
from qa.types import Document, Part

PAGES = Document("b.pdf", "B", "一。二。", "zh", parts=(Part(0, "p. 1"), Part(2, "p. 2")), file_sha256="a" * 64)


def test_the_parts_and_the_file_of_a_document_are_kept(tmp_path: Path) -> None:
    plain = Document("a.txt", "A", "Text.", "en", "source", "2022-05-26")
    stored = [StoredDocument(document, "/files") for document in (plain, PAGES)]
    write_store(tmp_path / "store.sqlite", stored, [])
    assert read_proved(tmp_path / "store.sqlite").documents == {one.document.id: one for one in stored}


def test_documents_of_the_format_without_parts_are_read_on(tmp_path: Path) -> None:
    row = ["a.txt", "A", "Text.", "en", "source", "2022-05-26", "/files"]
    proof = hashlib.sha256(json.dumps(row).encode()).hexdigest()
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection, connection:
        connection.execute(
            "CREATE TABLE documents (id TEXT PRIMARY KEY, title TEXT, text TEXT, language TEXT, source TEXT, date TEXT,"
            " root TEXT, proof TEXT)"
        )
        connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*row, proof])
        connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ["b.txt", *row[1:], proof])
        connection.execute("PRAGMA user_version = 2")
    found = read_proved(tmp_path / "store.sqlite")
    assert found.total == 2
    assert found.documents == {
        "a.txt": StoredDocument(Document("a.txt", "A", "Text.", "en", "source", "2022-05-26"), "/files")
    }


@pytest.mark.parametrize("parts", ["", "{}x", "5", "[[0]]", '[["a", "b"]]', "[[0, 1]]", "[" * 100_000, "null"])
def test_parts_that_are_none_are_told(parts: str) -> None:
    with pytest.raises(ValueError, match="part|Expecting|Extra|values"):
        stored_document(["a", "A", "Text.", "en", "", "", "/files", parts, ""])
