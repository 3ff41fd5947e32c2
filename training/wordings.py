"""How a question over a passage of the other language may be put: in the passage's words, wholly or in part.

The reader is asked in the passage's words wherever they are known (`qa/answering/reading/code_switched_question.py`),
so it learns from such questions, and from others too, for words that no dictionary knows.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.answering.reading.code_switched_question import glossed
from qa.language import detect
from qa.retrieval.bridge import terms
from qa.retrieval.dictionary import Dictionary
from qa.types import Question
from training.examples import Example

# Shares of the questions that are put wholly and in part in the passage's words; the others are asked as they are.
WHOLE, IN_PART = 0.6, 0.2
# The sets whose questions people wrote in both languages; those made by dictionary are half glossed as they are.
_PUT_IN_PART = ("xquad", "squad2_en-zh", "extra")
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Wordings:
    """A question with all its terms in the passage's words, and versions with about half of them so."""

    whole: str
    parts: tuple[str, ...]


def is_crossing(example: Example) -> bool:
    """Whether a question is in another language than its passage."""
    return detect(example.question) != detect(example.passage)


def wordings_of(examples: Sequence[Example], cache_folder: Path) -> list[Wordings]:
    """The wordings of each, in order. The same question and passage give the same ones."""
    dictionary = Dictionary(cache_folder)
    return [_wordings(one, dictionary) for one in examples]


def reworded(example: Example, wordings: Wordings | None, rng: random.Random) -> Example:
    """The example with one of its wordings, drawn in the shares above; as it is where it has none."""
    if wordings is None:
        return example
    draw = rng.random()
    if draw >= WHOLE + IN_PART:
        return example
    question = rng.choice(wordings.parts) if draw >= WHOLE and wordings.parts else wordings.whole
    return replace(example, question=question)


def _wordings(example: Example, dictionary: Dictionary) -> Wordings:
    question = Question(example.question, detect(example.question), terms(example.question, dictionary))
    rng = random.Random(example.question + example.passage[:50])
    parts = []
    for _ in range(_PARTS if example.source.startswith(_PUT_IN_PART) else 0):
        chosen = tuple(term for term in question.terms if rng.random() < 0.5)
        parts.append(glossed(replace(question, terms=chosen), example.passage))
    return Wordings(glossed(question, example.passage), tuple(parts))
