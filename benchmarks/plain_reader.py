"""The baseline that the trained reader is measured against: it reads without a model of its own.

A sentence is judged by how much of the question stands in it or around it, by its likeness to the question as vectors,
and by whether it holds the kind of thing asked for. The answer in it is what of that kind stands nearest to the words
of the question.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np

from qa.answering.evidence.features import Features, by_words, with_likeness
from qa.answering.evidence.reader import Likeness, Readings
from qa.answering.evidence.support import LanguagePair, probability
from qa.answering.matching import Matcher
from qa.language import detect, figures, fold, sentences
from qa.language.mentions import Kind, is_elsewhere, of_kind
from qa.question.kind import kind_of
from qa.question.parts import split_parts
from qa.types import Document, Evidence, Hit, Language, Question, Range

# A weight for the constant and for each of `Features`, and the bars, both from: calibrate_reader.py --reader plain.
# The last two features came later and count nothing here.
WEIGHTS = np.array([-10.03, 3.7, 1.11, 5.63, 1.21, 2.39, 0.82, -1.3, -0.43, 1.6, 0.0, 0.0, 0.0, 0.0])
BARS: Mapping[LanguagePair, float] = {
    ("zh", "zh"): 0.095,
    ("en", "zh"): 0.054,
    ("en", "en"): 0.095,
    ("zh", "en"): 0.054,
}
# Passages looked at, and sentences compared as vectors, for each question.
PASSAGES_READ = 10
SENTENCES_EMBEDDED = 10
_CLAUSE_BREAK = re.compile(r"[，；。！？：;:!?]|,(?!\d)|\.(?=\s)")
# How fast nearness fades, in characters; a clause's end counts as so many more.
_REACH = 14.0
_CLAUSE_DISTANCE = 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """A term of the question where it stands in a sentence, and how much it tells."""

    term: str
    place: Range
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what it is judged by."""

    hit: Hit
    sentence: Range
    text: str
    language: Language
    features: Features
    anchors: tuple[Anchor, ...]


class PlainReader:
    """Reads the first passages of a search, in their order.

    `likeness` compares vectors, `document` gives a passage's document.
    """

    def __init__(self, likeness: Likeness, document: Callable[[str], Document]) -> None:
        self.bars = BARS
        self._likeness = likeness
        self._document = document

    def readings(self, question: Question, hits: Sequence[Hit]) -> Readings:
        """Nothing: this reader does not put passages in order."""
        return {}

    def read(self, question: Question, hits: Sequence[Hit], readings: Readings) -> tuple[Evidence, ...]:
        """What was found, best support first; a question of two parts has a piece of evidence for each."""
        found = [
            Evidence(candidate.hit, candidate.sentence, span, support_of(candidate.features), part)
            for candidate in self.candidates(question, hits)
            for part, span in _spans(candidate, question).items()
        ]
        return tuple(sorted(found, key=lambda evidence: -evidence.support))

    def candidates(self, question: Question, hits: Sequence[Hit]) -> list[Candidate]:
        """The sentences worth judging, with everything that they are judged by."""
        kind = kind_of(question.text)
        drafts = [
            draft
            for rank, hit in _ranked_by_language(hits[:PASSAGES_READ])
            for draft in _drafts(question, hit, self._document(hit.passage.document_id), rank=rank, kind=kind)
        ]
        drafts.sort(key=lambda draft: -(draft.features.coverage + 0.5 * draft.features.around + draft.features.rank))
        chosen = drafts[:SENTENCES_EMBEDDED]
        if not chosen:
            return []
        cosines = self._likeness(question.text, [draft.text for draft in chosen])
        languages = np.array([draft.language for draft in chosen])
        usual = {language: float(cosines[languages == language].mean()) for language in set(languages)}
        return [
            replace(draft, features=with_likeness(draft.features, float(cosine), usual[draft.language]))
            for draft, cosine in zip(chosen, cosines, strict=True)
        ]


def support_of(features: Features) -> float:
    """The probability that the sentence answers the question."""
    return probability(float(WEIGHTS @ features.vector()))


def _ranked_by_language(hits: Sequence[Hit]) -> Iterator[tuple[int, Hit]]:
    """Each hit with its rank, from 1, among those of its language: the first of each language come equally well."""
    seen: dict[Language, int] = {}
    for hit in hits:
        language = detect(hit.passage.text)
        seen[language] = seen.get(language, 0) + 1
        yield seen[language], hit


def _drafts(question: Question, hit: Hit, document: Document, *, rank: int, kind: Kind) -> Iterator[Candidate]:
    """The sentences of one passage, all but their likeness."""
    passage = hit.passage
    language = detect(passage.text)
    body = Matcher(passage.text)
    head = Matcher(f"{document.head}\n{passage.heading}")
    places = {term.text: body.find(term, language) for term in question.terms}
    nearby = {term.text for term in question.terms if places[term.text] or head.find(term, language)}
    weights = {term.text: term.weight_in(language) for term in question.terms}
    for start, end in sentences(passage.text):
        inside = {
            text: [(first - start, last - start) for first, last in found if start <= first and last <= end]
            for text, found in places.items()
        }
        text = passage.text[start:end]
        holds = _holds_kind(text, kind, question, language)
        lacks = kind == "figure" and not holds
        asked = [inside[term.text] for term in question.terms if term.is_place]
        features = by_words(
            question,
            language,
            inside=inside,
            nearby=nearby,
            rank=rank,
            has_kind=holds,
            lacks_figure=lacks,
            elsewhere=is_elsewhere(text, asked),
            lacks_asked=0.0,
            unheard=0.0,
            lacks_phrase=0.0,
        )
        anchors = tuple(Anchor(term, place, weights[term]) for term, found in inside.items() for place in found)
        yield Candidate(hit, (passage.start + start, passage.start + end), text, language, features, anchors)


def _holds_kind(sentence: str, kind: Kind, question: Question, language: Language) -> bool:
    """Whether the kind of thing asked for stands in the sentence; the name of a thing may be any words."""
    if kind in ("other", "name"):
        return True
    return find_span(sentence, kind=kind, question=question.text, language=language, anchors=()) is not None


def _spans(candidate: Candidate, question: Question) -> dict[int, Range | None]:
    """The answer in the sentence, for each part of the question; None where nothing of the kind stands there.

    A span that a part has is no answer to a later one.
    """
    start = candidate.sentence[0]
    found: dict[int, Range | None] = {}
    for number, part in enumerate(split_parts(question.text)):
        anchors = [anchor for anchor in candidate.anchors if anchor.term.lower() in part.lower()] or candidate.anchors
        span = find_span(
            candidate.text, kind=kind_of(part), question=question.text, language=candidate.language, anchors=anchors
        )
        moved = (span[0] + start, span[1] + start) if span else None
        if moved not in found.values():
            found[number] = moved
    return found


def find_span(
    sentence: str, *, kind: Kind, question: str, language: Language, anchors: Sequence[Anchor]
) -> Range | None:
    """The part of `sentence` that answers, or None where no candidate of the kind asked for stands in it."""
    asked = fold(question)
    candidates = [
        place
        for place in of_kind(sentence, kind, language)
        if kind == "figure" or fold(sentence[slice(*place)]) not in asked
    ]
    if kind == "figure":
        known = {figure.value for figure in figures(question)}
        candidates = [
            place for place in candidates if {figure.value for figure in figures(sentence[slice(*place)])} - known
        ]
    if not candidates:
        return None
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(sentence)]
    return max(candidates, key=lambda place: (_nearness(place, anchors, breaks), -place[0]))


def _nearness(candidate: Range, anchors: Sequence[Anchor], breaks: Sequence[int]) -> float:
    """How near the terms stand; several places of one term count once, by the nearest."""
    nearest: dict[str, float] = {}
    for anchor in anchors:
        pull = anchor.weight * exp(-_distance(candidate, anchor.place, breaks) / _REACH)
        nearest[anchor.term] = max(pull, nearest.get(anchor.term, 0.0))
    return sum(nearest.values())


def _distance(one: Range, other: Range, breaks: Sequence[int]) -> int:
    """Characters between two ranges, more where a clause ends between them; 0 where they touch."""
    first, second = sorted((one, other))
    between = max(0, second[0] - first[1])
    return between + _CLAUSE_DISTANCE * sum(first[1] <= at < second[0] for at in breaks)
