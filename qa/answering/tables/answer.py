"""The answer that a table gives: its cell, with the head of its column, quoted with its row."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.quoted import not_found
from qa.answering.evidence.subject_scope import stands_in
from qa.answering.tables.asked_column import Likeness
from qa.answering.tables.counted import words
from qa.answering.tables.grid import Grid, Row, grids
from qa.answering.tables.lookup import Looked, language_of, looked_up
from qa.answering.tables.program_answer import Programmed, program_answer, programmed
from qa.answering.tables.program_list import asks_for_several, chosen_rows, list_answer
from qa.answering.tables.program_scores import ProgramScores
from qa.answering.tables.rows_cited import row_evidence
from qa.answering.tables.wanted import MONEY_HEAD
from qa.language import fold
from qa.messages import Key, say
from qa.question.polar import is_polar
from qa.types import Answer, Document, Evidence, Hit, Question, Range

# Tables are looked at that stand in so many of the nearest passages, and so many of them.
_PASSAGES, _MOST_GRIDS = 8, 6
# Beside prose a table answers only what it names clearly: a row by this much, or a column.
_LEAST = 0.5
# Where what was learnt is so likely and the rule finds the same, four in five are right on the tables left out.
_LIKELY_ENOUGH = 0.3
_PRICE = re.compile(r"\bcosts?\b|\bprices?\b|多少钱|价格|单价|价", re.I)


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell that was looked up, and the document in which its table stands."""

    looked: Looked
    document: Document


def table_answer(
    question: Question,
    hits: Sequence[Hit],
    *,
    document: Callable[[str], Document],
    likeness: Likeness,
    scores: ProgramScores,
) -> Answer | None:
    """The answer of the table that tells it best; a refusal where its cell is empty, None where no table tells it.

    What was learnt decides. Where it is not sure, a cell that is looked up by rule answers if both find the same, or
    if the table or the question is in Chinese, of which little was learnt.
    """
    tables = _grids(hits, document)
    several = _several(question, tables, likeness, scores) if asks_for_several(question.text) else None
    if several and (listed := list_answer(question, several, hits, document, sure=scores.sure)):
        return listed
    is_yes_or_no = is_polar(question.text)
    best = None if is_yes_or_no else _programmed(question, tables, likeness, scores)
    if best is not None and best.likely >= scores.bar and not best.is_about_another:
        return program_answer(question, best, hits, document, sure=scores.sure)
    found = [
        _Found(looked, source)
        for grid, source in tables
        if (looked := looked_up(question, grid, likeness)) and _is_on(question, looked.grid, looked.row, source)
    ]
    by_rule = max(found, key=lambda one: one.looked.worth, default=None)
    if by_rule is None or by_rule.looked.worth < _LEAST:
        return None
    is_learnt = not by_rule.looked.grid.is_record and question.language == language_of(by_rule.looked.grid) == "en"
    is_empty = not by_rule.looked.cell.text.strip("-–—/. ")
    is_sure = is_yes_or_no or is_empty or _is_price(question, by_rule)
    if is_learnt and not is_sure and not _agree(best, by_rule.looked):
        return None
    return _cell_answer(question, by_rule, hits, document)


def _likeliest(
    question: Question,
    tables: Sequence[tuple[Grid, Document]],
    ways: Callable[..., Programmed | None],
    likeness: Likeness,
    scores: ProgramScores,
) -> Programmed | None:
    """The likeliest of the ways over any of the tables whose rows, or what stands above, are about the question."""
    found = [
        one
        for grid, source in tables
        if not grid.is_record
        and (one := ways(question, source, grid.place, likeness=likeness, scores=scores))
        and all(_is_on(question, grid, one.sheet.rows[row], source) for row in one.program.rows[:1])
    ]
    return max(found, key=lambda one: one.likely, default=None)


def _programmed(
    question: Question, tables: Sequence[tuple[Grid, Document]], likeness: Likeness, scores: ProgramScores
) -> Programmed | None:
    """The likeliest program over any of the tables."""
    return _likeliest(question, tables, programmed, likeness, scores)


def _several(
    question: Question, tables: Sequence[tuple[Grid, Document]], likeness: Likeness, scores: ProgramScores
) -> Programmed | None:
    """The rows of a table that a question for several things means; None where no table tells them surely enough."""
    best = _likeliest(question, tables, chosen_rows, likeness, scores)
    return best if best is not None and best.likely >= scores.bar else None


def _agree(best: Programmed | None, looked: Looked) -> bool:
    """Whether what is likeliest by what was learnt, if not likely enough, is what the rule finds."""
    if best is None or best.likely < _LIKELY_ENOUGH or best.is_about_another:
        return False
    return fold(best.program.said) == fold(looked.cell.text)


def _is_price(question: Question, found: _Found) -> bool:
    """Whether a price is asked of a row that the question names with all its other words, and one column has prices."""
    looked, grid = found.looked, found.looked.grid
    if not _PRICE.search(question.text) or not MONEY_HEAD.search(looked.head):
        return False
    row = " ".join(cell.text for cell in looked.row.cells)
    known = words(f"{row} {' '.join(grid.heads)} {grid.above} {found.document.head}")
    return (
        sum(bool(MONEY_HEAD.search(head)) for head in grid.heads) == 1
        and words(_PRICE.sub(" ", question.text)) <= known
    )


def _cell_answer(question: Question, best: _Found, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer:
    """The cell that was looked up, marked in its row."""
    looked = best.looked
    if not looked.cell.text.strip("-–—/. "):
        head = looked.head or looked.grid.above
        return not_found(question, hits, say(question.language, "empty_cell", head=head, row=_row_name(looked)), 0.0)
    support = min(0.95, 0.6 + 0.05 * looked.worth)
    evidence = row_evidence(best.document, looked.grid, looked.row, looked.cell, support)
    citations = cite([evidence], document)
    mark = f"[{number_of(evidence, citations)}]"
    key: Key = "cell" if looked.head else "quoted"
    text = say(
        question.language,
        key,
        answer=unmarked(looked.cell.text),
        head=unmarked(looked.head),
        quote=unmarked(evidence.sentence_text),
        mark=mark,
    )
    return Answer(question.text, question.language, "answered", text, citations, tuple(hits), evidence.support)


def stands_in_table(evidence: Evidence, document: Document) -> bool:
    """Whether evidence is a row of a table, which is looked up and not read."""
    start, end = evidence.sentence
    return any(not grid.is_record and grid.place[0] < end and start < grid.place[1] for grid in grids(document.text))


def _grids(hits: Sequence[Hit], document: Callable[[str], Document]) -> list[tuple[Grid, Document]]:
    """The tables of the nearest passages, nearest first."""
    found: dict[tuple[str, Range], tuple[Grid, Document]] = {}
    for hit in hits[:_PASSAGES]:
        source = document(hit.passage.document_id)
        for grid in grids(source.text):
            if grid.place[0] < hit.passage.end and hit.passage.start < grid.place[1]:
                found.setdefault((source.id, grid.place), (grid, source))
    return list(found.values())[:_MOST_GRIDS]


def _is_on(question: Question, grid: Grid, row: Row, document: Document) -> bool:
    """Whether the row, its table or the head of the document names every subject of the question."""
    cells = " ".join(cell.text for cell in row.cells)
    heads = " ".join(grid.heads)
    told = f"{cells}\n{heads}\n{grid.above}\n{document.head}\n{document.id}\n{document.first_line}"
    return all(stands_in(subject, told, document.language) for subject in question.subjects)


def _row_name(looked: Looked) -> str:
    return next((cell.text for cell in looked.row.cells if cell.text), "")
