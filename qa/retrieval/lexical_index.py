"""Lexical search over segmented text: words, pairs of Chinese characters, and the syllables that these are read as.

Scores are BM25's as SQLite's FTS5 works them out (k1 = 1.2, b = 0.75; a term in more than half of the rows weighs next
to nothing). Rows of one language lie together, so a language is a range of rows.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from qa.errors import WenjuError
from qa.language import bigrams, is_han, words
from qa.language.words import han_runs
from qa.retrieval.postings import Found, Places, Postings, Rows, pair_key, parted, word_key
from qa.types import Form, Range

# Of a longer question as many terms from its beginning as from its end, since it stands in one or the other.
_MOST_TOKENS = 256
_K1, _B = 1.2, 0.75
# What a term of more than half of the rows weighs, so that where nothing else is asked for it still decides.
_LEAST_WEIGHT = 1e-6
# In an index of more rows such terms are left out where there are others: each stands in very many places.
_MANY_ROWS = 20_000
# Fewer rows than one in so many are sorted; more are marked among all rows, which takes 0.1 ms for a million.
_SPARSE = 100
# Rows of the last forms that were looked up, all sets together: 32 MB.
_REMEMBERED_ROWS = 4_000_000


class LexicalIndex:
    """Questions to one file of postings, from any number of threads.

    What cannot be read in it becomes the error that `damaged` makes of it.
    """

    def __init__(self, file: Path, damaged: Callable[[Path, str], WenjuError]) -> None:
        self._file, self._damaged = file, damaged
        with self._damage_explained():
            self._postings = Postings(file)
        self._remembered: OrderedDict[tuple[tuple[Form, ...], Range], Rows] = OrderedDict()
        self._remembered_rows = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._postings)

    def ranked(self, text: str, *, within: Range, limit: int) -> Sequence[int]:
        """The rows that share words with `text`, best first by BM25; ties by row."""
        found = [self._postings.words.term(word_key(word)) for word in _ends(dict.fromkeys(parted(words(text))))]
        found += [self._postings.pairs.term(pair_key(pair)) for pair in _ends(dict.fromkeys(bigrams(text)))]
        scores = np.zeros(within[1] - within[0])
        with self._damage_explained():
            for rows, weights in self._weighed([term for term in found if term.held], within):
                scores[rows - within[0]] += weights
        some = np.flatnonzero(scores)
        return best_rows(some, scores[some], first=within[0], limit=limit)

    def _weighed(self, terms: Sequence[Found], within: Range) -> Iterator[tuple[Rows, NDArray[np.float64]]]:
        """For each term the rows of a range that hold it, and what it is worth there."""
        total, mean = len(self), self._postings.mean_tokens
        first, end = map(self._postings.first_place, within)
        rarities = [max(math.log((total - term.held + 0.5) / (term.held + 0.5)), _LEAST_WEIGHT) for term in terms]
        is_told_without = total > _MANY_ROWS and any(rarity > _LEAST_WEIGHT for rarity in rarities)
        for rarity, term in zip(rarities, terms, strict=True):
            if is_told_without and rarity == _LEAST_WEIGHT:
                continue
            places = term.places[slice(*np.searchsorted(term.places, [first, end]))]
            rows, starts = _first_of_each(self._postings.rows(places))
            times = np.diff(starts, append=len(places))
            length = _K1 * (1 - _B + _B * self._postings.tokens[rows] / mean)
            yield rows, rarity * times * (_K1 + 1) / (times + length)

    def containing(self, forms: Sequence[Form], *, within: Range) -> Rows:
        """The rows in which at least one of the forms stands, in ascending order. Not to be changed."""
        wanted = tuple(dict.fromkeys(form for form in forms if form.text.strip()))[:_MOST_TOKENS]
        with self._lock:
            known = self._remembered.get((wanted, within))
            if known is not None:
                self._remembered.move_to_end((wanted, within))
                return known
        with self._damage_explained():
            rows = self._look_up(wanted, within)
        with self._lock:
            self._remember((wanted, within), rows)
        return rows

    def _remember(self, asked: tuple[tuple[Form, ...], Range], rows: Rows) -> None:
        if asked not in self._remembered:
            self._remembered[asked] = rows
            self._remembered_rows += len(rows) + 100  # an empty set takes room too
        while self._remembered_rows > _REMEMBERED_ROWS:
            self._remembered_rows -= len(self._remembered.popitem(last=False)[1]) + 100

    def _look_up(self, forms: Sequence[Form], within: Range) -> Rows:
        first, end = map(self._postings.first_place, within)
        found = []
        for form in forms:
            places = self._places(form)
            places = places[slice(*np.searchsorted(places, [first, end]))] if len(places) else places
            if len(places):
                found.append(_first_of_each(self._postings.rows(places))[0])
        rows = _any_of(found, within)
        if len(rows) and not within[0] <= rows.min() <= rows.max() < within[1]:
            raise IndexError("a term stands outside the rows of its language")
        return rows

    @contextmanager
    def _damage_explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, IndexError) as error:
            raise self._damaged(self._file, f"cannot be used ({error})") from None

    def _places(self, form: Form) -> Places:
        """Where a form stands, as a phrase."""
        if form.is_reading:
            return self._postings.read_phrase(list(parted(form.text.split())))
        if is_han(form.text[0]) and bigrams(form.text):
            return self._postings.han_phrase(han_runs(form.text))
        return self._postings.word_phrase(list(parted(form.text.lower().split())))


def best_rows(rows: Rows, scores: NDArray[np.float64], *, first: int = 0, limit: int) -> list[int]:
    """The rows with the best scores, best first; ties by row. `first` is added to each."""
    if len(scores) > limit:
        least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        rows, scores = rows[scores >= least], scores[scores >= least]
    return [int(row) + first for row in rows[np.lexsort((rows, -scores))][:limit]]


def _any_of(found: Sequence[Rows], within: Range) -> Rows:
    """The rows that are in any of some ascending ones."""
    if len(found) == 1:
        return found[0]
    every = np.concatenate([np.empty(0, np.int64), *found])
    if len(every) * _SPARSE < within[1] - within[0]:
        return _first_of_each(np.sort(every))[0]
    held = np.zeros(within[1] - within[0], bool)
    held[every - within[0]] = True
    return np.flatnonzero(held) + within[0]


def _first_of_each(rows: Rows) -> tuple[Rows, NDArray[np.int64]]:
    """Of ascending rows each one once, and where it stood first."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    return rows[starts], starts


def _ends(tokens: Iterable[str]) -> list[str]:
    """All tokens, or as many from the beginning as from the end."""
    every = list(tokens)
    half = _MOST_TOKENS // 2
    return every if len(every) <= _MOST_TOKENS else [*every[:half], *every[-half:]]
