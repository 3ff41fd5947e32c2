"""When not to answer: a place or year that the evidence's document does not name, or too little support."""

import re
from collections.abc import Callable, Sequence

from qa.answering.matching import Matcher
from qa.answering.messages import say
from qa.language import detect
from qa.types import Document, Evidence, Question, Term

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_CODE = re.compile(r"[nd]\d")
# Evidence of less support is not an answer. Set with the reader's weights by benchmarks/calibrate_reader.py.
BAR = 0.059


def reason_to_refuse(question: Question, evidence: Sequence[Evidence], scope: "Scope") -> str:
    """Why this evidence does not answer the question, in its language; empty where it does."""
    missing = [term for term in question.terms if term.is_place and not any(term.weights.values())]
    if missing:
        return say(question.language, "no_place", place=missing[0].text)
    if not evidence and scope.named:
        return say(question.language, "no_scope", named=", ".join(scope.named))
    terms = ", ".join(term.text for term in question.terms if not _CODE.match(term.text)) or question.text[:80]
    if not evidence:
        return say(question.language, "nearest", terms=terms)
    if evidence[0].support < BAR:
        return say(question.language, "unsure", terms=terms)
    return ""


class Scope:
    """Whether a document is about the places and years that a question names."""

    def __init__(self, question: Question, document: Callable[[str], Document]) -> None:
        self._places: list[Term] = [term for term in question.terms if term.is_place]
        self._years = sorted({match[0] for match in _YEAR.finditer(question.text)})
        self._document = document
        self._known: dict[str, bool] = {}

    @property
    def named(self) -> tuple[str, ...]:
        """The places and years that the question names."""
        return (*(term.text for term in self._places), *self._years)

    def holds(self, document_id: str) -> bool:
        """True where every place and year of the question stands in the document's text or head."""
        if document_id not in self._known:
            self._known[document_id] = self._look(self._document(document_id))
        return self._known[document_id]

    def _look(self, document: Document) -> bool:
        text = f"{document.title}\n{document.source}\n{document.date}\n{document.text}"
        if any(year not in text for year in self._years):
            return False
        if not self._places:
            return True
        matcher = Matcher(text)
        languages = {detect(document.text), document.language}
        return all(any(matcher.find(place, one) for one in languages) for place in self._places)
