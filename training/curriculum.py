"""Lessons for many passes: several mixtures in turn, more near misses, and questions worded anew at each pass."""

import multiprocessing
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from qa.retrieval.dictionary import Dictionary
from training.examples import Example
from training.mixture import Shares, mixture
from training.near_misses import near_misses
from training.windows import Window, WindowMaker
from training.wordings import Wordings, is_crossing, reworded, wordings_of

# The mixtures are those of these seeds.
MIXTURES = (0, 1, 2, 3)
# So many questions go to a process at once, those about one passage together.
_AT_ONCE = 200
_REPORTED = 50  # parts of that size

Asked = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """What may be learnt from; `wordings` has those of each question and passage that differ in language."""

    mixtures: Sequence[Sequence[Example]]
    near_misses: Sequence[Example]
    wordings: Mapping[Asked, Wordings]

    def windows(self, number: int, *, seed: int, maker: WindowMaker) -> list[Window]:
        """Pass `number`, from 0: one whole mixture and all near misses. Another seed begins with another mixture."""
        cutting, wording = random.Random(1000 * seed + number), random.Random(1000 * seed + number + 500)
        lessons = [*self.mixtures[(number + seed) % len(self.mixtures)], *self.near_misses]
        asked = [reworded(one, self.wordings.get((one.question, one.passage)), wording) for one in lessons]
        return list(maker.windows(asked, cutting))


def prepare(
    data: Path, cache_folder: Path, *, processes: int, most: int | None, report: Callable[[str], None]
) -> Curriculum:
    """The lessons, made by several processes; at most so many of each mixture and of the near misses, by chance."""
    Dictionary(cache_folder)  # its table is made once, before the processes ask for it
    mixtures: list[list[Example]] = []
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as executor:
        for seed, lessons in zip(MIXTURES, executor.map(partial(_mixture, data), MIXTURES), strict=True):
            mixtures.append(_drawn(lessons, most, seed))
            report(f"mixture {seed}: {len(lessons):,} lessons")
        others = _drawn(list(near_misses(data / "reading", data / "questions")), most, 0)
        report(f"near misses: {len(others):,} lessons")
        every = [*others, *(one for lessons in mixtures for one in lessons)]
        return Curriculum(mixtures, others, _wordings(every, cache_folder, executor, report))


def _wordings(
    examples: Sequence[Example], cache_folder: Path, executor: Executor, report: Callable[[str], None]
) -> dict[Asked, Wordings]:
    """The wordings of each distinct question over a passage of the other language."""
    distinct = {(one.question, one.passage): one for one in examples}
    crossing = sorted(filter(is_crossing, distinct.values()), key=lambda one: one.passage)
    parts = [crossing[start : start + _AT_ONCE] for start in range(0, len(crossing), _AT_ONCE)]
    found: dict[Asked, Wordings] = {}
    for number, made in enumerate(executor.map(partial(wordings_of, cache_folder=cache_folder), parts), start=1):
        found |= {(one.question, one.passage): it for one, it in zip(parts[number - 1], made, strict=True)}
        if number % _REPORTED == 0 or number == len(parts):
            report(f"worded: {len(found):,} of {len(crossing):,} questions")
    return found


def _mixture(data: Path, seed: int) -> list[Example]:
    return mixture(data, Shares(), seed=seed)


def _drawn(lessons: list[Example], most: int | None, seed: int) -> list[Example]:
    return lessons if most is None or most >= len(lessons) else random.Random(seed).sample(lessons, most)
