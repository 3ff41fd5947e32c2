"""A comparison, a difference or a sum of two cited figures, worked out by code, with its formula shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from qa.answering.answers.by_form import Read
from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.findings import choose
from qa.answering.answers.operands import (
    Operand,
    is_about,
    is_joined,
    is_rate,
    names_it,
    operand_of,
    same_unit,
    same_year,
    tells_of,
)
from qa.answering.answers.quoted import not_found
from qa.language.periods import periods
from qa.language.units import PERCENT
from qa.messages import Key, say
from qa.question.operation import Operation, OperationKind
from qa.types import Answer, Document, Evidence, Hit, Language, Term

_SIGNS: dict[OperationKind, str] = {"difference": "−", "sum": "+"}
# Comparisons of counts, which are said so; others are said in the word of the question: higher, 更低.
_COMPARED: dict[str, Key] = {"more": "more", "多": "more", "fewer": "fewer", "less": "fewer", "少": "fewer"}


@dataclass(frozen=True, slots=True)
class Worked:
    """Two figures that go together, and the name that each is of."""

    operation: Operation
    first: Operand
    second: Operand


def calculated(
    operation: Operation,
    reads: Sequence[Read],
    hits: Sequence[Hit],
    document: Callable[[str], Document],
) -> Answer:
    """The answer from what was read for the whole question and for each of the two figures, or why there is none."""
    whole, names = reads[0], operation.names
    question = whole.question
    found = [_operands(reads[1], names, document), _operands(reads[2], names[::-1], document)]
    for name, operands in zip(operation.questions, found, strict=True):
        if not operands:
            return not_found(question, hits, say(question.language, "no_operand", part=name.strip("?？ ")), 0.0)
    pairs = list(product(*found))
    names_year = any(kind == "year" for kind, _ in periods(question.text))
    worked = [
        Worked(operation, *pair)
        for pair in pairs
        if _fits(operation.kind, *pair, names_year=names_year, document=document)
    ]
    if not worked:
        return not_found(question, hits, _why_not(question.language, pairs[0][0], pairs[0][1]), 0.0)
    return _answer(whole, worked[0], hits, document)


def _operands(read: Read, names: tuple[str, str], document: Callable[[str], Document]) -> list[Operand]:
    """The figure of the first of two names, once from each source that gives it.

    A sentence with both names is used only if no other has the figure, and an average only if one is asked for.
    """
    terms = read.question.terms
    about = [
        evidence
        for evidence in read.evidence
        if _is_about_first(evidence, names, terms, document)
        and tells_of(evidence, terms)
        and not is_joined(evidence, names)
        and (operand := operand_of(evidence))
        and operand.is_rate == is_rate(read.question.text)
    ]
    alone = [evidence for evidence in about if not is_about(evidence, names[1], ())]
    if read.reason or not about:
        return []
    finding = choose(read.question, alone or about, document).parts[0].answer
    return [operand for evidence in (finding.evidence if finding else ()) if (operand := operand_of(evidence))]


def _is_about_first(
    evidence: Evidence, names: tuple[str, str], terms: Sequence[Term], document: Callable[[str], Document]
) -> bool:
    """Whether the sentence has the first name, or has neither, and the head of its document the first alone."""
    if is_about(evidence, names[0], terms):
        return True
    head = f"{document(evidence.hit.passage.document_id).head}\n{evidence.hit.passage.heading}"
    if is_about(evidence, names[1], terms):
        return False
    return names_it(head, names[0], terms) and not names_it(head, names[1], terms)


def _fits(
    sign: OperationKind, one: Operand, other: Operand, *, names_year: bool, document: Callable[[str], Document]
) -> bool:
    """Whether two figures go together; where the question names a year, each was looked for in that."""
    # Shares of different wholes have no sum.
    if sign == "sum" and one.counts == PERCENT:
        return False
    return _differ(one, other) and same_unit(one, other) and (names_year or same_year(one, other, document))


def _differ(one: Operand, other: Operand) -> bool:
    """Whether two figures stand in different places: one figure is not that of two names."""
    return (one.evidence.hit.passage.document_id, one.evidence.span) != (
        other.evidence.hit.passage.document_id,
        other.evidence.span,
    )


def _why_not(language: Language, one: Operand, other: Operand) -> str:
    quotes = [f"“{unmarked(each.evidence.sentence_text)}”" for each in (one, other)]
    if not _differ(one, other):
        return say(language, "same_operand", quote=quotes[0])
    key: Key = "other_year" if same_unit(one, other) else "other_unit"
    return say(language, key, quotes=say(language, "list").join(quotes))


def _answer(whole: Read, worked: Worked, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer:
    """The result with its formula, then each figure with its quote, and a sentence that gives the result itself."""
    question = whole.question
    language, operands = question.language, (worked.first, worked.second)
    stated = _stated(whole, worked)
    citations = cite([operand.evidence for operand in (*operands, *stated)], document)
    marks = [f"[{number_of(operand.evidence, citations)}]" for operand in operands]
    lines = [_result(language, worked, "".join(dict.fromkeys(marks)))]
    for name, operand, mark in zip(worked.operation.names, operands, marks, strict=True):
        answer = citations[number_of(operand.evidence, citations) - 1].answer
        quote = unmarked(operand.evidence.sentence_text)
        lines.append(say(language, "operand", name=name, answer=unmarked(answer), quote=quote, mark=mark))
    for operand in stated:
        mark = f"[{number_of(operand.evidence, citations)}]"
        lines.append(say(language, "stated", quote=unmarked(operand.evidence.sentence_text), mark=mark))
    if any(operand.is_rough for operand in operands):
        lines.append(say(language, "rough"))
    return Answer(
        question=question.text,
        language=language,
        status="answered",
        text="\n\n".join(lines),
        citations=citations,
        hits=tuple(hits),
        confidence=min(operand.evidence.support for operand in operands),
    )


def _stated(whole: Read, worked: Worked) -> list[Operand]:
    """The best evidence that names both and gives the same result as was worked out; none for a comparison."""
    if worked.operation.kind == "compare":
        return []
    terms = whole.question.terms
    found = [
        operand
        for evidence in whole.evidence
        if all(is_about(evidence, name, terms) for name in worked.operation.names)
        and (operand := operand_of(evidence))
        and operand.value == _value(worked)
    ]
    return found[:1]


def _value(worked: Worked) -> Decimal:
    one, other = worked.first.value, worked.second.value
    return one + other if worked.operation.kind == "sum" else abs(one - other)


def _result(language: Language, worked: Worked, mark: str) -> str:
    one, other = worked.first.value, worked.second.value
    operation = worked.operation
    if operation.kind == "compare":
        sign = ">" if one > other else "<" if one < other else "="
        key: Key = "equal" if one == other else _COMPARED.get(operation.word, "compared")
        name = operation.names[(one > other) == operation.wants_less]
        return say(
            language, key, name=name, word=operation.word, formula=f"{_shown(one)} {sign} {_shown(other)}", mark=mark
        )
    if operation.kind == "difference":
        one, other = max(one, other), min(one, other)
    result = _value(worked)
    equals = "≈" if worked.first.is_rough or worked.second.is_rough else "="
    formula = f"{_shown(one)} {_SIGNS[operation.kind]} {_shown(other)} {equals} {_shown(result)}"
    return say(language, operation.kind, result=_shown(result), formula=formula, mark=mark)


def _shown(value: Decimal) -> str:
    """A figure with its thousands parted, and without zeros behind the point: 4,860,000,000."""
    return f"{value:,f}".rstrip("0").rstrip(".") if value % 1 == 0 and "." in f"{value:f}" else f"{value:,f}"
