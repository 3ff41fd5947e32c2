"""What the trained reader points at, as candidates with everything that their support is worked out from."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa.answering.evidence.constraints import Words, fitting
from qa.answering.evidence.features import Features, SpanFeatures, by_span, by_words, with_likeness
from qa.answering.evidence.figure_asked import figure_asked
from qa.answering.evidence.reader import Likeness
from qa.answering.evidence.subject_scope import standing
from qa.answering.matching import Matcher
from qa.answering.reading.span_edges import refine
from qa.answering.reading.span_model import Reading, ScoredSpan
from qa.language import detect, is_han, is_whole, sentences
from qa.language.clauses import item_at
from qa.language.mentions import Kind, is_elsewhere, of_kind
from qa.question.attribute import asked_terms
from qa.question.kind import kind_of
from qa.types import Document, Hit, Language, Question, Range

# How many spans of a question are judged, by the vectors of their sentences too: the best of all, and at least the best
# few in each language, since the reader's scores say little about which language to believe.
SPANS_JUDGED = 8
SPANS_IN_EACH_LANGUAGE = 3
# A Chinese word of so many characters has the parts of a phrase: 森林覆盖率.
_PHRASE_ZH = 4


@dataclass(frozen=True, slots=True)
class SpanCandidate:
    """A span that may answer, in its sentence, with what it is judged by; ranges are the document's."""

    hit: Hit
    sentence: Range
    span: Range
    text: str
    language: Language
    features: SpanFeatures


@dataclass(frozen=True, slots=True)
class _Pointed:
    """A span of a passage, and where the passage stands in the search, from 1: of all, and of its language."""

    hit: Hit
    span: ScoredSpan
    answerable: float
    margin: float
    rank: int
    rank_in_language: int
    language: Language


def span_candidates(
    question: Question,
    hits: Sequence[Hit],
    readings: Sequence[Reading],
    *,
    document: Callable[[str], Document],
    likeness: Likeness,
) -> list[SpanCandidate]:
    """The best spans of all passages, best score first; `readings` are those of `hits`, in the order of the search."""
    pointed = _best(_pointed(hits, readings))
    if not pointed:
        return []
    kind = kind_of(question.text)
    words = [_words(question, span, kind) for span in pointed]
    drafts = [
        _draft(question, span, document(span.hit.passage.document_id), marked, kind)
        for span, marked, fits in zip(pointed, words, fitting(question, kind, words), strict=True)
        if fits
    ]
    if not drafts:
        return []
    cosines = likeness(question.text, [draft.text for draft in drafts])
    languages = np.array([draft.language for draft in drafts])
    usual = {language: float(cosines[languages == language].mean()) for language in set(languages)}
    found = []
    for draft, cosine in zip(drafts, cosines, strict=True):
        words_judged = with_likeness(draft.features.words, float(cosine), usual[draft.language])
        found.append(replace(draft, features=replace(draft.features, words=words_judged)))
    return found


def _best(pointed: Sequence[_Pointed]) -> list[_Pointed]:
    """The spans that are judged, best score first."""
    ordered = sorted(pointed, key=lambda span: (-span.span.score, span.rank))
    seen: Counter[Language] = Counter()
    chosen = []
    for place, span in enumerate(ordered):
        seen[span.language] += 1
        if place < SPANS_JUDGED or seen[span.language] <= SPANS_IN_EACH_LANGUAGE:
            chosen.append(span)
    return chosen


def _pointed(hits: Sequence[Hit], readings: Sequence[Reading]) -> list[_Pointed]:
    """Every span of every passage; its margin is over the best span of the other passages."""
    scores = [reading.score for reading in readings]
    ordered = sorted(scores, reverse=True)
    seen: Counter[Language] = Counter()
    found = []
    for rank, (hit, reading) in enumerate(zip(hits, readings, strict=True), start=1):
        language = detect(hit.passage.text)
        seen[language] += 1
        rival = ordered[1 if reading.score == ordered[0] else 0] if len(ordered) > 1 else None
        found += [
            _Pointed(
                hit,
                span,
                reading.answerable,
                span.score - rival if rival is not None else 0.0,
                rank,
                seen[language],
                language,
            )
            for span in reading.spans
        ]
    return found


def _words(question: Question, pointed: _Pointed, kind: Kind) -> Words:
    """The words that are pointed at, whole, in their sentence; of several figures there, the one asked for."""
    text, language = pointed.hit.passage.text, pointed.language
    span = refine(text, pointed.span.range, kind, language)
    if kind != "other":
        span = refine(text, _in_one_sentence(text, span, kind, language), kind, language)
    words = Words(text, _around(text, span), span, language)
    return figure_asked(question, words, is_counted=kind == "figure") if kind in ("figure", "other") else words


def _in_one_sentence(text: str, span: Range, kind: Kind, language: Language) -> Range:
    """The piece of a span in a single sentence: one of the kind asked for, rather in a sentence than in a heading."""
    pieces = []
    for first, last in sentences(text):
        start, end = max(first, span[0]), min(last, span[1])
        if start < end:
            has_kind = bool(of_kind(text[start:end], kind, language))
            pieces.append((has_kind, is_whole(text[first:last]), end - start, (start, end)))
    return max(pieces)[-1] if len(pieces) > 1 else span


def _draft(question: Question, pointed: _Pointed, document: Document, words: Words, kind: Kind) -> SpanCandidate:
    """A candidate, complete but for its likeness."""
    passage, span, (first, last) = pointed.hit.passage, words.span, words.sentence
    features = by_span(
        _word_features(question, pointed, document, words, kind),
        standing(question, passage, document, words.sentence, span),
        score=pointed.span.score,
        answerable=pointed.answerable,
        margin=pointed.margin,
        rank=pointed.rank,
        beside=_beside(question, words),
    )
    return SpanCandidate(
        pointed.hit,
        (passage.start + first, passage.start + last),
        (passage.start + span[0], passage.start + span[1]),
        passage.text[first:last],
        pointed.language,
        features,
    )


def _beside(question: Question, words: Words) -> float:
    """How much of the question's weight stands in the clause of a span, or in its item of a list."""
    clause = Matcher(words.text[slice(*item_at(words.text, words.span))])
    weights = [term.weight_in(words.language) for term in question.terms]
    held = [clause.find(term, words.language) for term in question.terms]
    return sum(weight for weight, found in zip(weights, held, strict=True) if found) / (sum(weights) or 1.0)


def _around(text: str, span: Range) -> Range:
    """The sentence that holds a span, or from the first to the last of those that it touches."""
    touched = [(start, end) for start, end in sentences(text) if start < span[1] and span[0] < end]
    return min([span[0], *(start for start, _ in touched)]), max([span[1], *(end for _, end in touched)])


def _word_features(question: Question, pointed: _Pointed, document: Document, words: Words, kind: Kind) -> Features:
    passage, language = pointed.hit.passage, pointed.language
    span, (first, last) = words.span, words.sentence
    body = Matcher(passage.text)
    head = Matcher(f"{document.head}\n{passage.heading}")
    places = {term.text: body.find(term, language) for term in question.terms}
    holds = _holds_kind(passage.text[first:last], (span[0] - first, span[1] - first), kind, language)
    inside = {text: [at for at in found if first <= at[0] and at[1] <= last] for text, found in places.items()}
    asked = [inside[term.text] or head.find(term, language) for term in question.terms if term.is_place]
    above = Matcher(passage.heading)
    wanted = [term for term in asked_terms(question) if term.forms.get(language)]
    lacking = [term for term in wanted if not inside[term.text] and not above.find(term, language)]
    phrases = [term for term in wanted if _is_phrase(term.text) and term.weights.get(language)]
    return by_words(
        question,
        language,
        inside=inside,
        nearby={term.text for term in question.terms if places[term.text] or head.find(term, language)},
        rank=pointed.rank_in_language,
        has_kind=holds,
        lacks_figure=kind == "figure" and not holds,
        elsewhere=is_elsewhere(passage.text[first:last], asked),
        lacks_asked=len(lacking) / max(1, len(wanted)),
        unheard=sum(not term.weights.get(language) for term in wanted) / max(1, len(wanted)),
        lacks_phrase=sum(term in lacking for term in phrases) / max(1, len(phrases)),
    )


def _is_phrase(words: str) -> bool:
    """Whether a term has several words, so that the dictionary hardly gives it another meaning."""
    return " " in words or (is_han(words[0]) and len(words) >= _PHRASE_ZH)


def _holds_kind(sentence: str, span: Range, kind: Kind, language: Language) -> bool:
    """Whether the span holds the kind of thing asked for; any words may be the name of a thing."""
    if kind in ("other", "name"):
        return True
    return any(start < span[1] and span[0] < end for start, end in of_kind(sentence, kind, language))
