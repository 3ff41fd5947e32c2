"""The rest of a whole of which a text tells a part: of 86 teachers 31 are men, so 55 are women."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from qa.answering.tables.worked import PASSAGES, is_on, operand, worked_answer
from qa.language import content_words, detect, figures, fold, sentences
from qa.language.clauses import item_at
from qa.language.mentions import of_kind
from qa.language.tables import table
from qa.question.unit import HOW_MANY
from qa.types import Answer, Document, Hit, Question, Range

# What tells that a figure is a part of the one before it.
_PART = re.compile(r"其中|\b(?:of (?:whom|which|them|these)|including|among (?:them|whom))\b")
_SHARE = re.compile(r"[%％]|per\s?cent")


@dataclass(frozen=True, slots=True)
class _Parted:
    """A whole and its part, as figures of a passage's text, in their sentence."""

    whole: Range
    part: Range
    sentence: Range


def complement(question: Question, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer | None:
    """What is left of a whole, with both figures quoted; None where no sentence tells a whole and the other part."""
    asked = fold(question.text)
    pair = next(
        ((one, other) for one, other in opposite_parts() if one.search(asked) and not other.search(asked)), None
    )
    if pair is None or not HOW_MANY.search(question.text):
        return None
    for hit in hits[:PASSAGES]:
        if is_on(question, hit, document(hit.passage.document_id)):
            for parted in _parted(question, hit.passage.text, *pair):
                return _answer(question, parted, hit, hits, document)
    return None


def _parted(question: Question, text: str, asked: re.Pattern[str], other: re.Pattern[str]) -> Iterator[_Parted]:
    """The sentences that tell a whole of what is asked and behind it the part that is the other of a pair."""
    language = detect(text)
    things = [word for word in _things(question.text, asked) if word]
    for first, last in sentences(text):
        sentence = fold(text[first:last])
        marked = _PART.search(sentence)
        if marked is None or asked.search(sentence) or not any(thing in sentence[: marked.start()] for thing in things):
            continue
        counted = [place for place in of_kind(text[first:last], "figure", language)]
        behind = [place for place in counted if other.search(sentence[slice(*item_at(sentence, place))])]
        behind = [place for place in behind if not _SHARE.search(sentence[place[0] : place[1] + 9])]
        before = [place for place in counted if behind and place[1] <= min(behind[0][0], marked.end())]
        if before and len(behind) == 1:
            whole, part = ((first + start, first + end) for start, end in (before[-1], behind[0]))
            yield _Parted(whole, part, (first, last))


def _things(question: str, asked: re.Pattern[str]) -> Iterator[str]:
    """What is counted, without the word for its part: 教师 of 女教师, "teachers" of "female teachers"."""
    folded = fold(question)
    if detect(question) == "en":
        yield from (word for word in content_words(question) if not asked.search(word))
    for match in asked.finditer(folded):
        yield re.split(r"[的有是多共\s?？]", folded[match.end() :])[0]


def _answer(
    question: Question, parted: _Parted, hit: Hit, hits: Sequence[Hit], document: Callable[[str], Document]
) -> Answer | None:
    places = [parted.whole, parted.part]
    values: list[Decimal] = [figures(hit.passage.text[slice(*place)])[0].value for place in places]
    result = values[0] - values[1]
    if result < 0:
        return None
    evidence = [operand(hit, parted.sentence, place) for place in places]
    formula = f"{values[0]:,f} − {values[1]:,f} = {result:,f}"
    return worked_answer(question, evidence, hits, document, "rest", result=f"{result:,f}", formula=formula)


@cache
def opposite_parts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The two sides of each way to part a whole, in either order: men and women, finished and unfinished."""
    rows = [(row.pattern(), row.pattern("_other")) for row in table("complements")]
    return tuple((re.compile(one), re.compile(other)) for pair in rows for one, other in (pair, pair[::-1]))
