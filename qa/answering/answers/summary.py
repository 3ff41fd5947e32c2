"""A few sentences of one document that say most of it, quoted."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.language import detect, is_whole, measure, sentences
from qa.language.mentions import of_kind
from qa.types import Evidence, Hit, Passage

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_SENTENCES = 4
# Up to this many sentences are weighed, spread over the document, so that a book is summarised in bounded time.
_MOST_WEIGHED = 120
# What is added to a sentence's nearness to the whole, a cosine, for figures and for being the first of its passage, and
# what is taken off for its nearness to a sentence that is chosen already.
_FIGURES, _FIRST, _REPEATS = 0.02, 0.02, 0.2
# Headings, captions and lists of names say too little, and few read longer ones; in characters of Chinese.
_SHORTEST, _LONGEST = 8.0, 160.0


def summary(passages: Sequence[Passage], embed: Embed, *, most: int = _SENTENCES) -> list[Evidence]:
    """Up to `most` sentences that are nearest to the whole and repeat each other least, in the document's order."""
    found = _sentences(passages)
    found = found[:: max(1, -(-len(found) // _MOST_WEIGHED))]
    if not found:
        return []
    vectors = embed([evidence.sentence_text for evidence in found])
    middle = vectors.mean(axis=0)
    worth = vectors @ (middle / np.linalg.norm(middle)) + np.array([_bonus(evidence) for evidence in found])
    chosen: list[int] = []
    while len(chosen) < min(most, len(found)):
        repeats = (vectors @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(found))
        left = worth - _REPEATS * repeats
        left[chosen] = -np.inf
        chosen.append(int(left.argmax()))
    return [found[at] for at in sorted(chosen)]


def _sentences(passages: Sequence[Passage]) -> list[Evidence]:
    """Every sentence of a fit length, from the first to the last."""
    return [
        Evidence(Hit(passage, 0.0, {}), (passage.start + start, passage.start + end), None, 1.0)
        for passage in sorted(passages, key=lambda passage: passage.start)
        for start, end in sentences(passage.text)
        if _SHORTEST <= measure(passage.text[start:end]) <= _LONGEST and is_whole(passage.text[start:end])
    ]


def _bonus(evidence: Evidence) -> float:
    text = evidence.sentence_text
    has_figures = bool(of_kind(text, "figure", detect(text)))
    return _FIGURES * has_figures + _FIRST * (evidence.sentence[0] == evidence.hit.passage.start)
