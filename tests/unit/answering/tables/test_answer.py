"""What a table answers: its cell marked in its row, or that the cell is empty."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.tables.answer import stands_in_table, table_answer
from qa.language import detect
from qa.types import Answer, Document, Evidence, Form, Hit, Passage, Question, Subject, Term
from tests.unit.answering.tables.wanting import wanting

TEXT = (
    "Clinics\n\n| Town | Faults | Fines |\n|---|---|---|\n| Alderton | 118 | 9,500 |\n| Dunmore | 9 |  |\n\n"
    "It rained.\n"
)
DOCUMENT = Document("c.md", "Clinics", TEXT, "en")
HIT = Hit(Passage("c#0", "c.md", "", TEXT, 0, len(TEXT)), 1.0, {})


def _alike(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros(len(texts), np.float32)


def _answer(question: str, *subjects: Subject) -> Answer | None:
    asked = Question(question, detect(question), (), subjects)
    scores = wanting("step read", "read is best share", "chosen by named", likely=0.3)
    return table_answer(asked, [HIT], document=lambda _: DOCUMENT, likeness=_alike, scores=scores)


def test_the_cell_is_marked_in_its_row_and_named_by_its_head() -> None:
    answer = _answer("How many faults were there in Alderton?")
    assert answer is not None
    assert answer.text == "118 (Faults): “| Alderton | 118 | 9,500 |”[1]"
    (citation,) = answer.citations
    assert (citation.quote, citation.answer) == ("| Alderton | 118 | 9,500 |", "118")


def test_an_empty_cell_is_told_as_not_given() -> None:
    answer = _answer("What were the fines in Dunmore?")
    assert answer is not None
    assert (answer.status, answer.reason) == ("not_found", "The table gives no Fines for Dunmore.")


def test_a_subject_that_neither_row_nor_head_names_is_not_answered_for() -> None:
    easton = Subject("Easton", (Term("Easton", {"en": (Form("easton"),)}),))
    assert _answer("How many faults did Easton find in Alderton?", easton) is None


def test_a_row_is_looked_up_and_not_read() -> None:
    row = TEXT.index("| Alderton")
    prose = TEXT.index("It rained.")
    assert stands_in_table(Evidence(HIT, (row, row + 10), None, 0.5), DOCUMENT)
    assert not stands_in_table(Evidence(HIT, (prose, prose + 10), None, 0.5), DOCUMENT)
