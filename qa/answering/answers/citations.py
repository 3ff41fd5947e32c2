"""Evidence to numbered citations, each character for character what its document says."""

from collections.abc import Callable, Sequence

from qa.language.plain_text import on_one_line
from qa.types import CITATION_MARK, Citation, Document, Evidence


def cite(evidence: Sequence[Evidence], document: Callable[[str], Document]) -> tuple[Citation, ...]:
    """Citations numbered from 1 in the order of the evidence; the same quote with the same answer is cited once."""
    found: list[Citation] = []
    seen: set[tuple[str, int, int, tuple[int, int] | None]] = set()
    for each in evidence:
        key = (each.hit.passage.document_id, *each.sentence, each.span)
        if key not in seen:
            seen.add(key)
            found.append(_citation(len(found) + 1, each, document(each.hit.passage.document_id)))
    return tuple(found)


def number_of(evidence: Evidence, citations: Sequence[Citation]) -> int:
    """The number of the citation that was made of this evidence."""
    start, end = evidence.span or (None, None)
    wanted = (evidence.hit.passage.document_id, *evidence.sentence, start, end)
    return next(
        citation.number
        for citation in citations
        if (citation.document_id, citation.start, citation.end, citation.answer_start, citation.answer_end) == wanted
    )


def _citation(number: int, evidence: Evidence, document: Document) -> Citation:
    start, end = evidence.sentence
    answer_start, answer_end = evidence.span or (None, None)
    return Citation(
        document,
        number=number,
        document_id=document.id,
        title=document.title,
        start=start,
        end=end,
        quote=document.text[start:end],
        answer_start=answer_start,
        answer_end=answer_end,
    )


def unmarked(quote: str) -> str:
    """A quote as an answer shows it: on one line, and with [1] as ［1］, so that it is not taken for a citation."""
    return CITATION_MARK.sub(r"［\1］", on_one_line(quote))
