"""The column of a table that a question asks for."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.matching import Matcher
from qa.answering.tables.grid import Grid
from qa.answering.tables.named_rows import HAN, WORD
from qa.answering.tables.wanted import (
    ASKS_WHICH,
    DATE_HEAD,
    HOW_MUCH,
    MONEY_HEAD,
    NAME_HEAD,
    PLACE_HEAD,
    WHEN,
    WHERE,
    WHO,
)
from qa.language import dates, figures, fold, stem
from qa.language.words import STOP_WORDS_EN
from qa.question.unit import asks_price
from qa.types import Language, Question, Term

Likeness = Callable[[str, Sequence[str]], NDArray[np.float32]]

# By how much, in cosine, the nearest head has to stand before the next where no word tells.
_CLEAR = 0.015


class AskedColumn:
    """How well each column's head fits what a question asks for."""

    def __init__(self, question: Question, grid: Grid, language: Language) -> None:
        self._question = question
        self._grid = grid
        self._language: Language = language
        self._folded = fold(question.text)
        self._stems = frozenset(stem(word) for word in WORD.findall(self._folded))
        self._columns = len(grid.heads)

    def column(self, named: frozenset[int], likeness: Likeness, *, key: int = -1) -> tuple[int, float]:
        """The column that is asked for, and how surely; -1 where that is not clear.

        `key` is the column of the thing that the question names, which answers where no other is asked for.
        """
        scores = {at: self._head_worth(at) for at in range(self._columns) if at not in named}
        if not scores:
            return -1, 0.0
        if self._grid.is_record and sum(score > 0 for score in scores.values()) > 1:
            # The first label of a record often names what the record is.
            scores[0] = 0.0
        target = self.target()
        if target in scores:
            return target, 1.0
        if key >= 0:
            # What comes after a thing is a thing of its kind, unless another column is asked for by its head.
            best_share = max((self.share(self._grid.heads[at]), at) for at in scores)
            return (best_share[1], best_share[0]) if best_share[0] >= 1 else (key, 0.5)
        best = max(scores.values())
        chosen = [at for at, score in scores.items() if score >= best - 1e-9]
        is_across = self._language != self._question.language
        if best <= 0 and HOW_MUCH.search(self._folded) and not is_across:
            return -1, 0.0
        if best <= 0 and ASKS_WHICH.match(self._folded) and not self._grid.is_record:
            texts = [at for at in scores if not self.is_mostly(at, lambda cell: bool(figures(cell)))]
            return (texts[0], 0.4) if texts else (-1, 0.0)
        if best >= 1 and len(chosen) > 1 and self._language == self._question.language == "zh":
            # What is asked stands last: 总产量比上年变化多少.
            chosen = [max(chosen, key=lambda at: self._folded.rfind(_bare(self._grid.heads[at])))]
        if best > 0 and len(chosen) == 1:
            return chosen[0], best
        left = chosen if best > 0 else [at for at in scores if self._may_answer(at)]
        if len(left) == 1 and (best > 0 or len(scores) == 1):
            return left[0], max(best, 0.5)
        if not left:
            return -1, 0.0
        return self._nearest(left, likeness, least=best)

    def target(self) -> int:
        """The column whose head stands right behind "which" or "what"; -1 where none does."""
        match = ASKS_WHICH.match(self._folded)
        if match is None or self._language != "en":
            return -1
        words = [stem(word) for word in WORD.findall(self._folded[match.end() :])][:4]
        fits = {
            at: len(own)
            for at, head in enumerate(self._grid.heads)
            if (own := [stem(word) for word in WORD.findall(_bare(head))]) and words[: len(own)] == own
        }
        return max(fits, key=lambda at: fits[at], default=-1)

    def _nearest(self, columns: Sequence[int], likeness: Likeness, *, least: float) -> tuple[int, float]:
        cosines = likeness(self._question.text, [self._grid.heads[at] or "-" for at in columns])
        order = np.argsort(-cosines)
        first, second = (float(cosines[order[at]]) if at < len(columns) else -1.0 for at in (0, 1))
        return (columns[int(order[0])], max(least, 0.35)) if first - second >= _CLEAR else (-1, 0.0)

    def _head_worth(self, at: int) -> float:
        """The share of a head's words that the question has, and whether its kind is the one asked for."""
        head = self._grid.heads[at]
        share = self.share(head)
        return share + (0.3 if self._has_kind(at) else 0.0) if share or self._has_kind(at) else 0.0

    def share(self, head: str) -> float:
        folded = _bare(head)
        if not folded:
            return 0.0
        if HAN.search(folded):
            if folded in self._folded:
                return 1.0 + 0.01 * len(folded)
            matcher = Matcher(folded)
            covered: set[int] = set()
            for term in self._question.terms:
                for start, end in matcher.find(term, "zh"):
                    covered |= set(range(start, end))
            pairs = {folded[i : i + 2] for i in range(len(folded) - 1)}
            shared = sum(pair in self._folded for pair in pairs) / max(1, len(pairs))
            return max(len(covered) / len(folded), 0.9 * shared)
        words = [word for word in WORD.findall(folded) if word not in STOP_WORDS_EN]
        if not words:
            return 0.0
        matcher = Matcher(folded)
        by_term = any(matcher.find(term, "en") for term in self._terms_across())
        share = sum(stem(word) in self._stems for word in words) / len(words)
        return max(share, 0.5 * by_term)

    def _terms_across(self) -> Sequence[Term]:
        return self._question.terms if self._question.language != "en" else ()

    def _has_kind(self, at: int) -> bool:
        """Whether a column holds the kind of thing that the question word asks for."""
        head, text = self._grid.heads[at], self._question.text
        if asks_price(text) or re.search(r"\bcosts?\b|\bprice\b", text, re.I):
            return MONEY_HEAD.search(head) is not None
        if WHEN.search(text):
            return DATE_HEAD.search(head) is not None or self.is_mostly(at, lambda cell: bool(dates(cell)))
        if WHERE.search(text):
            return PLACE_HEAD.search(head) is not None
        return WHO.search(text) is not None and NAME_HEAD.search(head) is not None

    def _may_answer(self, at: int) -> bool:
        """Whether a column can answer at all: a figure where one is asked for, and words where a name is."""
        if HOW_MUCH.search(self._question.text):
            return self.is_mostly(at, lambda cell: bool(figures(cell)))
        if WHO.search(self._question.text) or WHERE.search(self._question.text):
            return not self.is_mostly(
                at, lambda cell: bool(figures(cell)) and not re.search(r"[A-Za-z\u4e00-\u9fff]", cell)
            )
        return True

    def is_mostly(self, at: int, test: Callable[[str], bool]) -> bool:
        cells = [text for row in self._grid.rows[:20] if (text := row.cell(at).text)]
        return bool(cells) and sum(map(test, cells)) >= 0.6 * len(cells)

    def key_column(self, by: int) -> int:
        """The column that the question names as the thing looked for, else the first one with words."""
        if (target := self.target()) not in (-1, by):
            return target
        words = [at for at in range(self._columns) if at != by]
        shares = {at: self.share(self._grid.heads[at]) for at in words}
        best = max(shares.values(), default=0.0)
        if best >= 1 and self._language == self._question.language == "zh":
            # Of several heads in the question what is asked stands last: 员工最多的门店在哪个城市.
            named = [at for at in words if shares[at] >= 1]
            return max(named, key=lambda at: self._folded.rfind(_bare(self._grid.heads[at])))
        if best > 0:
            return max(shares, key=lambda at: shares[at])
        return next((at for at in words if not self.is_mostly(at, lambda cell: bool(figures(cell)))), words[0])


def _bare(head: str) -> str:
    """A head as it is compared, without the unit in brackets."""
    return fold(re.sub(r"[（(].*?[)）]", "", head)).strip()
