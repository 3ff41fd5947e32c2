"""What the assistant asks of a reader, whatever it reads with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from qa.answering.evidence.support import LanguagePair
from qa.answering.reading.span_model import Reading
from qa.types import Document, Evidence, Hit, Question

# Compares a question with sentences as vectors of unit length: (question, n sentences) → (n,) cosines.
Likeness = Callable[[str, Sequence[str]], NDArray[np.float32]]

# What was read in each passage, by its id.
Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class OfAnother(Evidence):
    """Evidence that seems to speak of another subject, number, period, status or attribute than is asked for."""


class Reader(Protocol):
    """What the assistant asks of a reader.

    `bars` says how much support is enough for an answer, by the pair of languages. A reader may also have `sure`: the
    support from which on an answer is not called probable; one that has none is always sure.
    """

    bars: Mapping[LanguagePair, float]

    def readings(self, question: Question, hits: Sequence[Hit]) -> Readings:
        """What stands in each passage by itself, for ordering them; nothing from a reader that does not order."""
        ...

    def read(self, question: Question, hits: Sequence[Hit], readings: Readings) -> tuple[Evidence, ...]:
        """What was found, best support first, a part of the question at a time; `hits` in their order."""
        ...


# A reader over an index, from how it compares texts and from its documents by their ids.
MakeReader = Callable[[Likeness, Callable[[str], Document]], Reader]
