"""The order of passages after reading: rank and score together, worked out by hand."""

from qa.answering.evidence.passage_order import WEIGHT, blend, reranked
from qa.answering.reading.span_model import NOTHING, Reading, ScoredSpan
from qa.types import Hit, Passage


def _hit(name: str) -> Hit:
    return Hit(Passage(name, "document", "", "text", 0, 4), 0.0, {"dense": 1})


def _reading(score: float) -> Reading:
    return Reading((ScoredSpan(0, 4, score),), 0.0)


def _names(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.passage.id for hit in hits]


def test_a_passage_that_answers_passes_one_that_does_not() -> None:
    readings = {"a": _reading(-8), "b": _reading(-8), "c": _reading(8)}
    # 1 - 8w, 1/2 - 8w, 1/3 + 8w: with w above 1/24 the third is first.
    assert WEIGHT > 1 / 24
    assert _names(reranked([_hit("a"), _hit("b"), _hit("c")], readings)) == ["c", "a", "b"]


def test_equal_scores_keep_the_order_of_the_search() -> None:
    readings = {name: _reading(1) for name in "abc"}
    assert _names(reranked([_hit("b"), _hit("a"), _hit("c")], readings)) == ["b", "a", "c"]


def test_what_was_not_read_follows_in_its_order() -> None:
    found = reranked([_hit("a"), _hit("b"), _hit("c"), _hit("d")], {"a": _reading(-9), "b": _reading(9)})
    assert _names(found) == ["b", "a", "c", "d"]
    assert [dict(hit.ranks) for hit in found] == [
        {"dense": 1, "reader": 1},
        {"dense": 1, "reader": 2},
        {"dense": 1},
        {"dense": 1},
    ]


def test_without_readings_nothing_changes() -> None:
    hits = (_hit("b"), _hit("a"))
    assert reranked(hits, {}) == hits


def test_a_passage_of_which_nothing_can_be_read_counts_as_the_least_score() -> None:
    assert blend(1, NOTHING) == blend(1, -10.0) == 1 - 10 * WEIGHT
    assert blend(4, 2.0, weight=0.1) == 0.25 + 0.2
