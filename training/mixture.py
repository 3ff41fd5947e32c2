"""What one training run learns from, and how much of each."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qa.language import detect
from training.code_switching import CodeSwitcher
from training.examples import Example
from training.generated import generated_examples
from training.glosses import read_glosses
from training.look_alikes import unanswered
from training.reading_sets import squad2, wikipedia, xquad

# So many of a mixture are learnt from at first: what two cores learn in three quarters of an hour.
FIRST_LESSONS = 24_000
# Longer questions come out garbled.
_LONGEST_SWITCHED = 30


@dataclass(frozen=True, slots=True)
class Shares:
    """How often an example of the reading sets is learnt from in another form as well."""

    in_english: float = 0.5
    mixed: float = 0.1
    look_alike: float = 0.55
    cross_lingual_again: float = 1.0
    generated: float = 1.0


def mixture(data: Path, shares: Shares, *, seed: int) -> list[Example]:
    """All lessons, in no particular order. The same seed gives the same ones."""
    rng = random.Random(seed)
    chinese = [*wikipedia(data / "reading"), *squad2(data / "reading", data / "questions")]
    parallel = list(xquad(data / "reading"))
    crossing = [one for one in parallel if detect(one.question) != detect(one.passage)]
    lessons = [*chinese, *parallel, *_drawn(crossing, shares.cross_lingual_again, rng)]
    lessons += unanswered([*chinese, *parallel], shares.look_alike, rng)
    lessons += _switched(chinese, shares, CodeSwitcher(read_glosses(), rng), rng)
    lessons += _drawn(list(generated_examples(seed, data=data)), shares.generated, rng)
    return lessons


def _switched(
    examples: Sequence[Example], shares: Shares, switcher: CodeSwitcher, rng: random.Random
) -> Iterator[Example]:
    """Chinese questions in English words, and some with only part of their words in English."""
    for one in examples:
        if detect(one.question) != "zh":
            continue
        draw = rng.random()
        if draw < shares.in_english and _is_simple(one.question):
            english = switcher.to_english(one.question)
            if english is not None:
                yield replace(one, question=english, source=f"{one.source} in English")
        elif draw < shares.in_english + shares.mixed:
            yield replace(one, question=switcher.mixed(one.question), source=f"{one.source} mixed")


def _is_simple(question: str) -> bool:
    """Whether a dictionary can put it into English words that can be read."""
    return len(question) <= _LONGEST_SWITCHED and question.count("，") <= 1


def _drawn(examples: Sequence[Example], share: float, rng: random.Random) -> Iterator[Example]:
    """About so large a share of the examples."""
    return (one for one in examples if rng.random() < share)
