"""The answer that a table gives: its cell, with the head of its column, quoted with its row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.quoted import not_found
from qa.answering.evidence.subject_scope import stands_in
from qa.answering.tables.grid import Grid, grids
from qa.answering.tables.lookup import Likeness, Looked, looked_up
from qa.language.lines import line_at, trimmed
from qa.messages import Key, say
from qa.types import Answer, Document, Evidence, Hit, Passage, Question, Range

# Tables are looked at that stand in so many of the nearest passages, and so many of them.
_PASSAGES, _MOST_GRIDS = 8, 6
# Beside prose a table answers only what it names clearly: a row by this much, or a column.
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell that was looked up, and the document in which its table stands."""

    looked: Looked
    document: Document


def table_answer(
    question: Question, hits: Sequence[Hit], *, document: Callable[[str], Document], likeness: Likeness
) -> Answer | None:
    """The answer of the table that tells it best; a refusal where its cell is empty, None where no table tells it."""
    found = [
        _Found(looked, source)
        for grid, source in _grids(hits, document)
        if (looked := looked_up(question, grid, likeness)) and _is_on(question, looked, source)
    ]
    best = max(found, key=lambda one: one.looked.worth, default=None)
    if best is None or best.looked.worth < _LEAST:
        return None
    looked = best.looked
    if not looked.cell.text.strip("-–—/. "):
        head = looked.head or looked.grid.above
        return not_found(question, hits, say(question.language, "empty_cell", head=head, row=_row_name(looked)), 0.0)
    evidence = _evidence(best)
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


def _is_on(question: Question, looked: Looked, document: Document) -> bool:
    """Whether the row, its table or the head of the document names every subject of the question."""
    cells = " ".join(cell.text for cell in looked.row.cells)
    heads = " ".join(looked.grid.heads)
    told = f"{cells}\n{heads}\n{looked.grid.above}\n{document.head}\n{document.id}\n{document.first_line}"
    return all(stands_in(subject, told, document.language) for subject in question.subjects)


def _row_name(looked: Looked) -> str:
    return next((cell.text for cell in looked.row.cells if cell.text), "")


def _evidence(found: _Found) -> Evidence:
    """The row with its cell; of a record the line of its label."""
    text, looked = found.document.text, found.looked
    start, end = looked.row.line
    if looked.grid.is_record:
        start, end = line_at(text, looked.cell.place)
    start, end = trimmed(text, start, end)
    passage = Passage(f"{found.document.id}#{start}", found.document.id, looked.grid.above, text[start:end], start, end)
    support = min(0.95, 0.6 + 0.05 * looked.worth)
    return Evidence(Hit(passage, 1.0, {}), (start, end), looked.cell.place, support)
