"""English-like questions made from Chinese ones by dictionary: the lesson "an English question over Chinese text"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from qa.language import is_han
from training.english_context import in_context
from training.english_questions import order_as_english
from training.english_reading import read_words
from training.english_words import Kind, Word
from training.glosses import Gloss

_LEAST_CERTAINTY = 0.7
_SWITCHED = (0.3, 0.6)
_SILENT = (Kind.MARK, Kind.ASPECT, Kind.COMMA)


class CodeSwitcher:
    """Puts Chinese questions into English words. The same glosses, random state and question give the same text."""

    def __init__(self, glosses: Mapping[str, Gloss], random: Random) -> None:
        self._glosses = glosses
        self._random = random

    def to_english(self, question: str) -> str | None:
        """The question in English order; None where too little of it could be put into English with some certainty."""
        words = in_context(self._words(question))
        if _certainty(words) < _LEAST_CERTAINTY:
            return None
        return order_as_english(words, self._random)

    def mixed(self, question: str) -> str:
        """The question in its Chinese order with a random third to half of its words in English."""
        words = self._words(question)
        candidates = [
            index for index, word in enumerate(words) if word.kind not in _SILENT and word.english != word.chinese
        ]
        count = round(len(candidates) * self._random.uniform(*_SWITCHED))
        switched = set(self._random.sample(candidates, count))
        chosen = [word.english if index in switched else word.chinese for index, word in enumerate(words)]
        parts = [f" {text} " if text.isascii() else text for text in chosen]
        return " ".join("".join(parts).split()) + "？"

    def _words(self, question: str) -> list[Word]:
        """The words, one of the English choices taken for each."""
        words = read_words(question, self._glosses)
        return [replace(word, english=self._random.choice(word.english.split("|"))) for word in words]


def _certainty(words: Sequence[Word]) -> float:
    """The share of the content characters that are in English, a guess counting less."""
    content = [word for word in words if word.kind not in _SILENT]
    total = sum(_weight(word) for word in content)
    return sum(_weight(word) * word.certainty for word in content) / total if total else 0.0


def _weight(word: Word) -> int:
    """Its Chinese characters; a run of Latin letters or digits counts as one."""
    return sum(map(is_han, word.chinese)) or 1
