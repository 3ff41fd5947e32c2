"""A comparison as a table in Markdown: what is told of each side, with what is most alike in one row."""

from collections.abc import Callable, Sequence

import numpy as np

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.summary import Embed
from qa.messages import say
from qa.types import Answer, Citation, Document, Evidence, Question

Row = tuple[Evidence | None, Evidence | None]


def side_by_side(
    question: Question,
    sides: Sequence[tuple[str, Sequence[Evidence]]],
    *,
    document: Callable[[str], Document],
    embed: Embed,
) -> Answer:
    """The two sides of a comparison, a column each; a cell quotes a sentence, and one without any says so.

    At least one side has a sentence. Citations are numbered by rows.
    """
    (one, ours), (other, theirs) = sides
    rows = _rows(ours, theirs, embed)
    evidence = [each for row in rows for each in row if each]
    citations = cite(evidence, document)
    missing = say(question.language, "no_cell")
    lines = [_line(_cell_text(one), _cell_text(other)), _line("---", "---")]
    lines += [_line(*(_cell(each, citations) if each else missing for each in row)) for row in rows]
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n".join(lines),
        citations=citations,
        hits=tuple(each.hit for each in evidence),
        confidence=min(each.support for each in evidence),
    )


def _rows(ours: Sequence[Evidence], theirs: Sequence[Evidence], embed: Embed) -> list[Row]:
    """Each sentence of a side beside the nearest one of the other that is free, the nearest pairs made first."""
    if not ours or not theirs:
        return [*((one, None) for one in ours), *((None, one) for one in theirs)]
    vectors = embed([each.sentence_text for each in (*ours, *theirs)])
    alike = vectors[: len(ours)] @ vectors[len(ours) :].T
    beside: dict[int, int] = {}
    for place in np.argsort(-alike, axis=None, kind="stable"):
        first, second = divmod(int(place), len(theirs))
        if first not in beside and second not in beside.values():
            beside[first] = second
    rows: list[Row] = [(ours[first], theirs[second]) for first, second in sorted(beside.items())]
    rows += [(one, None) for at, one in enumerate(ours) if at not in beside]
    return [*rows, *((None, one) for at, one in enumerate(theirs) if at not in beside.values())]


def _cell(evidence: Evidence, citations: Sequence[Citation]) -> str:
    number = number_of(evidence, citations)
    return f"“{_cell_text(citations[number - 1].quote)}”[{number}]"


def _cell_text(text: str) -> str:
    """A text as a cell of a table shows it: on one line, each | escaped."""
    return unmarked(text).replace("|", r"\|")


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
