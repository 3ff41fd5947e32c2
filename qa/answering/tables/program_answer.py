"""The answer that a program over a table gives, with the rows that it rests on and how they were compared."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.quoted import not_found
from qa.answering.tables.asked_column import Likeness
from qa.answering.tables.program_features import ProgramFeatures
from qa.answering.tables.program_scores import ProgramScores
from qa.answering.tables.programs import Chosen, Program, Programs, programs_of
from qa.answering.tables.rows_cited import row_evidence
from qa.answering.tables.sheet import Sheet, sheet_at, tokens, words_of
from qa.language import detect, fold
from qa.messages import Key, say
from qa.types import Answer, Document, Evidence, Hit, Question, Range

# Rows that are quoted; of more it is said how many there are.
_QUOTED = 8
_IN_FORMULA = 5
# A cell is named by a question that has so much of its words.
_WHOLE = 0.6
_WORKED: dict[str, Key] = {
    "count": "rows",
    "distinct": "different",
    "sum": "sum",
    "average": "average",
    "difference": "difference",
}
_SIGNS = {"most": " > ", "longest": " > ", "least": " < ", "shortest": " < "}


@dataclass(frozen=True, slots=True)
class Programmed:
    """The likeliest program over a table of a document, and how likely what it says is right."""

    found: Programs
    program: Program
    likely: float
    document: Document

    @property
    def sheet(self) -> Sheet:
        """The table."""
        return self.found.sheet

    @property
    def chosen(self) -> Chosen:
        """The rows that the program began with."""
        return self.found.chosen[self.program.chosen]

    @property
    def is_about_another(self) -> bool:
        """Whether the rows are too little of what the question names."""
        return self._is_half_named or self._leaves_one_out

    @property
    def _leaves_one_out(self) -> bool:
        """Whether a sum, an average or a difference is asked of several names, and the cell of one alone is read."""
        if self.program.step != "read" or not self.found.cues & {"total", "average", "difference"}:
            return False
        used, columns = self.chosen.words, self.chosen.columns
        return any(one.is_whole and one.column in columns and not one.words & used for one in self.found.named)

    @property
    def _is_half_named(self) -> bool:
        """Whether one word of a longer name is all that tells the row, while a word asked stands nowhere in the table.

        Of such answers one in three is wrong; the unknown word is mostly what is asked about.
        """
        named, words = self.chosen.named, self.chosen.words
        if self.chosen.how != "named" or len(words) > 1 or named[0].cover >= _WHOLE:
            return False
        heads = {word for column in self.sheet.columns for word in tokens(column.head)}
        return any(word not in heads and word not in self.sheet.places for word in self.found.words)


def programmed(
    question: Question, document: Document, place: Range, *, likeness: Likeness, scores: ProgramScores
) -> Programmed | None:
    """What most likely answers from the table at a place of a document; None where it has nothing to say."""
    sheet = sheet_at(document.text, place)
    language = detect(" ".join(column.head + " " + " ".join(column.texts[:3]) for column in sheet.columns))
    found = programs_of(sheet, question.text, words_of(question, language))
    best = scores.best(ProgramFeatures(found, likeness, is_across=question.language != language))
    return Programmed(found, *best, document) if best else None


def program_answer(
    question: Question, best: Programmed, hits: Sequence[Hit], document: Callable[[str], Document], *, sure: float
) -> Answer:
    """The answer with its quotes; a refusal where its cell is empty or its figures have several units."""
    language, program = question.language, best.program
    if program.read >= 0 and not program.said.strip("-–—/. "):
        head, row = best.sheet.columns[program.read].head, best.sheet.rows[program.rows[0]].cells[0].text
        return not_found(question, hits, say(language, "empty_cell", head=head, row=row), 0.0)
    evidence = list(_rows_quoted(best))
    if program.step in ("sum", "average", "difference") and len(_units(best)) > 1:
        quotes = say(language, "list").join(f"“{unmarked(one.sentence_text)}”" for one in evidence[:_IN_FORMULA])
        return not_found(question, hits, say(language, "other_unit", quotes=quotes), 0.0)
    citations = cite(evidence, document)
    marks = [f"[{number_of(each, citations)}]" for each in evidence]
    lines = [_first_line(question, best, evidence, marks)]
    if formula := _compared(best):
        lines.append(formula)
    shown = 0 if program.step in _WORKED else 1
    quoted = dict.fromkeys((unmarked(one.sentence_text), mark) for one, mark in zip(evidence, marks, strict=True))
    lines += [say(language, "quote", quote=quote, mark=mark) for quote, mark in list(quoted)[shown:]]
    left = len(_rested(best)) - _QUOTED
    if left > 0:
        lines.append(say(language, "and_more", count=str(left)))
    if best.likely < sure:
        lines[0] = say(language, "probably", answer=lines[0])
    return Answer(question.text, language, "answered", "\n\n".join(lines), citations, tuple(hits), best.likely)


def _first_line(question: Question, best: Programmed, evidence: Sequence[Evidence], marks: Sequence[str]) -> str:
    program, language = best.program, question.language
    if program.step not in _WORKED:
        head = best.sheet.columns[program.read].head
        return say(
            language,
            "cell" if head else "quoted",
            answer=unmarked(program.said),
            head=unmarked(head),
            quote=unmarked(evidence[0].sentence_text),
            mark=marks[0],
        )
    mark = "".join(dict.fromkeys(marks))
    key = _WORKED[program.step]
    if program.step == "count":
        return say(language, key, result=program.said, mark=mark)
    column = best.sheet.columns[program.by]
    cells = [column.texts[row] for row in program.rows]
    if program.step == "distinct":
        names = say(language, "list").join(unmarked(cell) for cell in dict.fromkeys(cells))
        return say(language, key, result=program.said, names=names, mark=mark)
    return say(language, key, result=program.said, formula=unmarked(_formula(program, cells)), mark=mark)


def _formula(program: Program, cells: Sequence[str]) -> str:
    """How a result was worked out of its operands; of many the first are shown."""
    sign = " − " if program.step == "difference" else " + "
    ordered = sorted(cells, key=_digits, reverse=True) if program.step == "difference" else list(cells)
    shown = sign.join(ordered[:_QUOTED]) + (f"{sign}…" if len(ordered) > _QUOTED else "")
    if program.step == "average":
        return f"({shown}) ÷ {len(ordered)} = {program.said}"
    return f"{shown} = {program.said}"


def _digits(cell: str) -> float:
    return float(re.sub(r"[^\d.]", "", cell).strip(".") or 0)


def _units(best: Programmed) -> set[str]:
    """What stands beside the digits of the cells that are worked with."""
    column = best.sheet.columns[best.program.by]
    return {re.sub(r"[\d.,\s()+\-−–]|\[.*?\]", "", fold(column.texts[row])) for row in best.program.rows}


def _compared(best: Programmed) -> str:
    """The worths that the rows were compared by, from the end asked for on: "Gold: 23 > 12 > 9 …"."""
    program, sheet = best.program, best.sheet
    if program.step not in ("most", "least") or program.by < 0:
        return ""
    column = sheet.columns[program.by]
    texts = [column.texts[row] for row in _in_order(best)]
    shown = _SIGNS[program.step].join(unmarked(text) for text in texts[:_IN_FORMULA])
    more = " …" if len(texts) > _IN_FORMULA else ""
    return f"{unmarked(column.head)}: {shown}{more}" if len(set(texts)) > 1 else ""


def _in_order(best: Programmed) -> list[int]:
    """The rows that a program compares, one for each worth, from the end that it asks for on."""
    values = best.sheet.columns[best.program.by].values
    rows = [int(row) for row in best.chosen.rows if values[row] == values[row]]
    ordered = sorted(rows, key=lambda row: values[row], reverse=best.program.step == "most")
    return list({values[row]: row for row in reversed(ordered)}.values())[::-1]


def _rested(best: Programmed) -> list[int]:
    """The rows that an answer rests on: its own first, then those that it was found by or compared with."""
    program, own = best.program, list(best.program.rows)
    if program.step in ("most", "least"):
        own += _in_order(best)[:_IN_FORMULA]
    elif program.step in ("next", "previous", "after in order", "before in order"):
        own += [int(best.chosen.rows[-1 if program.step == "next" else 0])]
    return list(dict.fromkeys(own))


def _rows_quoted(best: Programmed) -> list[Evidence]:
    """The evidence of the first rows that an answer rests on, with the cell that is said or worked with marked."""
    program, sheet, found = best.program, best.sheet, []
    for row in _rested(best)[:_QUOTED]:
        is_own = row in program.rows
        at = program.read if is_own and program.read >= 0 else program.by
        cell = sheet.rows[row].cell(at) if at >= 0 else None
        found.append(row_evidence(best.document, sheet.grid, sheet.rows[row], cell, best.likely))
    return found
