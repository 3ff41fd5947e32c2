"""The order that two lists of a language make together, worked out by hand."""

import sqlite3

import numpy as np
import pytest

from qa.retrieval import lexical_index
from qa.retrieval.joint import by_rank, by_score
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.shared_terms import best_rows, rarity, score_rows
from qa.retrieval.stand_ins import with_stand_ins
from qa.types import Form, Term

TEXTS = ["grain and wood", "grain", "wood", "coal"]


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    connection = sqlite3.connect(":memory:")
    connection.execute(lexical_index.TABLE)
    lexical_index.fill(connection, enumerate(TEXTS))
    return LexicalIndex(lambda query, *values: connection.execute(query, values).fetchall())


def test_what_shares_far_more_terms_than_usual_passes_what_is_a_little_more_alike() -> None:
    # Row 12 alone holds terms: 4 rows of mean 1 and deviation √3, so it stands 1.73 above and the others 0.58 below.
    shared = np.array([0.0, 0.0, 4.0, 0.0])
    assert by_score([10, 12], np.array([2.0, 1.5]), shared, first=10) == [12, 10]
    # 0.35 · (1.73 + 0.58) = 0.81 is what the terms are worth.
    assert by_score([10, 12], np.array([2.0, 1.1]), shared, first=10) == [10, 12]


def test_without_shared_terms_likeness_alone_decides_and_ties_go_to_the_earlier_row() -> None:
    assert by_score([3, 1, 2], np.array([1.0, 2.0, 1.0]), np.zeros(3), first=1) == [1, 2, 3]
    assert by_score([], np.zeros(0), np.zeros(0), first=0) == []


def test_a_passage_without_a_vector_is_as_near_as_the_one_of_its_rank_by_words() -> None:
    has_vector = np.array([True, True, False, False, True])
    cosines = np.array([0.9, 0.8, 0.7], np.float32)
    # By words row 3 is second and row 2 third; row 1, which has a vector, keeps its own place.
    rows, joined = with_stand_ins([4, 1, 0], cosines, [1, 3, 2], has_vector)
    assert rows == [4, 1, 3, 0, 2]
    assert joined == pytest.approx([0.9, 0.8, 0.8, 0.7, 0.7])
    assert with_stand_ins([4, 1, 0], cosines, [1, 4], has_vector)[0] == [4, 1, 0]
    assert with_stand_ins([], np.empty(0, np.float32), [2, 3], has_vector)[0] == []


def test_by_rank_sums_reciprocal_ranks() -> None:
    assert by_rank([1, 2], [3, 2]) == [2, 1, 3]


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
