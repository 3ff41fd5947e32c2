"""What passages score by the terms of a question that they hold, worked out by hand."""

import numpy as np
import pytest

from qa.retrieval.generations import damaged
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.postings_writer import write_postings
from qa.retrieval.shared_terms import Shared, rarity, score_rows
from qa.types import Form, Term

TEXTS = ["grain and wood", "grain", "wood", "coal"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    file = tmp_path_factory.mktemp("lexical") / "words.postings"
    write_postings(file, TEXTS)
    return LexicalIndex(file, damaged)


def scored(index: LexicalIndex, terms: list[Term], lengths: list[int], within: tuple[int, int] = (0, 4)) -> Shared:
    mean = float(np.mean(lengths[slice(*within)]))
    return score_rows(index, terms, "en", lengths=np.array(lengths, np.uint32), mean_length=mean, within=within)


def test_a_row_scores_the_rarity_of_its_terms_and_less_for_a_longer_text(index: LexicalIndex) -> None:
    terms = [Term("grain", {"en": (Form("grain"),)}), Term("coal", {"en": (Form("coal"), Form("charcoal"))})]
    shared = scored(index, terms, [20, 10, 5, 5])
    # The mean length is 10; k1 = 1.2 and b = 0.4 divide by 1 + 1.2 · (0.6 + 0.4 · length / 10).
    expected = [rarity(2, (0, 4)) / 2.68, rarity(2, (0, 4)) / 2.2, 0, rarity(1, (0, 4)) / 1.96]
    assert shared.of(range(4)) == pytest.approx(expected)
    assert shared.best(2) == [3, 1]
    assert shared.best(9) == [3, 1, 0]
    assert shared.standard(range(4)) == pytest.approx((np.array(expected) - np.mean(expected)) / np.std(expected))


def test_a_guessed_form_weighs_less_than_a_certain_one(index: LexicalIndex) -> None:
    terms = [Term("grain", {"en": (Form("wood"), Form("grain", weight=0.5))})]
    shared = scored(index, terms, [10] * 4)
    # Rows 0 and 2 hold the certain form, row 1 the guess: 2.3 rows in all.
    assert shared.of(range(4)) * 2.2 == pytest.approx(rarity(2.3, (0, 4)) * np.array([1, 0.3, 1, 0]))


def test_rows_outside_the_range_are_not_looked_at(index: LexicalIndex) -> None:
    terms = [Term("wood", {"en": (Form("wood"),)})]
    assert scored(index, terms, [10] * 4, within=(1, 4)).rows.tolist() == [2]


def test_where_nothing_is_shared_no_passage_stands_out(index: LexicalIndex) -> None:
    shared = scored(index, [Term("zebra", {"en": (Form("zebra"),)})], [10] * 4)
    assert (shared.best(5), shared.standard([0, 3]).tolist()) == ([], [0, 0])
