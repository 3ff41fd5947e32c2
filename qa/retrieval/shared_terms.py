"""Which passages hold the terms of a question, in whatever form their language gives them, and what that tells."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.retrieval.lexical_index import LexicalIndex, Rows
from qa.types import Language, Range, Term

# A translation below this weight counts as a guess: it finds, but weighs little.
_CERTAIN = 0.9
_GUESS_WEIGHT = 0.3
# BM25's allowance for length. A passage here holds a term or not, so only the length counts. Of 0, 0.4 and 0.75 for b
# and 0.5, 1.2 and 2.5 for k1 these were best beside the dense list (432 XQuAD questions, English over Chinese).
_SATURATION, _LENGTH_SHARE = 1.2, 0.4


def holding(index: LexicalIndex, term: Term, language: Language, *, within: Range) -> tuple[Rows, Rows]:
    """The rows that hold a certain form of a term, and those that hold a guessed one; they may overlap."""
    forms = term.forms.get(language, ())
    certain = [form for form in forms if form.weight >= _CERTAIN]
    guessed = [form for form in forms if form.weight < _CERTAIN]
    return index.containing(certain, within=within), index.containing(guessed, within=within)


def rarity(found: float, within: Range) -> float:
    """Inverse document frequency as in BM25, never negative."""
    total = within[1] - within[0]
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def score_rows(
    index: LexicalIndex, terms: Sequence[Term], language: Language, *, lengths: NDArray[np.int64], within: Range
) -> NDArray[np.float64]:
    """For each row of a range the summed rarity of the terms it holds, less in a long passage than in a short one.

    All forms of a term count together as one word, which keeps a rare wrong translation from outweighing a common
    right one: Pirkola, "The effects of query structure and dictionary setups in dictionary-based cross-language
    retrieval", SIGIR 1998.
    """
    scores = np.zeros(within[1] - within[0])
    for term in terms:
        certain, guessed = holding(index, term, language, within=within)
        held = np.zeros_like(scores)
        held[guessed - within[0]] = _GUESS_WEIGHT
        held[certain - within[0]] = 1.0
        if held.any():
            scores += held * rarity(float(held.sum()), within)
    relative = lengths[slice(*within)] / max(1.0, float(lengths[slice(*within)].mean()))
    shrunk: NDArray[np.float64] = scores / (1 + _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * relative))
    return shrunk


def best_rows(scores: NDArray[np.float64], *, first: int, limit: int) -> list[int]:
    """The rows with a score above nothing, best first; ties by row. Score 0 is that of row `first`."""
    order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
    return [int(row) + first for row in order if scores[row] > 0]
