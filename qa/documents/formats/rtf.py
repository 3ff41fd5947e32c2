"""RTF: the text with its tables; headings are told by their look, as in plain text."""

import re

from striprtf.striprtf import rtf_to_text

from qa.documents.extracted import Extracted
from qa.documents.formats.markdown import Writer
from qa.errors import DocumentUnreadable

# Else the address of a link is put behind its words.
_LINK = re.compile(r"(\\fldinst\b[^{}]{0,40}\{?[^{}]{0,200}?)HYPERLINK")
_TITLE = re.compile(r"\{\\title\s+([^{}\\]{1,300})\}")


def extract(data: bytes, name: str) -> Extracted:
    """The text of an RTF file in the encoding that it names."""
    source = data.decode("latin-1")
    if source.count("{") > 4_000_000:
        raise DocumentUnreadable("it has too many groups to be read")
    found = rtf_to_text(_LINK.sub(r"\1", source), encoding="cp1252", errors="replace")
    # Characters beyond the first plane are written as two halves.
    text = found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    writer = Writer()
    rows: list[list[str]] = []
    for line in text.split("\n"):
        cells = line.split("|")
        if line.endswith("|") and len(cells) > 2:
            rows.append(cells[:-1])
            continue
        _write(writer, rows)
        rows = []
        writer.paragraph(line.removesuffix("|"))
    _write(writer, rows)
    title = _TITLE.search(source)
    return Extracted(writer.text, title=title[1] if title and title[1].isascii() else "")


def _write(writer: Writer, rows: list[list[str]]) -> None:
    if len(rows) > 1:
        width = max(map(len, rows))
        writer.table([row + [""] * (width - len(row)) for row in rows])
    elif rows:
        writer.paragraph(" ".join(rows[0]))
