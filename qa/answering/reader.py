"""Reading without a trained model: which sentence answers, where in it, and how well it supports.

A sentence is judged by how much of the question stands in it or around it, by its likeness to the question as vectors,
and by whether it holds the kind of thing asked for. Another reader may take this one's place behind `read`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.answering.matching import Matcher
from qa.answering.spans import Anchor, find_span
from qa.language import Kind, detect, kind_of, sentences, split_parts
from qa.types import Document, Evidence, Hit, Language, Question, Range, Term

# Vectors of a question and of sentences, unit length: (question, sentences) → (n,) cosines.
Likeness = Callable[[str, Sequence[str]], NDArray[np.float32]]

# Passages looked at, and sentences compared as vectors, for each question.
PASSAGES_READ = 10
SENTENCES_EMBEDDED = 10


@dataclass(frozen=True, slots=True)
class Features:
    """What the support of a sentence is worked out from, each about 0 to 1."""

    coverage: float
    around: float
    likeness: float
    stands_out: float
    rank: float
    has_kind: float
    missed: float
    cross_lingual: float

    def vector(self) -> NDArray[np.float64]:
        """The features as one row, with a leading 1 for the constant."""
        return np.array([1.0, *astuple(self)])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer."""

    hit: Hit
    sentence: Range
    text: str
    language: Language
    features: Features
    anchors: tuple[Anchor, ...]


# Logistic regression on development questions, made by benchmarks/calibrate_reader.py, which prints these numbers.
WEIGHTS = np.array([-10.22, 4.0, 0.75, 5.48, 0.0, 2.72, 1.09, 0.0, 2.16])


class PlainReader:
    """Reads the first passages of a search. `likeness` compares vectors, `document` gives a passage's document."""

    def __init__(self, likeness: Likeness, document: Callable[[str], Document]) -> None:
        self._likeness = likeness
        self._document = document

    def read(self, question: Question, hits: Sequence[Hit]) -> tuple[Evidence, ...]:
        """What was found, best support first; a question of two parts has a piece of evidence for each."""
        kind = kind_of(question.text)
        found = [
            Evidence(one.hit, one.sentence, span, support)
            for one in self.candidates(question, hits)
            for support in [support_of(one.features)]
            for span in _spans(one, kind, question)
        ]
        return tuple(sorted(found, key=lambda one: -one.support))

    def candidates(self, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
        """The sentences worth judging, with everything that they are judged by."""
        kind = kind_of(question.text)
        drafts = [
            draft
            for rank, hit in enumerate(hits[:PASSAGES_READ])
            for draft in _drafts(question, hit, rank, self._document(hit.passage.document_id), kind)
        ]
        drafts.sort(key=lambda one: -(one.features.coverage + 0.5 * one.features.around + one.features.rank))
        chosen = drafts[:SENTENCES_EMBEDDED]
        if not chosen:
            return []
        cosines = self._likeness(question.text, [one.text for one in chosen])
        usual = float(cosines.mean())
        return [_with_likeness(one, float(cosine), usual) for one, cosine in zip(chosen, cosines, strict=True)]


def support_of(features: Features) -> float:
    """The probability that the sentence answers the question."""
    return 1 / (1 + math.exp(-float(WEIGHTS @ features.vector())))


def _drafts(question: Question, hit: Hit, rank: int, document: Document, kind: Kind) -> list[Candidate]:
    """The sentences of one passage, all but their likeness."""
    passage = hit.passage
    language = detect(passage.text)
    head = Matcher(f"{document.title}\n{document.source}\n{document.date}\n{passage.heading}")
    body = Matcher(passage.text)
    in_head = {term.text for term in question.terms if head.find(term, language)}
    places = {term.text: body.find(term, language) for term in question.terms}
    total = sum(_weight(term, language) for term in question.terms) or 1.0
    found = []
    for start, end in sentences(passage.text):
        held = {
            term.text: [(a - start, b - start) for a, b in places[term.text] if start <= a < end]
            for term in question.terms
        }
        inside = sum(_weight(term, language) for term in question.terms if held[term.text])
        near = sum(
            _weight(term, language)
            for term in question.terms
            if not held[term.text] and (places[term.text] or term.text in in_head)
        )
        text = passage.text[start:end]
        features = Features(
            coverage=inside / total,
            around=near / total,
            likeness=0.0,
            stands_out=0.0,
            rank=1 / (1 + rank),
            has_kind=float(_holds_kind(text, kind, question)),
            missed=max(
                (
                    _weight(term, language)
                    for term in question.terms
                    if not held[term.text] and not places[term.text] and term.text not in in_head
                ),
                default=0.0,
            )
            / total,
            cross_lingual=float(language != question.language),
        )
        anchors = tuple(
            Anchor(term.text, place, _weight(term, language)) for term in question.terms for place in held[term.text]
        )
        sentence = (passage.start + start, passage.start + end)
        found.append(Candidate(hit, sentence, text, language, features, anchors))
    return found


def _weight(term: Term, language: Language) -> float:
    """How much a term tells. One that stands nowhere in this language counts as a common word: it may be worded otherwise."""
    return term.weights.get(language, 0.0) or 1.0


def _holds_kind(sentence: str, kind: Kind, question: Question) -> bool:
    """Whether the kind of thing asked for stands in the sentence; the name of a thing may be any words."""
    if kind in ("other", "name"):
        return True
    return find_span(sentence, kind=kind, question=question.text, language=detect(sentence), anchors=()) is not None


def _with_likeness(draft: Candidate, cosine: float, usual: float) -> Candidate:
    # Cosines of this encoder lie between about 0.7 and 1, those of one question's sentences within 0.1 of each other.
    likeness, stands_out = (cosine - 0.7) / 0.3, (cosine - usual) / 0.1
    return replace(draft, features=replace(draft.features, likeness=likeness, stands_out=stands_out))


def _spans(candidate: Candidate, kind: Kind, question: Question) -> list[Range | None]:
    """The answer's place in the sentence, for each part of the question; None where nothing of the kind stands there."""
    start = candidate.sentence[0]
    found: list[Range | None] = []
    for part in split_parts(question.text):
        anchors = [one for one in candidate.anchors if one.term.lower() in part.lower()] or candidate.anchors
        span = find_span(
            candidate.text, kind=kind, question=question.text, language=candidate.language, anchors=anchors
        )
        moved = (span[0] + start, span[1] + start) if span else None
        if moved not in found:
            found.append(moved)
    return found
