"""A question to ranked passages: dense, lexical and bridge lists for each language, fused by rank."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from qa.language import detect
from qa.question.subject import subjects
from qa.retrieval import bridge
from qa.retrieval.background import Usual
from qa.retrieval.dictionary import Dictionary
from qa.retrieval.document_heads import Run
from qa.retrieval.fusion import by_rank, by_score, fuse, ranks, with_lent_cosines
from qa.retrieval.knowledge_base import KnowledgeBase
from qa.retrieval.shared_terms import Shared, holding, rarity, score_rows, without
from qa.types import Hit, Language, Question, Term

# How many passages each list may name, and how many of the dense and of the bridge list the joint one chooses from:
# with 60 of each, one question in fifty less has its passage among the first 30 of 29,283; with 300 no more than so.
LIST_LENGTH = 60
_POOL = 200


class List(NamedTuple):
    """Which method made a ranked list, and the language of its passages (None: any)."""

    name: str
    language: Language | None


# The nearest passages of any language, by standard score. A tenth of a vote decides between passages that stand equally
# high in their own languages; of 0, 0.1, 0.3, 0.6 and 1 vote it was the best compromise over mixtures of languages.
NEAREST = List("nearest", None)
_NEAR = "dense"
_VOTES = {_NEAR: 0.25, "lexical": 0.25, "bridge": 0.25, "joint": 1.5, "head": 1.5}
VOTES = {List(name, language): vote for name, vote in _VOTES.items() for language in get_args(Language)} | {
    NEAREST: 0.1
}
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
        weighed = tuple(map(self._weighed, terms))
        named = (replace(one, parts=tuple(map(self._weighed, one.parts))) for one in subjects(text, terms))
        return Question(text, detect(text), weighed, tuple(named))

    def _weighed(self, term: Term) -> Term:
        weights: dict[Language, float] = {}
        for language, within in self._base.ranges.items():
            certain, guessed = holding(self._base.lexical, term, language, within=within)
            found = len(certain) + len(without(guessed, certain))
            weights[language] = rarity(found, within) if found else 0.0
        return replace(term, weights=weights)

    def search(self, question: Question, *, limit: int) -> tuple[Hit, ...]:
        """The passages for a question, best first; ties by row, which does not depend on the order of files."""
        rankings = self.rankings(question)
        best = fuse(rankings, VOTES)[:limit]
        passages = self._base.passages([row for row, _ in best])
        return tuple(
            Hit(passage, score, dict(self._ranks(rankings, row)))
            for passage, (row, score) in zip(passages, best, strict=True)
        )

    def _ranks(self, rankings: Mapping[List, Sequence[int]], row: int) -> Iterator[tuple[str, int]]:
        """The lists that found a passage; one that is near by its words alone was lent its place among the near."""
        for made, rank in ranks(rankings, row).items():
            if self._base.has_vector[row] or made.name not in (_NEAR, NEAREST.name):
                yield made.name, rank

    def rankings(self, question: Question) -> dict[List, list[int]]:
        """The ranked lists. Each votes only where it can know: words within a language, the bridge across.

        A list holds one language, so documents of another one never bury it; with several languages a list of the
        nearest passages of all says which language the question is about.
        """
        vector = self._embed_query(question.text)
        usual = self._base.background.usual(vector)
        named = self._base.heads.named(question)
        rankings: dict[List, list[int]] = {}
        standard: dict[Language, NDArray[np.float64]] = {}
        shared = {
            language: self._shared(question, language)
            for language in self._base.ranges
            if language != question.language or language in named
        }
        for language, within in self._base.ranges.items():
            found, cosines = self._base.vectors[language].search(vector, limit=_POOL)
            if language == question.language:
                by_words = list(self._base.lexical.ranked(question.text, within=within, limit=LIST_LENGTH))
            else:
                by_words = shared[language].best(_POOL)
            near, cosines = with_lent_cosines(found.tolist(), cosines, by_words, self._base.has_vector)
            dense = rankings[List(_NEAR, language)] = near[:LIST_LENGTH]
            standard[language] = usual[language].standard(cosines[:LIST_LENGTH])
            if language == question.language:
                rankings[List("lexical", language)] = by_words
                joint = by_rank(dense, by_words)
            else:
                rankings[List("bridge", language)] = by_words[:LIST_LENGTH]
                rows = list(dict.fromkeys([*near, *by_words]))
                likeness = usual[language].standard(self._cosines(rows, vector, dict(zip(near, cosines, strict=True))))
                joint = by_score(rows, np.nan_to_num(likeness), shared[language].standard(rows))
            rankings[List("joint", language)] = joint[:LIST_LENGTH]
            if language in named:
                is_across = language != question.language
                below = self._below_heads(
                    named[language], shared[language], vector, usual[language], is_across=is_across
                )
                rankings[List("head", language)] = below
        return rankings if len(standard) < 2 else self._without_faint(rankings, standard)

    def _below_heads(
        self,
        named: Sequence[Run],
        shared: Shared,
        vector: NDArray[np.float32],
        usual: Usual,
        *,
        is_across: bool,
    ) -> list[int]:
        """The passages of the documents whose heads the question names, best first by likeness and shared terms."""
        rows = [row for run in named for row in range(run.first, run.stop)]
        likeness = np.nan_to_num(usual.standard(self._base.cosines(rows, vector)))
        if is_across:
            return by_score(rows, likeness, shared.standard(rows))[:LIST_LENGTH]
        places = np.asarray(rows)
        near, worded = np.lexsort((places, -likeness)), np.lexsort((places, -shared.of(rows)))
        return by_rank(places[near].tolist(), places[worded].tolist())[:LIST_LENGTH]

    def _cosines(
        self, rows: Sequence[int], vector: NDArray[np.float32], lent: Mapping[int, float]
    ) -> NDArray[np.float32]:
        """How near the passages are; of one without a vector what was lent to it, or else NaN."""
        found = self._base.cosines(rows, vector)
        for place in np.flatnonzero(np.isnan(found)):
            found[place] = lent.get(rows[int(place)], np.nan)
        return found

    def _shared(self, question: Question, language: Language) -> Shared:
        base = self._base
        return score_rows(
            base.lexical,
            question.terms,
            language,
            lengths=base.lengths,
            mean_length=base.mean_lengths[language],
            within=base.ranges[language],
        )

    def _without_faint(
        self, rankings: dict[List, list[int]], standard: Mapping[Language, NDArray[np.float64]]
    ) -> dict[List, list[int]]:
        """The lists of the languages in which something stands out, and the nearest passages of all by that measure."""
        nearest = [
            (score, row)
            for language, scores in standard.items()
            for row, score in zip(rankings[List(_NEAR, language)], scores, strict=True)
        ]
        best = max((score for score, _ in nearest), default=0.0)
        faint = {
            language
            for language, scores in standard.items()
            if self._share(language) < _FEW and len(scores) and scores.max() < _FAINT * best
        }
        kept = {made: rows for made, rows in rankings.items() if made.language not in faint}
        kept[NEAREST] = [row for _, row in sorted(nearest, key=lambda pair: (-pair[0], pair[1]))][:LIST_LENGTH]
        return kept

    def _share(self, language: Language) -> float:
        """The share of a language in the passages."""
        sizes = {other: last - first for other, (first, last) in self._base.ranges.items()}
        return sizes[language] / sum(sizes.values())
