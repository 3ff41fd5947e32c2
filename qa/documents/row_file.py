"""Files of rows, *.docs.jsonl: a document in each line."""

import json
from collections.abc import Iterator

from qa.documents.document_text import read_document, sound
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable
from qa.types import Document


def row_documents(data: bytes, name: str) -> Iterator[Document | tuple[str, str]]:
    """The documents of a file of rows; for a bad row, where it is and what is wrong with it."""
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _document(json.loads(line))
        except (ValueError, RecursionError):
            yield f"{name}:{number}", "the line is no JSON object"
        except DocumentUnreadable as error:
            yield f"{name}:{number}", str(error)


def _document(row: object) -> Document:
    if not isinstance(row, dict):
        raise DocumentUnreadable("the line is no JSON object")
    identity, text, title = row.get("doc_id"), row.get("text"), row.get("title") or ""
    if not isinstance(identity, str) or not identity or not isinstance(text, str) or not isinstance(title, str):
        raise DocumentUnreadable('a row needs "doc_id", "title" and "text", all of them text')
    if not text.strip():
        raise DocumentUnreadable("the text is empty")
    return read_document(sound(text), identity, title=title, name_as_title=identity)
