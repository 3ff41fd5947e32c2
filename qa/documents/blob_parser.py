"""Every kind of file that Wenju reads, as a parser of LangChain's blobs."""

from collections.abc import Iterator
from pathlib import PurePath

from langchain_core.document_loaders import BaseBlobParser
from langchain_core.documents import Document as LangChainDocument
from langchain_core.documents.base import Blob

from qa.documents.cell import Cell, Limits
from qa.documents.document_text import extracted_document, read_document
from qa.documents.formats.table import format_of
from qa.documents.parser_pool import explained, extract_here, extract_with_scans
from qa.documents.text_decoder import decode
from qa.errors import DocumentUnreadable
from qa.types import Document


class WenjuBlobParser(BaseBlobParser):
    """A blob to LangChain documents: one for each page, sheet row or slide, or one where the file has no parts.

    Raises `DocumentUnreadable` for a file that cannot be read. Each file is parsed in a child process.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    def lazy_parse(self, blob: Blob) -> Iterator[LangChainDocument]:
        """The parts from first to last; `start` is the offset of one in the text of the whole."""
        name = PurePath(str(blob.path or blob.source or blob.metadata.get("name") or "file.txt")).name
        document = self._document(blob.as_bytes(), name)
        about = {
            **blob.metadata,
            "source": str(blob.source or name),
            "title": document.title,
            "publisher": document.source,
            "date": document.date,
            "language": document.language,
        }
        starts = [part.start for part in document.parts]
        if not starts or starts[0] > 0:
            starts.insert(0, 0)
        for start, end in zip(starts, [*starts[1:], len(document.text)], strict=True):
            text = document.text[start:end]
            if text.strip():
                metadata = {**about, "part": document.part_at(start), "start": start}
                yield LangChainDocument(page_content=text, metadata=metadata)

    def _document(self, data: bytes, name: str) -> Document:
        kind = format_of(data, name)
        if kind is None:
            return read_document(decode(data), name)
        if kind.is_packed:
            raise DocumentUnreadable("an archive holds several documents. Unpack it first")
        if not kind.needs_cell:
            return extracted_document(extract_here(kind, data, name), data, name)
        with Cell(self._limits) as cell:
            return extracted_document(explained(lambda: extract_with_scans(cell, kind, data, name)), data, name)
