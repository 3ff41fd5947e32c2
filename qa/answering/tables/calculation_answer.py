"""What a question wants worked out, of figures that sentences or cells tell: shares, rests, rates, changes, multiples.

Every figure has to be told of exactly what the question names; where two are told of it, none is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qa.answering.answers.quoted import not_found
from qa.answering.tables.counted import Counted, counted_in_grid, counted_in_text, same_unit, words
from qa.answering.tables.grid import grids
from qa.answering.tables.lookup import language_of
from qa.answering.tables.parts_and_wholes import count_of_share, left_over, per_each, share_of_whole, whole_of_part
from qa.answering.tables.told_figures import (
    Result,
    Told,
    matching,
    only,
    quotient,
    result_of,
    unit_behind,
    written_number,
)
from qa.answering.tables.wanted import BY_PRICE
from qa.answering.tables.whole_column import of_column, rows_counted, year_of
from qa.answering.tables.worked import is_on, worked_answer
from qa.language import plain
from qa.messages import Key, say
from qa.question.calculation import Calculation, calculation_of, states_result
from qa.question.unit import HOW_MANY
from qa.types import Answer, Document, Hit, Question, Range

# Passages that are looked at.
_PASSAGES = 6
_ASKS_PRICE = re.compile(rf"{BY_PRICE.pattern}|\b(?:cost|price)", re.I)
_KEYS: dict[str, Key] = {
    "sum": "sum",
    "average": "average",
    "difference": "difference",
    "left": "rest",
    "column sum": "sum",
    "column average": "average",
}


def calculation_answer(question: Question, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer | None:
    """The result with every operand quoted; None where the question wants none, or no document tells its figures."""
    calculation = calculation_of(question.text)
    if calculation is None and not HOW_MANY.search(question.text):
        return None
    for told in _by_document(question, hits, document):
        result = _worked_out(calculation, told) if calculation else count_of_share(question.text, told)
        if result is not None:
            key: Key = _KEYS.get(calculation.kind, "result") if calculation else "result"
            return _answer(question, result, key, hits, document)
    return None


def unless_worked_out(question: Question, answer: Answer) -> Answer:
    """An answer to what has to be worked out only if a sentence tells the result itself: 26 is no share."""
    wanted = calculation_of(question.text)
    if wanted is None or any(states_result(wanted.kind, citation.quote) for citation in answer.citations):
        return answer
    reason = say(question.language, "no_operand", part=question.text.strip("?？ "))
    return not_found(question, answer.hits, reason, answer.confidence) if answer.citations else answer


def _by_document(question: Question, hits: Sequence[Hit], document: Callable[[str], Document]) -> Iterator[list[Told]]:
    """The figures of each document that the nearest passages are of: of these passages, and of its tables there."""
    near = [hit for hit in hits[:_PASSAGES] if is_on(question, hit, document(hit.passage.document_id))]
    asked = words(question.text)
    by_price = _ASKS_PRICE.search(question.text) is not None
    for name in dict.fromkeys(hit.passage.document_id for hit in near):
        source, found = document(name), list[Told]()
        for hit in (hit for hit in near if hit.passage.document_id == name):
            tables = [
                grid
                for grid in grids(source.text)
                if grid.place[0] < hit.passage.end and hit.passage.start < grid.place[1]
            ]
            found += [
                Told(one, hit, source)
                for one in counted_in_text(hit.passage.text)
                if not any(_overlap(one, hit, grid.place) for grid in tables)
            ]
            for grid in tables:
                if language_of(grid) == question.language:
                    found += [Told(one, hit, source) for one in counted_in_grid(grid, asked, by_price=by_price)]
        yield list(
            {(one.counted.place, one.counted.grid is None and one.hit.passage.id): one for one in found}.values()
        )


def _overlap(one: Counted, hit: Hit, place: Range) -> bool:
    start = hit.passage.start + one.line[0]
    return place[0] < hit.passage.start + one.line[1] and start < place[1]


def _worked_out(calculation: Calculation, told: Sequence[Told]) -> Result | None:
    wanted = calculation.operands
    match calculation.kind:
        case "share":
            return share_of_whole(wanted, told)
        case "share left":
            found = only(matching(wanted[0], told, shares=True))
            return result_of(f"{plain(100 - found.counted.value)}%", "100% − {0}%", found) if found else None
        case "left":
            return left_over(wanted, told)
        case "per":
            return per_each(wanted, told)
        case "whole":
            return whole_of_part(wanted[0], told) or rows_counted(wanted[0], told)
        case "year most" | "year least":
            return year_of(wanted[0], told, is_most=calculation.kind == "year most")
        case "column sum" | "column average":
            return of_column(wanted, told, is_average=calculation.kind == "column average")
        case _:
            return _of_two(calculation, told)


def _of_two(calculation: Calculation, told: Sequence[Told]) -> Result | None:
    """A sum, a difference, an average or a growth of two figures of one unit."""
    found = [only(matching(one, told)) or only(matching(one, told, is_loose=True)) for one in calculation.operands]
    one, other = found
    if one is None or other is None or one.counted.place == other.counted.place:
        return None
    values = one.counted.value, other.counted.value
    if not same_unit(one.counted, other.counted) or calculation.kind == "sum" and one.counted.is_share:
        return None
    about = "≈" if one.counted.is_rough or other.counted.is_rough else "="
    unit = unit_behind(one)
    if calculation.kind == "growth":
        if not values[0] or one.counted.is_share:
            return None
        sign, result = quotient(100 * (values[1] - values[0]), values[0])
        return result_of(f"{result}%", f"({{1}} − {{0}}) ÷ {{0}} {sign} {result}%", one, other)
    if calculation.kind == "average":
        sign, result = quotient(sum(values, Decimal()), Decimal(2))
        return result_of(f"{result}{unit}", f"({{0}} + {{1}}) ÷ 2 {sign} {result}", one, other)
    if calculation.kind == "sum":
        result = written_number(sum(values, Decimal()))
        return result_of(f"{result}{unit}", f"{{0}} + {{1}} {about} {result}", one, other)
    if calculation.kind == "change":
        result = written_number(values[1] - values[0])
        return result_of(f"{result}{unit}", f"{{1}} − {{0}} {about} {result}", one, other)
    more, less = (one, other) if values[0] >= values[1] else (other, one)
    result = written_number(more.counted.value - less.counted.value)
    return result_of(f"{result}{unit}", f"{{0}} − {{1}} {about} {result}", more, less)


def _answer(
    question: Question, result: Result, key: Key, hits: Sequence[Hit], document: Callable[[str], Document]
) -> Answer:
    evidence = [one.evidence for one in result.operands]
    answer = worked_answer(question, evidence, hits, document, key, result=result.said, formula=result.formula)
    if any(one.counted.is_rough for one in result.operands):
        return replace(answer, text=f"{answer.text}\n\n{say(question.language, 'rough')}")
    return answer
