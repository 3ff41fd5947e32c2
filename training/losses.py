"""What the reader is to say, as a loss: the stated answer, or what other readers say of the same windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

# How much the answerable head's loss counts beside the span's.
ANSWERABLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Scores:
    """Of each text: `spans` for start and end at every token (texts, tokens, 2), `answerable` (texts,); logits."""

    spans: Tensor
    answerable: Tensor


@dataclass(frozen=True, slots=True)
class Taught:
    """What the teachers say, shaped as the scores: probabilities over a text's tokens, and that it answers at all."""

    spans: Tensor
    answerable: Tensor


def gold_loss(scores: Scores, starts: Tensor, ends: Tensor) -> Tensor:
    """Cross-entropy of start and end in the joint row, 0 standing for "not here", and of the answerable head."""
    spans = (cross_entropy(scores.spans[:, :, 0], starts) + cross_entropy(scores.spans[:, :, 1], ends)) / 2
    return spans + ANSWERABLE_SHARE * binary_cross_entropy_with_logits(scores.answerable, (starts > 0).float())


def mean_of_teachers(scores: Sequence[Scores]) -> Taught:
    """The mean of the teachers' probabilities, not of their logits."""
    spans = torch.stack([one.spans.softmax(1) for one in scores]).mean(0)
    return Taught(spans, torch.stack([one.answerable.sigmoid() for one in scores]).mean(0))


def distillation_loss(scores: Scores, taught: Taught) -> Tensor:
    """Cross-entropy to the teachers' probabilities, each head as in `gold_loss`; least where the student says the same.

    Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015, at temperature 1.
    """
    spans = -(taught.spans * scores.spans.log_softmax(1)).sum((1, 2)).mean() / 2
    return spans + ANSWERABLE_SHARE * binary_cross_entropy_with_logits(scores.answerable, taught.answerable)
