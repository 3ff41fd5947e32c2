"""Small hand-made documents and what a reader may find in them, for the tests of answers."""

from collections.abc import Callable, Sequence

from qa.types import Document, Evidence, Hit, Language, Passage


def source(name: str, text: str, *, language: Language = "zh", publisher: str = "", date: str = "") -> Document:
    return Document(name, f"title of {name}", text, language, source=publisher, date=date)


def found(
    document: Document, quote: str, answer: str | None, support: float, *, part: int = 0, offset: int = 0
) -> Evidence:
    """Evidence in a document that is one passage; the answer is its first mention in the quote."""
    passage = Passage(f"{document.id}#0", document.id, "", document.text[offset:], offset, len(document.text))
    start = document.text.index(quote)
    first = start + quote.index(answer) if answer is not None else 0
    span = (first, first + len(answer)) if answer is not None else None
    return Evidence(Hit(passage, support, {"dense": 1}), (start, start + len(quote)), span, support, part)


def shelf(documents: Sequence[Document]) -> Callable[[str], Document]:
    return {document.id: document for document in documents}.__getitem__
