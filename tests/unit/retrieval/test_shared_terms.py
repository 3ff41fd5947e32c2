"""What passages score by the terms of a question that they hold, worked out by hand."""

import sqlite3

import numpy as np
import pytest

from qa.retrieval import lexical_index
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.shared_terms import best_rows, rarity, score_rows
from qa.types import Form, Term

TEXTS = ["grain and wood", "grain", "wood", "coal"]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    connection = sqlite3.connect(":memory:")
    connection.execute(lexical_index.table(lexical_index.TABLE))
    lexical_index.fill(connection, enumerate(TEXTS))
    return LexicalIndex(lambda query, *values: connection.execute(query, values).fetchall())


def test_a_row_scores_the_rarity_of_its_terms_and_less_for_a_longer_text(index: LexicalIndex) -> None:
    terms = [Term("grain", {"en": (Form("grain"),)}), Term("coal", {"en": (Form("coal"), Form("charcoal"))})]
    scores = score_rows(index, terms, "en", lengths=np.array([20, 10, 5, 5]), within=(0, 4))
    # The mean length is 10; k1 = 1.2 and b = 0.4 divide by 1 + 1.2 · (0.6 + 0.4 · length / 10).
    assert scores == pytest.approx([rarity(2, (0, 4)) / 2.68, rarity(2, (0, 4)) / 2.2, 0, rarity(1, (0, 4)) / 1.96])
    assert best_rows(scores, first=0, limit=2) == [3, 1]
    assert best_rows(scores, first=100, limit=9) == [103, 101, 100]


def test_a_guessed_form_weighs_less_than_a_certain_one(index: LexicalIndex) -> None:
    terms = [Term("grain", {"en": (Form("wood"), Form("grain", weight=0.5))})]
    scores = score_rows(index, terms, "en", lengths=np.full(4, 10), within=(0, 4))
    # Rows 0 and 2 hold the certain form, row 1 the guess: 2.3 rows in all.
    assert scores * 2.2 == pytest.approx(rarity(2.3, (0, 4)) * np.array([1, 0.3, 1, 0]))


def test_rows_outside_the_range_are_not_looked_at(index: LexicalIndex) -> None:
    terms = [Term("wood", {"en": (Form("wood"),)})]
    scores = score_rows(index, terms, "en", lengths=np.full(4, 10), within=(1, 4))
    assert (scores > 0).tolist() == [False, True, False]
