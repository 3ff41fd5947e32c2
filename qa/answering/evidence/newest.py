"""The newest of several documents, where a question asks for the present state."""

import re
from collections.abc import Callable, Sequence

from qa.answering.evidence.scope import document_years
from qa.types import Document, Evidence, Question

_ASKS_NEWEST = re.compile(
    r"\b(?:latest|now|currently|current|most recent|newest|today|at present|nowadays)\b"
    r"|最新|最近一[次年期]|现在|目前|当前|如今|现行",
    re.IGNORECASE,
)
# What a newer document says counts from this share of the support of the best.
_NEAR = 0.4


def of_newest(
    question: Question,
    enough: Sequence[Evidence],
    evidence: Sequence[Evidence],
    document: Callable[[str], Document],
) -> tuple[Evidence, ...]:
    """The evidence that answers a question for the present state: of the newest document, even if it has less support.

    `enough` is the evidence that is enough for an answer, of all of it; for any other question it is returned as it is.
    """
    if not enough or _ASKS_NEWEST.search(question.text) is None:
        return tuple(enough)
    near = [each for each in evidence if each.support >= _NEAR * enough[0].support]
    dates = {each.hit.passage.document_id: _date(document(each.hit.passage.document_id)) for each in near}
    newest = max(dates.values())
    return tuple(each for each in near if dates[each.hit.passage.document_id] in (newest, ""))


def _date(document: Document) -> str:
    """The date of a document as it can be compared, or else its last year; empty where it tells none."""
    return document.date or max(document_years(document), default="")
