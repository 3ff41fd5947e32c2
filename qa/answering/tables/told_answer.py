"""The most, the least, the sum or the difference of what sentences tell of several named things, with every operand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qa.answering.tables.grid import Cell, Grid
from qa.answering.tables.told import same_head, told_grid
from qa.answering.tables.wanted import ASKS_TOTAL, BY_PRICE, FEWEST, MONEY_HEAD, MOST
from qa.answering.tables.worked import PASSAGES, is_on, operand, worked_answer
from qa.language import figures, fold
from qa.language.scripts import is_han
from qa.messages import Key
from qa.question.unit import HOW_MANY
from qa.types import Answer, Document, Hit, Question, Range

Wanted = Literal["most", "fewest", "sum", "difference"]

_DIFFERENCE = re.compile(
    r"\bdifference\b|\bhow (?:many|much) (?:more|fewer|less)\b|相差|差多少|[多少](?:出|了)?(?:多少|几)", re.I
)
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
    if MOST.search(folded) or FEWEST.search(folded):
        return "most" if MOST.search(folded) else "fewest"
    if _DIFFERENCE.search(folded):
        return "difference"
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
    is_loose = wanted == "sum" and chosen is not named and len({one.line for one in chosen}) > 1
    if not is_clear or is_loose or len(chosen) < 2 or (wanted == "difference" and len(named) != 2):
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
    evidence = [operand(hit, one.line, one.cell.place) for one in operands]
    if wanted in ("most", "fewest"):
        sign = " > " if wanted == "most" else " < "
        formula = sign.join(f"{one.value:,f}" for one in ordered)
        return worked_answer(question, evidence, hits, document, "extreme", name=ordered[0].name, formula=formula)
    values = [one.value for one in (operands if wanted == "sum" else ordered)]
    result = sum(values) if wanted == "sum" else values[0] - values[1]
    formula = (" + " if wanted == "sum" else " − ").join(f"{value:,f}" for value in values) + f" = {result:,f}"
    key: Key = "sum" if wanted == "sum" else "difference"
    told = f"{result:,f}{_unit(operands[0])}"
    return worked_answer(question, evidence, hits, document, key, result=told, formula=formula)
