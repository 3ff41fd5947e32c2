"""What the refusals would be worth at other bars: precision against recall, from each answer's confidence.

An answer's confidence is its support, that of a refusal the best support that was found (0 where a place or year of the
question ruled everything out).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from qa.evaluation.metrics import Result, Share

THRESHOLDS = (0.01, 0.02, 0.05, *(step / 20 for step in range(2, 20)), 0.98, 0.99)
_SHOWN = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8)


@dataclass(frozen=True, slots=True)
class Point:
    """The refusals if every confidence below `threshold` were one; None where there is nothing to count."""

    threshold: float
    precision: Share
    recall: Share
    false_refusal_rate: Share


def refusal_curve(results: Sequence[Result]) -> tuple[Point, ...]:
    """A point for each of the fixed thresholds, in ascending order."""
    return tuple(_point(results, threshold) for threshold in THRESHOLDS)


def to_json(points: Sequence[Point]) -> list[dict[str, float | None]]:
    """The points as JSON objects, rounded."""
    return [
        {name: None if value is None else round(value, 4) for name, value in asdict(point).items()} for point in points
    ]


def curve_table(curve: Sequence[dict[str, float | None]]) -> str:
    """Some points of a curve as a Markdown table; empty where no question was without an answer."""
    if all(point["recall"] is None for point in curve):
        return ""
    lines = ["| refused below | precision | recall | false refusals |", "|---|---|---|---|"]
    shown = [point for point in curve if point["threshold"] in _SHOWN]
    lines += [
        "| " + " | ".join("–" if share is None else f"{share:.2f}" for share in each.values()) + " |" for each in shown
    ]
    return "\n".join(lines)


def _point(results: Sequence[Result], threshold: float) -> Point:
    refused = [result for result in results if result.answer.confidence < threshold]
    right = sum(not result.gold.answerable for result in refused)
    answerable = sum(result.gold.answerable for result in results)
    return Point(
        threshold,
        _share(right, len(refused)),
        _share(right, len(results) - answerable),
        _share(len(refused) - right, answerable),
    )


def _share(part: int, whole: int) -> Share:
    return part / whole if whole else None
