"""What speaks against a span that somebody else than the trained reader gives as the answer.

The trained reader's spans are weighed by their support. One that a language model claims has no score to weigh, so
each of these is reason enough to reject it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from qa.answering.evidence.constraints import Words, fitting
from qa.answering.evidence.figure_asked import figure_asked
from qa.answering.evidence.subject_scope import Standing, standing, stands_in
from qa.answering.matching import Matcher
from qa.language import detect
from qa.language.plain_text import PlainText, plain
from qa.question.attribute import asked_terms
from qa.question.kind import kind_of
from qa.types import Document, Evidence, Language, Passage, Question, Range

Fault = Literal["kind", "figure", "subject", "another", "period", "attribute"]

# A sentence on a part of what is asked has at least this share of the words for it that documents in its language hold.
_LEAST_ASKED = 0.5


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A claimed span in the plain view of its passage."""

    passage: Passage
    document: Document
    words: Words


def scope_fault(question: Question, evidence: Evidence, document: Callable[[str], Document]) -> Fault | None:
    """What speaks against a span as the answer: its kind, its subject, period or attribute; None if nothing does."""
    claimed = _in_plain_view(evidence, document)
    kind, words = kind_of(question.text), claimed.words
    if not fitting(question, kind, [words])[0]:
        return "kind"
    if kind in ("figure", "other") and not _touch(
        figure_asked(question, words, is_counted=kind == "figure").span, words.span
    ):
        return "figure"
    stands = standing(question, claimed.passage, claimed.document, words.sentence, words.span)
    if not _names_subjects(question, claimed):
        return "subject"
    if stands.period_rival or stands.period_missing == 1.0:
        return "period"
    if _is_of_another(stands):
        return "another"
    return None if _tells_asked(question, claimed) else "attribute"


def _is_of_another(stands: Standing) -> bool:
    """Whether a sentence speaks of another subject, status or attribute, or of a level where a change is asked for."""
    return any(
        (
            stands.twin,
            stands.other_number,
            stands.rival,
            stands.nearer,
            stands.lost,
            stands.gained,
            stands.other_attribute,
            stands.level_for_change,
            stands.change_for_level,
        )
    )


def _names_subjects(question: Question, claimed: _Claimed) -> bool:
    """Whether each subject of a question stands in the sentence, above it or before it in its passage."""
    source, passage = claimed.document, claimed.passage
    told = "\n".join(
        (passage.text[: claimed.words.sentence[1]], passage.heading, source.head, source.first_line, source.id)
    )
    return all(stands_in(subject, told, source.language) for subject in question.subjects)


def _tells_asked(question: Question, claimed: _Claimed) -> bool:
    """Whether the sentence or its heading has the words for what is asked, as far as documents there use them."""
    language = claimed.words.language
    wanted = [term for term in asked_terms(question) if term.weights.get(language)]
    if not wanted:
        return True
    told = Matcher(f"{claimed.words.text_of_sentence}\n{claimed.passage.heading}")
    held = sum(bool(told.find(term, language)) for term in wanted)
    return held / len(wanted) >= _LEAST_ASKED


def _in_plain_view(evidence: Evidence, document: Callable[[str], Document]) -> _Claimed:
    passage = evidence.hit.passage
    view = plain(passage.text)
    language: Language = detect(passage.text)
    sentence = _seen(view, evidence.sentence, passage.start)
    span = _seen(view, evidence.span or evidence.sentence, passage.start)
    shown = replace(passage, text=view.text, start=0, end=len(view.text))
    return _Claimed(shown, document(passage.document_id), Words(view.text, sentence, span, language))


def _seen(view: PlainText, place: Range, start: int) -> Range:
    """The range of a plain view that shows a range of the document's."""
    first, last = place[0] - start, place[1] - start
    return (bisect_right(view.begins, first) - 1, bisect_left(view.begins, last)) if view.begins else (first, last)


def _touch(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
