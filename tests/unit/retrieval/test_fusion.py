"""Ranked lists put together, worked out by hand."""

import numpy as np
import pytest

from qa.retrieval.fusion import RANK_OFFSET, by_rank, by_score, fuse, ranks, with_lent_cosines
from qa.retrieval.shared_terms import Shared


def test_the_sum_of_reciprocal_ranks_decides() -> None:
    assert RANK_OFFSET == 10
    fused = fuse({"dense": [7, 3, 5], "lexical": [5, 7]})
    assert [item for item, _ in fused] == [7, 5, 3]
    assert [score for _, score in fused] == pytest.approx([1 / 11 + 1 / 12, 1 / 13 + 1 / 11, 1 / 12])


def test_two_second_places_beat_one_first_place() -> None:
    assert [item for item, _ in fuse({"a": [1, 2], "b": [3, 2]})] == [2, 1, 3]


def test_ties_go_to_the_smaller_item_whatever_the_order_of_the_lists() -> None:
    assert fuse({"a": [9], "b": [4]}) == fuse({"b": [4], "a": [9]}) == [(4, 1 / 11), (9, 1 / 11)]


def test_an_empty_list_changes_nothing() -> None:
    assert fuse({"a": [2, 1], "b": []}) == fuse({"a": [2, 1]})
    assert fuse({}) == []


def test_a_list_counts_for_its_vote_and_for_one_where_none_is_given() -> None:
    rankings = {"dense": [1, 2], "nearest": [2, 1], "bridge": [3]}
    assert [item for item, _ in fuse(rankings, {"nearest": 0.1})] == [1, 2, 3]
    assert fuse(rankings, {"nearest": 0.5})[0][1] == pytest.approx(1 / 11 + 0.5 / 12)


def test_ranks_are_counted_from_one_and_only_where_the_item_is() -> None:
    assert ranks({"dense": [7, 3, 5], "lexical": [5], "bridge": []}, 5) == {"dense": 3, "lexical": 1}


def test_what_shares_far_more_terms_than_usual_passes_what_is_a_little_more_alike() -> None:
    # Row 12 alone holds terms: 4 rows of mean 1 and deviation √3, so it stands 1.73 above and the others 0.58 below.
    shared = Shared(np.array([12]), np.array([4.0]), total=4).standard([10, 12])
    assert by_score([10, 12], np.array([2.0, 1.5]), shared) == [12, 10]
    # 0.35 · (1.73 + 0.58) = 0.81 is what the terms are worth.
    assert by_score([10, 12], np.array([2.0, 1.1]), shared) == [10, 12]


def test_without_shared_terms_likeness_alone_decides_and_ties_go_to_the_earlier_row() -> None:
    assert by_score([3, 1, 2], np.array([1.0, 2.0, 1.0]), np.zeros(3)) == [1, 2, 3]
    assert by_score([], np.zeros(0), np.zeros(0)) == []


def test_a_passage_without_a_vector_is_as_near_as_the_one_of_its_rank_by_words() -> None:
    has_vector = np.array([True, True, False, False, True])
    cosines = np.array([0.9, 0.8, 0.7], np.float32)
    # By words row 3 is second and row 2 third; row 1, which has a vector, keeps its own place.
    rows, joined = with_lent_cosines([4, 1, 0], cosines, [1, 3, 2], has_vector)
    assert rows == [4, 1, 3, 0, 2]
    assert joined == pytest.approx([0.9, 0.8, 0.8, 0.7, 0.7])
    assert with_lent_cosines([4, 1, 0], cosines, [1, 4], has_vector)[0] == [4, 1, 0]
    assert with_lent_cosines([], np.empty(0, np.float32), [2, 3], has_vector)[0] == []


def test_by_rank_sums_reciprocal_ranks() -> None:
    assert by_rank([1, 2], [3, 2]) == [2, 1, 3]
