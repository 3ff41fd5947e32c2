import pytest

from qa.retrieval.fusion import RANK_OFFSET, fuse, ranks


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
