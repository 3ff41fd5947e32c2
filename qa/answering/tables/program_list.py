"""All rows of a table that are as a question says: which nations won more than five, by name, each row quoted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.tables.asked_column import Likeness
from qa.answering.tables.program_answer import Programmed, programmed
from qa.answering.tables.program_scores import ProgramScores
from qa.answering.tables.rows_cited import row_evidence
from qa.answering.tables.sheet import Sheet, in_order
from qa.messages import say
from qa.types import Answer, Document, Hit, Question, Range

# A question for several things: which nations, list all towns, 哪些县.
_SEVERAL = re.compile(
    r"^(?:(?:which|what)|(?:please )?(?:list|name)(?: all)?(?: of)?(?: the)?) (?=(?:\w+ )?\w+[^su\W]s\b)|哪些", re.I
)
_HOW_MANY = {"en": "how many ", "zh": "多少"}
_BY = frozenset({"named", "two named", "compared", "compared and named", "empty", "zero", "others"})
# Rows that are quoted; of more it is said how many there are.
_QUOTED, _NAMED = 8, 40


def asks_for_several(question: str) -> bool:
    """Whether a question asks for all that are so, and not for one."""
    return _SEVERAL.search(question) is not None


def chosen_rows(
    question: Question, document: Document, place: Range, *, likeness: Likeness, scores: ProgramScores
) -> Programmed | None:
    """The rows that a question for several means: those that it would count if it asked how many they are."""
    counted = replace(question, text=_SEVERAL.sub(_HOW_MANY[question.language], question.text, count=1))
    best = programmed(counted, document, place, likeness=likeness, scores=scores)
    if best is None or best.program.step != "count" or best.chosen.how not in _BY or len(best.program.rows) < 2:
        return None
    return best


def list_answer(
    question: Question, best: Programmed, hits: Sequence[Hit], document: Callable[[str], Document], *, sure: float
) -> Answer | None:
    """The names of the rows with their number, each row quoted up to a number; None where no column names them."""
    sheet, language = best.sheet, question.language
    several = _SEVERAL.search(question.text)
    at = _naming(sheet, question.text[several.end() if several else 0 :], best.chosen.columns)
    if at is None:
        return None
    rows = [row for row in best.program.rows if sheet.columns[at].texts[row]]
    cells = dict.fromkeys(unmarked(sheet.columns[at].texts[row]) for row in rows)
    evidence = [
        row_evidence(best.document, sheet.grid, sheet.rows[row], sheet.rows[row].cell(at), best.likely)
        for row in rows[:_QUOTED]
    ]
    if len(cells) < 2 or len(cells) > _NAMED:
        return None
    citations = cite(evidence, document)
    first = say(language, "listed", count=str(len(cells)), names=say(language, "list").join(cells))
    lines = [say(language, "probably", answer=first) if best.likely < sure else first]
    for one in evidence:
        mark = f"[{number_of(one, citations)}]"
        lines.append(say(language, "quote", quote=unmarked(one.sentence_text), mark=mark))
    if len(rows) > _QUOTED:
        lines.append(say(language, "and_more", count=str(len(rows) - _QUOTED)))
    return Answer(question.text, language, "answered", "\n\n".join(lines), citations, tuple(hits), best.likely)


def _naming(sheet: Sheet, asked: str, by: frozenset[int]) -> int | None:
    """The column whose head begins what is asked for, else the first one of words; None where it is not clear."""
    wanted = in_order(asked)[:2]
    heads = [set(in_order(column.head)) for column in sheet.columns]
    fits = [at for at, head in enumerate(heads) if head & set(wanted) and at not in by]
    if len(fits) > 1:
        fits = [at for at in fits if sheet.columns[at].counted < 0.5]
    if fits:
        return fits[0] if len(fits) == 1 else None
    return next(
        (at for at, one in enumerate(sheet.columns) if one.counted + one.dated < 0.5 and one.distinct == 1), None
    )
