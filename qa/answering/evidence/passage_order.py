"""The order of passages once they have been read: the search's rank and the reader's score together."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.evidence.reader import Readings
from qa.types import Hit

# A passage's place is by 1 / rank + WEIGHT × score, the score a logit kept within ± MOST_SCORE. Chosen on held-apart
# questions by benchmarks/reranking.py, which prints the recall at each weight.
WEIGHT = 0.1
MOST_SCORE = 10.0


def reranked(hits: Sequence[Hit], readings: Readings) -> tuple[Hit, ...]:
    """The passages that were read in their new order, then the others as they were; ties keep the search's order.

    `Hit.ranks` says beside the ranks of the lists where the reader alone would put a passage.
    """
    read = [hit for hit in hits if hit.passage.id in readings]
    scores = {hit.passage.id: readings[hit.passage.id].score for hit in read}
    alone = sorted(read, key=lambda hit: -scores[hit.passage.id])
    places = {hit.passage.id: place for place, hit in enumerate(alone, start=1)}
    placed = [
        replace(
            hit,
            score=blend(rank, scores[hit.passage.id]),
            ranks={**hit.ranks, "reader": places[hit.passage.id]},
        )
        for rank, hit in enumerate(hits, start=1)
        if hit.passage.id in readings
    ]
    rest = [hit for hit in hits if hit.passage.id not in readings]
    return (*sorted(placed, key=lambda hit: -hit.score), *rest)


def blend(rank: int, score: float, weight: float = WEIGHT) -> float:
    """What a passage is ordered by, from its rank in the search, from 1, and the reader's logit."""
    return 1 / rank + weight * min(MOST_SCORE, max(-MOST_SCORE, score))
