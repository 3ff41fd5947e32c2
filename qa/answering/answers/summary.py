"""A few sentences of one document that say most of it, quoted."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.concreteness import concreteness
from qa.language import detect, is_whole, measure, sentences
from qa.language.mentions import of_kind
from qa.language.places import place_words
from qa.language.tables import any_of
from qa.types import Evidence, Hit, Passage

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_SENTENCES = 5
# Up to this many sentences are weighed, spread over the document, so that a book is summarised in bounded time.
_MOST_WEIGHED = 160
# What a sentence's nearness to the whole, in standard deviations, is weighed against: what can be checked in it, each
# of its figures up to six, speaking of the whole, being the first of its passage, and its nearness to what is chosen.
_CONCRETE, _FIGURE, _MOST_FIGURES, _WHOLE, _FIRST, _REPEATS = 0.5, 0.4, 6, 1.0, 0.3, 1.0
# Headings, captions and lists of names say too little, and few read longer ones; in characters of Chinese.
_SHORTEST, _LONGEST = 8.0, 260.0
_LETTER = re.compile(r"[^\W_]")
_SPEAKS_OF_WHOLE = re.compile(
    rf"全(?:{any_of(place_words('zh', 'name'))}|[国年校体])|累计|合计|总计|总额|总量|截至"
    r"|\b(?:in total|in all|altogether|overall|total|as a whole)\b",
    re.I,
)


def summary(passages: Sequence[Passage], embed: Embed, *, most: int = _SENTENCES) -> list[Evidence]:
    """Up to `most` sentences, in the document's order: of each part of it, of equal length, the one that says most.

    A sentence says most that is near to the whole, has figures and names, and repeats no other.
    """
    found = _sentences(passages)
    found = found[:: max(1, -(-len(found) // _MOST_WEIGHED))]
    if not found:
        return []
    vectors = embed([evidence.sentence_text for evidence in found])
    middle = vectors.mean(axis=0)
    nearness = vectors @ (middle / max(1e-9, float(np.linalg.norm(middle))))
    standard = (nearness - nearness.mean()) / max(1e-6, float(nearness.std()))
    worth = standard + np.array([_bonus(evidence) for evidence in found])
    chosen: list[int] = []
    for part in np.array_split(np.arange(len(found)), min(most, len(found))):
        repeats = (vectors[part] @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(part))
        left = worth[part] - _REPEATS * (repeats - repeats.mean()) / max(1e-6, float(repeats.std()))
        chosen.append(int(part[int(left.argmax())]))
    return [found[at] for at in chosen]


def _sentences(passages: Sequence[Passage]) -> list[Evidence]:
    """Every sentence of a fit length, from the first to the last; lines where there is none, as in a table."""
    every = [
        Evidence(Hit(passage, 0.0, {}), (passage.start + start, passage.start + end), None, 1.0)
        for passage in sorted(passages, key=lambda passage: passage.start)
        for start, end in sentences(passage.text)
    ]
    fit = [one for one in every if _SHORTEST <= measure(one.sentence_text) <= _LONGEST and is_whole(one.sentence_text)]
    return fit or [one for one in every if _LETTER.search(one.sentence_text) and measure(one.sentence_text) <= _LONGEST]


def _bonus(evidence: Evidence) -> float:
    text = evidence.sentence_text
    figures = len(of_kind(text, "figure", detect(text)))
    is_first = evidence.sentence[0] == evidence.hit.passage.start
    speaks_of_whole = _SPEAKS_OF_WHOLE.search(text) is not None
    told = _CONCRETE * concreteness(text) + _FIGURE * min(_MOST_FIGURES, figures)
    return told + _WHOLE * speaks_of_whole + _FIRST * is_first
