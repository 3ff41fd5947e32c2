"""When not to answer: the evidence is about another place or year, or supports too little."""

import re
from collections.abc import Callable, Sequence

from qa.answering.matching import Matcher
from qa.answering.messages import say
from qa.language import detect
from qa.types import Document, Evidence, Passage, Question, Term

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_CODE = re.compile(r"[nd]\d")
# A report's first lines, in characters, which say where and when.
_LEAD = 300
# Evidence of less support is not an answer. Set with the reader's weights by benchmarks/calibrate_reader.py, so that
# 5 % of the answerable questions are refused there; across languages fewer words are recognised.
BAR_WITHIN_LANGUAGE, BAR_ACROSS_LANGUAGES = 0.095, 0.054


def supported(question: Question, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence that is support enough, in the same order."""
    return tuple(one for one in evidence if one.support >= _bar(question, one))


def _bar(question: Question, evidence: Evidence) -> float:
    is_same = detect(evidence.hit.passage.text) == question.language
    return BAR_WITHIN_LANGUAGE if is_same else BAR_ACROSS_LANGUAGES


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
    if not supported(question, evidence):
        return say(question.language, "unsure", terms=terms)
    return ""


class Scope:
    """Whether a passage is about the places and years that a question names.

    A report does not repeat its place and year in each paragraph, so they may stand in the passage itself, in the
    document's head (title, publisher, date) or in its first lines. A document whose head names no year may name the
    year asked for anywhere.
    """

    def __init__(self, question: Question, document: Callable[[str], Document]) -> None:
        self._places: list[Term] = [term for term in question.terms if term.is_place]
        self._years = sorted(set(_YEAR.findall(question.text)))
        self._document = document
        self._heads: dict[str, Matcher] = {}

    @property
    def named(self) -> tuple[str, ...]:
        """The places and years that the question names."""
        return (*(term.text for term in self._places), *self._years)

    def holds(self, passage: Passage) -> bool:
        """True where every place and year of the question stands in the passage or at the head of its document."""
        if not self.named:
            return True
        document = self._document(passage.document_id)
        head = _head(document)
        return self._has_years(passage, document, head) and self._has_places(passage, document, head)

    def _has_years(self, passage: Passage, document: Document, head: str) -> bool:
        anywhere = f"{head}\n{passage.text}" if _YEAR.search(f"{document.title} {document.date}") else document.text
        return all(year in anywhere for year in self._years)

    def _has_places(self, passage: Passage, document: Document, head: str) -> bool:
        if not self._places:
            return True
        if document.id not in self._heads:
            self._heads[document.id] = Matcher(head)
        languages = {detect(passage.text), document.language}
        matchers = (self._heads[document.id], Matcher(f"{passage.heading}\n{passage.text}"))
        return all(
            any(matcher.find(place, language) for matcher in matchers for language in languages)
            for place in self._places
        )


def _head(document: Document) -> str:
    return f"{document.title}\n{document.source}\n{document.date}\n{document.text[:_LEAD]}"
