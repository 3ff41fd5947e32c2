"""A question to ranked passages: dense, lexical and bridge lists for each language, fused by rank."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.language import detect
from qa.retrieval import bridge
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.fusion import fuse, ranks
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.lexical_index import Rows
from qa.types import Hit, Language, Question, Range, Term

# How many passages each list may name.
LIST_LENGTH = 60
# A translation below this weight counts as a guess: it finds, but weighs little.
_CERTAIN = 0.9
_GUESS_WEIGHT = 0.3


class List(NamedTuple):
    """Which method made a ranked list, and the language of its passages (None: any)."""

    name: str
    language: Language | None


# The nearest passages of any language, by standard score. A tenth of a vote decides between passages that stand equally
# high in their own languages; of 0, 0.1, 0.3, 0.6 and 1 vote it was the best compromise over mixtures of languages.
NEAREST = List("nearest", None)
VOTES = {NEAREST: 0.1}
# A language of so small a share of the passages, whose nearest one stands out less than half as far as the best of all,
# has no lists of its own: a few stray passages of a language would else take every second place.
_FEW = 0.02
_FAINT = 0.5

EmbedQuery = Callable[[str], NDArray[np.float32]]


class Retriever:
    """Searches one knowledge base; `embed_query` gives a question's unit vector."""

    def __init__(self, knowledge_base: KnowledgeBase, embed_query: EmbedQuery, dictionary: Dictionary) -> None:
        self._base = knowledge_base
        self._embed_query = embed_query
        self._dictionary = dictionary

    def understand(self, text: str) -> Question:
        """The question with its terms in both languages, weighed by how rare they are in the documents."""
        terms = bridge.terms(text, self._dictionary)
        return Question(text, detect(text), tuple(self._weighed(term) for term in terms))

    def _weighed(self, term: Term) -> Term:
        weights: dict[Language, float] = {}
        for language, within in self._base.ranges.items():
            certain, guessed = self._holding(term, language, within)
            found = len(np.union1d(certain, guessed)) if len(guessed) else len(certain)
            weights[language] = _rarity(found, within) if found else 0.0
        return replace(term, weights=weights)

    def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        """The passages for a question, best first; ties by row, which does not depend on the order of files."""
        rankings = self.rankings(question)
        best = fuse(rankings, VOTES)[:limit]
        passages = self._base.passages([row for row, _ in best])
        return tuple(
            Hit(passage, score, {made.name: rank for made, rank in ranks(rankings, row).items()})
            for passage, (row, score) in zip(passages, best, strict=True)
        )

    def rankings(self, question: Question) -> dict[List, list[int]]:
        """The ranked lists. Each votes only where it can know: words within a language, the bridge across.

        A list holds one language, so documents of another one never bury it; with several languages a list of the
        nearest passages of all says which language the question is about.
        """
        vector = self._embed_query(question.text)
        rankings: dict[List, list[int]] = {}
        scores: dict[Language, NDArray[np.float32]] = {}
        for language, within in self._base.ranges.items():
            rows, scores[language] = self._base.vectors.search(vector, limit=LIST_LENGTH, within=within)
            rankings[List("dense", language)] = [int(row) for row in rows]
            if language == question.language:
                found = self._base.lexical.ranked(question.text, within=within, limit=LIST_LENGTH)
                rankings[List("lexical", language)] = list(found)
            else:
                rankings[List("bridge", language)] = self._bridge(question.terms, language, within)
        if len(scores) < 2:
            return rankings
        return self._without_faint(rankings, self._base.background.standard_scores(vector, scores))

    def _without_faint(
        self, rankings: dict[List, list[int]], standard: Mapping[Language, NDArray[np.float64]]
    ) -> dict[List, list[int]]:
        """The lists of the languages in which something stands out, and the nearest passages of all by that measure."""
        nearest = [
            (score, row)
            for language, scores in standard.items()
            for row, score in zip(rankings[List("dense", language)], scores, strict=True)
        ]
        best = max(score for score, _ in nearest)
        faint = {
            language
            for language, scores in standard.items()
            if self._share(language) < _FEW and scores.max() < _FAINT * best
        }
        kept = {made: rows for made, rows in rankings.items() if made.language not in faint}
        kept[NEAREST] = [row for _, row in sorted(nearest, key=lambda one: (-one[0], one[1]))][:LIST_LENGTH]
        return kept

    def _share(self, language: Language) -> float:
        """The share of a language in the passages."""
        sizes = {one: last - first for one, (first, last) in self._base.ranges.items()}
        return sizes[language] / sum(sizes.values())

    def _bridge(self, terms: Sequence[Term], language: Language, within: Range) -> list[int]:
        """Rows by the summed rarity of the terms they hold, all forms of a term together counting as one word.

        Taking the translations as synonyms keeps a rare wrong one from outweighing a common right one: Pirkola,
        "The effects of query structure and dictionary setups in dictionary-based cross-language retrieval", SIGIR 1998.
        """
        scores = np.zeros(within[1] - within[0])
        for term in terms:
            certain, guessed = self._holding(term, language, within)
            held = np.zeros_like(scores)
            held[guessed - within[0]] = _GUESS_WEIGHT
            held[certain - within[0]] = 1.0
            if held.any():
                scores += held * _rarity(float(held.sum()), within)
        order = np.lexsort((np.arange(len(scores)), -scores))[:LIST_LENGTH]
        return [int(row) + within[0] for row in order if scores[row] > 0]

    def _holding(self, term: Term, language: Language, within: Range) -> tuple[Rows, Rows]:
        """The rows that hold a certain form of a term, and those that hold a guessed one; they may overlap."""
        forms = term.forms.get(language, ())
        certain = [form for form in forms if form.weight >= _CERTAIN]
        guessed = [form for form in forms if form.weight < _CERTAIN]
        contain = self._base.lexical.containing
        return contain(certain, within=within), contain(guessed, within=within)


def _rarity(found: float, within: Range) -> float:
    """Inverse document frequency as in BM25, never negative."""
    total = within[1] - within[0]
    return math.log(1 + (total - found + 0.5) / (found + 0.5))
