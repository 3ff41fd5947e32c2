"""What speaks against a span that somebody else than the trained reader gives as the answer.

The trained reader's spans are weighed by their support. One that a language model claims has no score to weigh, so
each of these is reason enough to reject it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa.answering.evidence.constraints import Words, fitting
from qa.answering.evidence.figure_asked import figure_asked
from qa.answering.evidence.subject_scope import Standing, standing, stands_in
from qa.answering.matching import Matcher
from qa.language import detect, figures, fold
from qa.language.clauses import clause_at, item_at
from qa.language.mentions import of_kind
from qa.language.plain_text import PlainText, plain
from qa.language.qualifiers import perhaps_turned_by, turned_by
from qa.language.units import UNIT_REACH
from qa.language.values import Meaning, comparable, meaning
from qa.question.attribute import asked_terms
from qa.question.kind import kind_of
from qa.types import Document, Evidence, Language, Passage, Question, Range, Term

Fault = Literal["kind", "figure", "subject", "another", "period", "attribute"]

_RESPECTIVELY = re.compile(r"分别|\brespectively\b")
_PEOPLE = re.compile(r"people|persons?|人")
# An item of a list with hardly a letter beside its figure has its subject in an item before.
_LETTERS, _BARE = re.compile(r"[\W\d_]"), 2
# A sentence on what is asked has at least this share of the words for it.
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
    if _is_one_of_several(question, words) or _counts_another(question, words):
        return "figure"
    if not _names_subjects(question, claimed):
        return "subject"
    if stands.period_rival or stands.period_missing == 1.0:
        return "period"
    item = words.text[slice(*item_at(words.text, words.span))]
    is_turned = bool(turned_by(item) - perhaps_turned_by(question.text))
    if is_turned or _is_of_another(stands) or _is_beside_another(question, claimed):
        return "another"
    return None if _tells_asked(question, claimed) else "attribute"


def coverage(question: Question, evidence: Evidence, document: Callable[[str], Document]) -> float:
    """How much of the question's weight stands in the sentence of a span, or in the heading above it."""
    claimed = _in_plain_view(evidence, document)
    language = claimed.words.language
    told = Matcher(f"{claimed.words.text_of_sentence}\n{claimed.passage.heading}")
    weights = [term.weight_in(language) for term in question.terms]
    held = [bool(told.find(term, language)) for term in question.terms]
    return sum(weight for weight, found in zip(weights, held, strict=True) if found) / (sum(weights) or 1.0)


def _is_of_another(stands: Standing) -> bool:
    """Whether a sentence speaks of another subject, status or attribute, or of a level where a change is asked for."""
    return any(
        (
            stands.twin,
            stands.other_number,
            stands.rival,
            stands.nearer,
            stands.lost,
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
    """Whether the sentence or its heading has the words for what is asked, as far as its language has any for them.

    The last of these says what it is: the jobs of "new urban jobs".
    """
    language = claimed.words.language
    wanted = [term for term in asked_terms(question) if term.forms.get(language)]
    if not wanted:
        return True
    told = Matcher(f"{claimed.words.text_of_sentence}\n{claimed.passage.heading}")
    held = [bool(told.find(term, language)) for term in wanted]
    is_told = sum(held) / len(held) >= _LEAST_ASKED and (held[-1] or question.language == "zh")
    return is_told and (
        kind_of(question.text) != "figure" or _counts_asked(claimed.words, _telling(question, language))
    )


def _counts_asked(words: Words, wanted: Sequence[Term]) -> bool:
    """Whether a figure stands in one item with what is asked for: the groups of 6个工作组, not the 三 of 三个方面."""
    start, end = item_at(words.text, words.span)
    beside = words.text[start : words.span[0]] + " " + words.text[words.span[1] : end]
    if len(_LETTERS.sub("", beside)) <= _BARE:
        return True
    item = Matcher(words.text[start:end])
    return not wanted or any(item.find(term, words.language) for term in wanted)


def _is_beside_another(question: Question, claimed: _Claimed) -> bool:
    """Whether the clause of a span names another of a subject's kind, and the subject stands in another clause."""
    words = claimed.words
    clause = clause_at(words.text, words.span[0])
    within = (max(clause[0], words.sentence[0]), min(max(clause[1], words.span[1]), words.sentence[1]))
    stands = standing(question, claimed.passage, claimed.document, within, words.span)
    return bool(stands.twin or stands.other_number)


def _telling(question: Question, language: Language) -> Sequence[Term]:
    """What tells which thing is counted: the last word for it, or what people did where only people are counted."""
    known = [term for term in question.terms if term.forms.get(language) and not term.is_place]
    telling = [term for term in known if not _PEOPLE.fullmatch(fold(term.text))]
    return [term for term in asked_terms(question) if term in telling][-1:] or telling


def _counts_another(question: Question, words: Words) -> bool:
    """Whether what is asked for is told of another figure of the sentence, and not of the figure of a span.

    In "44 buses and 12 drivers" the drivers are 12; in 党纪处分209人，组织处理217人 the 组织处理 are 217.
    """
    wanted = _telling(question, words.language)
    first, last = words.sentence
    places = [(first + start, first + end) for start, end in of_kind(words.text[first:last], "figure", words.language)]
    own = [place for place in places if _touch(place, words.span)]
    if not wanted or len(own) != 1:
        return False

    def tells(place: Range) -> bool:
        item = Matcher(_item(words.text, place, places))
        return any(item.find(term, words.language) for term in wanted)

    if len(_LETTERS.sub("", _item(words.text, own[0], places).replace(words.text[slice(*own[0])], ""))) <= _BARE:
        return False  # 达14.2万亿元 goes on with what the item before it tells of
    meant = _meaning(words, own[0])
    alike = [place for place in places if place not in own and comparable(meant, _meaning(words, place))]
    return not tells(own[0]) and any(map(tells, alike))


def _item(text: str, place: Range, places: Sequence[Range]) -> str:
    """What is told of a figure: its item of a list, from the figure before it to the one behind it."""
    start, end = item_at(text, place)
    return text[
        max([start, *(other[1] for other in places if other[1] <= place[0])]) : min(
            [end, *(other[0] for other in places if other[0] >= place[1])]
        )
    ]


def _meaning(words: Words, place: Range) -> Meaning:
    return meaning(words.text[slice(*place)], kind="figure", after=words.text[place[1] :][:UNIT_REACH])


def _is_one_of_several(question: Question, words: Words) -> bool:
    """Whether figures are told respectively, of several things of which the question names none."""
    clause = words.text[slice(*clause_at(words.text, words.span[0]))]
    respectively = _RESPECTIVELY.search(fold(clause))
    if not respectively or not figures(words.text_of_span):
        return False
    things = clause[: respectively.start()] if words.language == "zh" else clause
    return not any(Matcher(things).find(term, words.language) for term in question.terms if term.is_place)


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
