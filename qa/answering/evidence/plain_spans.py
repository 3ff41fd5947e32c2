"""The answer within a sentence: what of the kind asked for stands nearest to the words of the question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from qa.language import figures, fold
from qa.language.mentions import Kind, of_kind
from qa.types import Language, Range

_CLAUSE_BREAK = re.compile(r"[，；。！？：;:!?]|,(?!\d)|\.(?=\s)")
# How fast nearness fades, in characters; a clause's end counts as so many more.
_REACH = 14.0
_CLAUSE_DISTANCE = 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """A term of the question where it stands in a sentence, and how much it tells."""

    term: str
    place: Range
    weight: float


def find_span(
    sentence: str, *, kind: Kind, question: str, language: Language, anchors: Sequence[Anchor]
) -> Range | None:
    """The part of `sentence` that answers, or None where no candidate of the kind asked for stands in it."""
    asked = fold(question)
    candidates = [
        one for one in of_kind(sentence, kind, language) if kind == "figure" or fold(sentence[slice(*one)]) not in asked
    ]
    if kind == "figure":
        known = {figure.value for figure in figures(question)}
        candidates = [one for one in candidates if {figure.value for figure in figures(sentence[slice(*one)])} - known]
    if not candidates:
        return None
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(sentence)]
    return max(candidates, key=lambda one: (_nearness(one, anchors, breaks), -one[0]))


def _nearness(candidate: Range, anchors: Sequence[Anchor], breaks: Sequence[int]) -> float:
    """How near the terms stand; several places of one term count once, by the nearest."""
    nearest: dict[str, float] = {}
    for anchor in anchors:
        pull = anchor.weight * exp(-_distance(candidate, anchor.place, breaks) / _REACH)
        nearest[anchor.term] = max(pull, nearest.get(anchor.term, 0.0))
    return sum(nearest.values())


def _distance(one: Range, other: Range, breaks: Sequence[int]) -> int:
    """Characters between two ranges, more where a clause ends between them; 0 where they touch."""
    first, second = sorted((one, other))
    between = max(0, second[0] - first[1])
    return between + _CLAUSE_DISTANCE * sum(first[1] <= at < second[0] for at in breaks)
