"""A comparison as a table: what is most alike stands in one row, and a side that lacks something says so."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.side_by_side import side_by_side
from qa.types import Question
from tests.sources import found, shelf, source

OAK = source("oak.txt", "Oak fined 12 firms. Oak hired 3 | 4 guards.", language="en")
ELM = source("elm.txt", "Elm hired 9 guards.", language="en")
FINED, HIRED = found(OAK, "Oak fined 12 firms.", None, 0.9), found(OAK, "Oak hired 3 | 4 guards.", None, 0.8)
NINE = found(ELM, "Elm hired 9 guards.", None, 0.7)
ASKED = Question("Compare Oak and Elm", "en", ())
DOCUMENTS = shelf((OAK, ELM))


def _by_hiring(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors: one direction for hiring, another for everything else."""
    return np.array([[1.0, 0.0] if "hired" in text else [0.0, 1.0] for text in texts], np.float32)


def test_the_sentences_most_alike_stand_in_one_row_and_what_one_side_lacks_is_said() -> None:
    answer = side_by_side(ASKED, [("Oak", [FINED, HIRED]), ("Elm", [NINE])], document=DOCUMENTS, embed=_by_hiring)
    assert answer.text.splitlines() == [
        "| Oak | Elm |",
        "| --- | --- |",
        r"| “Oak hired 3 \| 4 guards.”[1] | “Elm hired 9 guards.”[2] |",
        "| “Oak fined 12 firms.”[3] | Not found |",
    ]
    assert [cited.quote for cited in answer.citations] == [
        "Oak hired 3 | 4 guards.",
        "Elm hired 9 guards.",
        "Oak fined 12 firms.",
    ]
    assert answer.confidence == 0.7


def test_a_side_of_which_nothing_is_told_has_a_column_that_says_so() -> None:
    chinese = Question("比较橡树和榆树", "zh", ())
    answer = side_by_side(chinese, [("橡树", []), ("榆树", [NINE])], document=DOCUMENTS, embed=_by_hiring)
    assert answer.text.splitlines()[2] == "| 未找到 | “Elm hired 9 guards.”[1] |"
