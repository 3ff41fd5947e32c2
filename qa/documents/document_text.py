"""The document of a text, or of what a parser took out of a file: what its head says of it, else its file's name."""

import hashlib
import re
from dataclasses import replace
from pathlib import PurePath

from qa.documents.extracted import Extracted
from qa.documents.front_matter import read_head
from qa.errors import DocumentUnreadable
from qa.language import detect
from qa.types import Document

_SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_document(text: str, name: str, *, title: str = "", name_as_title: str = "") -> Document:
    """The document of a text file; its title is the one given, that of its head, or its name."""
    if not text.strip():
        raise DocumentUnreadable("the file is empty")
    text = text.replace("\x00", "\ufffd")
    head = read_head(text)
    title = title or head.title or name_as_title or PurePath(name).stem
    return Document(sound(name), sound(title), text, detect(text), source=head.source, date=head.date)


def extracted_document(found: Extracted, data: bytes, name: str) -> Document:
    """The document of a file that is no plain text. What the file says of itself goes before what its text says."""
    if not found.text.strip():
        raise DocumentUnreadable("; ".join(found.notes) or "there is no text in it")
    document = read_document(_SURROGATE.sub("\ufffd", found.text), name, title=_line(found.title))
    return replace(
        document,
        source=_line(found.source) or document.source,
        date=found.date if _DAY.fullmatch(found.date) else document.date,
        parts=tuple(replace(part, name=_line(part.name)) for part in found.parts),
        file_sha256=hashlib.sha256(data).hexdigest(),
    )


def _line(text: str) -> str:
    return sound(" ".join(text.split())).replace("\x00", "\ufffd")


def sound(text: str) -> str:
    """The text without lone surrogates, which a file's name or a row of JSON can have and no data base takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
