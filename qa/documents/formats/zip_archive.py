"""Zip archives of documents: each file in one is a document of its own."""

import posixpath
import unicodedata
import zipfile
from collections.abc import Callable, Iterator

from qa.documents.formats.zip_check import open_package
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable

# An archive may hold archives, but no more levels than this.
NESTED = 2
_UTF8 = 0x800


def members(data: bytes) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files of an archive in the order of their names, each with what unpacks it. A name leads nowhere outside."""
    package = open_package(data)
    entries = [entry for entry in package.archive.infolist() if not entry.is_dir()]
    if not entries:
        raise DocumentUnreadable("the archive is empty")
    taken: set[str] = set()
    for name, entry in sorted(((_name(entry), entry) for entry in entries), key=lambda pair: pair[0]):
        if name in taken or not name:
            continue
        taken.add(name)
        yield name, lambda entry=entry: package.read(entry)  # type: ignore[misc]


def _name(entry: zipfile.ZipInfo) -> str:
    """The path of a file in an archive; one without the mark of UTF-8 is in the encoding of the system it is from."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = decode(raw) if not raw.isascii() else name
        except DocumentUnreadable:
            name = entry.filename
    path = posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")
    return "".join(letter for letter in path if unicodedata.category(letter) not in ("Cc", "Cf"))
