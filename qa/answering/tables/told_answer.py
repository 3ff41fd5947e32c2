"""The most, the least, the sum or the difference of what sentences tell of several named things, with every operand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Literal

from qa.answering.tables.grid import Cell, Grid
from qa.answering.tables.named_cells import comparisons
from qa.answering.tables.told import same_head, told_grid
from qa.answering.tables.wanted import ASKS_TOTAL, BY_PRICE, FEWEST, MONEY_HEAD, MOST
from qa.answering.tables.worked import PASSAGES, is_on, operand, worked_answer
from qa.language import figures, fold
from qa.language.scripts import is_han
from qa.messages import Key, say
from qa.question.polar import is_polar
from qa.question.unit import HOW_MANY
from qa.types import Answer, Document, Hit, Question, Range

Wanted = Literal["most", "fewest", "sum", "average", "difference", "times", "those"]

_DIFFERENCE = re.compile(
    r"\bdifference\b|\bhow (?:many|much) (?:more|fewer|less)\b|相差|差多少|[多少](?:出|了)?(?:多少|几)", re.I
)
_AVERAGE = re.compile(r"\b(?:average|mean)\b|平均", re.I)
_TIMES = re.compile(r"\bhow many times (?:as|more)\b|是.{1,8}的(?:多少|几)倍", re.I)
_WHICH = re.compile(r"\b(?:which|who)\b|哪", re.I)
# What a sign compares, and how it is written.
_SIGNS = {">": (gt, ">"), ">=": (ge, "≥"), "<": (lt, "<"), "<=": (le, "≤")}
_SCALE = re.compile(r"[^\d\W]|[%％万亿千百]")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z][A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class _Operand:
    """A figure with the name that it is told of, and the sentence of both."""

    name: str
    cell: Cell
    line: Range
    value: Decimal


def told_answer(question: Question, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer | None:
    """The result with its operands, each quoted; None where the question wants none or no passage tells them."""
    wanted = _wanted(question.text)
    if wanted is None:
        return None
    for hit in hits[:PASSAGES]:
        text = hit.passage.text
        grid = told_grid(text)
        if grid is None or (wanted in ("most", "fewest") and (MOST.search(fold(text)) or FEWEST.search(fold(text)))):
            continue
        operands = _operands(question, grid, wanted)
        if operands and is_on(question, hit, document(hit.passage.document_id)):
            return _answer(question, wanted, operands, hit, hits, document)
    return None


def _wanted(text: str) -> Wanted | None:
    folded = fold(text)
    if _TIMES.search(folded):
        return "times"
    if _WHICH.search(folded) and not is_polar(text) and next(comparisons(folded), None):
        return "those"
    if MOST.search(folded) or FEWEST.search(folded):
        return "most" if MOST.search(folded) else "fewest"
    if _DIFFERENCE.search(folded):
        return "difference"
    if _AVERAGE.search(folded):
        return "average"
    return "sum" if ASKS_TOTAL.search(folded) and HOW_MANY.search(text) else None


def _operands(question: Question, grid: Grid, wanted: Wanted) -> list[_Operand]:
    """The figures of the column asked for: of the names in the question if it has several of them, else of all."""
    columns = [at for at, head in enumerate(grid.heads) if at and _names_head(question.text, head)]
    if not columns and BY_PRICE.search(fold(question.text)):
        columns = [at for at, head in enumerate(grid.heads) if at and MONEY_HEAD.search(head)]
    if len(columns) != 1:
        return []
    found = []
    for row in grid.rows:
        cell = row.cell(columns[0])
        if (value := _value(cell.text)) is not None:
            found.append(_Operand(row.cells[0].text, cell, row.line, value))
    named = [one for one in found if _names(question.text, one.name)]
    chosen = named if len({one.name for one in named}) > 1 else _together(found)
    names = [one.name for one in chosen]
    is_clear = len(set(names)) == len(names) and len({_unit(one) for one in chosen}) == 1
    # Figures of several sentences are a sum of all only where the question names them.
    is_loose = wanted in ("sum", "average") and chosen is not named and len({one.line for one in chosen}) > 1
    if not is_clear or is_loose or len(chosen) < 2 or (wanted in ("difference", "times") and len(named) != 2):
        return []
    return chosen


def _together(found: Sequence[_Operand]) -> list[_Operand]:
    """Those of the sentence that lists most; of sentences that tell one each, all."""
    lines = [[one for one in found if one.line == line] for line in dict.fromkeys(one.line for one in found)]
    longest = max(lines, key=len, default=[])
    return longest if len(longest) > 1 else list(found)


def _value(text: str) -> Decimal | None:
    """The number of a cell as it is written: 2.6 of 2.6亿元, since all operands have one unit; None for several."""
    numbers = figures(text)
    if len(numbers) != 1:
        return None
    digits = _DIGITS.match(fold(text))
    return Decimal(digits[0].replace(",", "")) if digits else numbers[0].value


def _unit(operand: _Operand) -> str:
    return re.sub(r"[\d.,]+", "", fold(operand.cell.text)).rstrip()


def _names_head(question: str, head: str) -> bool:
    if is_han(head[0]):
        return head in question
    return any(same_head(word, head) for word in _WORD.findall(question))


def _names(question: str, name: str) -> bool:
    """Whether a question has a name or the part of it that tells most."""
    if is_han(name[0]):
        return any(name[:size] in question for size in (len(name), 2) if size <= len(name))
    return any(re.search(rf"\b{re.escape(word)}\b", question) for word in name.split()[:1])


def _answer(
    question: Question,
    wanted: Wanted,
    operands: Sequence[_Operand],
    hit: Hit,
    hits: Sequence[Hit],
    document: Callable[[str], Document],
) -> Answer | None:
    ordered = sorted(operands, key=lambda one: one.value, reverse=wanted != "fewest")
    if wanted in ("most", "fewest") and ordered[0].value == ordered[1].value:
        return None
    if wanted == "times" and not ordered[-1].value:
        return None
    evidence = [operand(hit, one.line, one.cell.place) for one in operands]
    if wanted in ("most", "fewest"):
        sign = " > " if wanted == "most" else " < "
        formula = sign.join(f"{one.value:,f}" for one in ordered)
        return worked_answer(question, evidence, hits, document, "extreme", name=ordered[0].name, formula=formula)
    if wanted == "those":
        return _those(question, ordered, hit, hits, document)
    values = [one.value for one in (ordered if wanted in ("difference", "times") else operands)]
    result, formula = _worked_out(wanted, values)
    keys: dict[Wanted, Key] = {"sum": "sum", "average": "average", "times": "times"}
    told = f"{result}{_unit(operands[0])}" if wanted != "times" else result
    return worked_answer(
        question, evidence, hits, document, keys.get(wanted, "difference"), result=told, formula=formula
    )


def _worked_out(wanted: Wanted, values: Sequence[Decimal]) -> tuple[str, str]:
    """The result and its formula; a quotient has at most two places."""
    shown = [f"{value:,f}" for value in values]
    if wanted == "sum":
        result = f"{sum(values):,f}"
        return result, f"{' + '.join(shown)} = {result}"
    if wanted == "average":
        sign, result = _quotient(sum(values, Decimal()), Decimal(len(values)))
        return result, f"({' + '.join(shown)}) ÷ {len(values)} {sign} {result}"
    if wanted == "times":
        sign, result = _quotient(values[0], values[1])
        return result, f"{shown[0]} ÷ {shown[1]} {sign} {result}"
    result = f"{values[0] - values[1]:,f}"
    return result, f"{' − '.join(shown)} = {result}"


def _quotient(dividend: Decimal, divisor: Decimal) -> tuple[str, str]:
    """A quotient with at most two places, and whether it is equal or about so."""
    exact = dividend / divisor
    rounded = round(exact, 2)
    return ("=" if rounded == exact else "≈"), f"{rounded:,f}".rstrip("0").rstrip(".")


def _those(
    question: Question,
    operands: Sequence[_Operand],
    hit: Hit,
    hits: Sequence[Hit],
    document: Callable[[str], Document],
) -> Answer | None:
    """The names whose figures are as the question compares them with its number; None where none is."""
    sign, number = next(comparisons(fold(question.text)))
    limit, (compare, written) = _value(number), _SIGNS[sign]
    if limit is None or not _has_unit(question.text, number, _unit(operands[0])):
        return None
    fitting = [one for one in operands if compare(one.value, limit)]
    if not fitting:
        return None
    evidence = [operand(hit, one.line, one.cell.place) for one in fitting]
    formula = ", ".join(f"{one.value:,f} {written} {limit:,f}" for one in fitting)
    names = say(question.language, "list").join(one.name for one in fitting)
    return worked_answer(question, evidence, hits, document, "extreme", name=names, formula=formula)


def _has_unit(question: str, number: str, unit: str) -> bool:
    """Whether a number of the question has the unit of the figures that it is compared with; 2 million is not 2."""
    bare = "".join(fold(question).split())
    behind = bare[bare.index("".join(number.split())) + len("".join(number.split())) :]
    if _SCALE.search(number):
        return False
    return behind.startswith(unit) if unit else not re.match(r"[%％万亿千百]|million|billion|thousand", behind)
