"""Passages that resemble a question and do not answer it."""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from qa.language import bigrams, detect, words
from training.examples import Example

# A look-alike is drawn from the best so many of the other passages.
_BEST = 3
# Of a passage, its beginning stands for it where the question is in another language.
_BEGINNING = 240
_K1, _B = 1.2, 0.75


class LookAlikes:
    """Finds passages by words as BM25 does (Robertson and Zaragoza 2009) among the passages of a set."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._passages = list(dict.fromkeys(passages))
        counts = [Counter(_terms(passage)) for passage in self._passages]
        lengths = [sum(one.values()) for one in counts]
        mean = sum(lengths) / max(1, len(lengths))
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for row, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for term, times in count.items():
                weight = times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length / mean))
                self._postings.setdefault(term, []).append((row, weight))

    def nearest(self, query: str, limit: int) -> list[str]:
        """The passages that share most with `query`, best first."""
        scores: dict[int, float] = {}
        for term in sorted(set(_terms(query))):
            held = self._postings.get(term, [])
            rarity = math.log(1 + (len(self._passages) - len(held) + 0.5) / (len(held) + 0.5))
            for row, weight in held:
                scores[row] = scores.get(row, 0.0) + rarity * weight
        best = sorted(scores, key=lambda row: (-scores[row], row))[:limit]
        return [self._passages[row] for row in best]


def unanswered(examples: Sequence[Example], share: float, rng: random.Random) -> Iterator[Example]:
    """A share of the answered examples again, each over a look-alike passage that does not hold its answer."""
    chosen = [one for one in examples if one.answer is not None and rng.random() < share]
    by_language = {
        language: LookAlikes([one.passage for one in examples if detect(one.passage) == language])
        for language in ("zh", "en")
    }
    for one in chosen:
        assert one.answer is not None
        answer = one.passage[slice(*one.answer)]
        language = detect(one.passage)
        query = one.question if detect(one.question) == language else one.passage[:_BEGINNING]
        near = [other for other in by_language[language].nearest(query, _BEST + 1) if answer not in other]
        if near:
            yield Example(one.question, rng.choice(near[:_BEST]), None, f"{one.source} look-alike")


def _terms(text: str) -> tuple[str, ...]:
    return (*words(text), *bigrams(text))
