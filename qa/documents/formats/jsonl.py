"""JSON lines of text: each row is a part, with its title for a heading."""

import json
from collections.abc import Iterator
from pathlib import PurePath

from qa.documents.extracted import Extracted, Part
from qa.documents.formats.markdown import Writer
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable

NO_TEXT = 'no line has a "text"'
_TEXT_KEYS = ("text", "content", "body", "page_content")
_TITLE_KEYS = ("title", "headline", "name")


def extract(data: bytes, name: str) -> Extracted:
    """The texts of all rows that have one; a row is an object with "text", or a string."""
    writer, parts, bad = Writer(), [], 0
    for number, row in _rows(decode(data)):
        text = _first(row, _TEXT_KEYS) if isinstance(row, dict) else row if isinstance(row, str) else ""
        if not text:
            bad += 1
            continue
        parts.append(Part(writer.next_start, f"line {number}"))
        if isinstance(row, dict) and (title := _first(row, _TITLE_KEYS)):
            writer.heading(title, 2)
        writer.paragraph(text)
    if not parts:
        raise DocumentUnreadable(NO_TEXT)
    notes = (f"{bad} lines without a text were left out",) if bad else ()
    return Extracted(writer.text, title=PurePath(name).stem, parts=tuple(parts), notes=notes)


def _rows(text: str) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _first(row: dict[str, object], keys: tuple[str, ...]) -> str:
    return next((value for key in keys if isinstance(value := row.get(key), str) and value.strip()), "")
