"""Which passages hold the terms of a question, in whatever form their language gives them, and what that tells."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.retrieval.lexical_index import LexicalIndex, best_rows
from qa.retrieval.postings import Rows
from qa.types import Language, Range, Term

# A translation below this weight counts as a guess: it finds, but weighs little.
_CERTAIN = 0.9
_GUESS_WEIGHT = 0.3
# BM25's allowance for length. A passage here holds a term or not, so only the length counts. Of 0, 0.4 and 0.75 for b
# and 0.5, 1.2 and 2.5 for k1 these were best beside the dense list (432 XQuAD questions, English over Chinese).
_SATURATION, _LENGTH_SHARE = 1.2, 0.4


def without(rows: Rows, others: Rows) -> Rows:
    """Those of some ascending rows that are not among other ascending ones."""
    if not len(rows) or not len(others):
        return rows
    at = np.minimum(np.searchsorted(others, rows), len(others) - 1)
    left: Rows = rows[others[at] != rows]
    return left


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


@dataclass(frozen=True, slots=True)
class Shared:
    """The scores of those of `total` passages that hold any term: ascending rows and what each is worth, above 0."""

    rows: Rows
    scores: NDArray[np.float64]
    total: int

    def best(self, limit: int) -> list[int]:
        """The rows with the best scores, best first; ties by row."""
        return best_rows(self.rows, self.scores, limit=limit)

    def of(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """The scores of some passages; 0 where one holds no term."""
        wanted = np.asarray(rows, np.int64)
        if not len(self.rows):
            return np.zeros(len(wanted))
        at = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        return np.where(self.rows[at] == wanted, self.scores[at], 0.0)

    def standard(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """The scores of some passages in deviations from the mean of all; 0 where all passages score the same."""
        mean = float(self.scores.sum()) / self.total if self.total else 0.0
        squares = float(np.square(self.scores - mean).sum()) + (self.total - len(self.scores)) * mean**2
        spread = math.sqrt(squares / self.total) if self.total else 0.0
        return (self.of(rows) - mean) / spread if spread else np.zeros(len(rows))


def score_rows(
    index: LexicalIndex,
    terms: Sequence[Term],
    language: Language,
    *,
    lengths: NDArray[np.uint32],
    mean_length: float,
    within: Range,
) -> Shared:
    """For each row of a range the summed rarity of the terms it holds, less in a long passage than in a short one.

    `lengths` has one for each row of the index, `mean_length` is that of the range. All forms of a term count together
    as one word, which keeps a rare wrong translation from outweighing a common right one: Pirkola, "The effects of
    query structure and dictionary setups in dictionary-based cross-language retrieval", SIGIR 1998.
    """
    scores = np.zeros(within[1] - within[0])
    for term in terms:
        certain, guessed = holding(index, term, language, within=within)
        guessed = without(guessed, certain)
        held = len(certain) + _GUESS_WEIGHT * len(guessed)
        if held:
            worth = rarity(held, within)
            scores[certain - within[0]] += worth
            scores[guessed - within[0]] += _GUESS_WEIGHT * worth
    some = np.flatnonzero(scores)
    rows = some + within[0]
    relative = lengths[rows] / max(1.0, mean_length)
    return Shared(rows, scores[some] / (1 + _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * relative)), len(scores))
