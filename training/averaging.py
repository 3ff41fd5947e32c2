"""One reader from several: the mean of their weights, or a point between two of them."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor


def mean_weights(readers: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each weight in float32. It costs no more to read with than one, and errs less than each.

    Only of readers that began with the same weights: Wortsman et al., "Model soups: averaging weights of multiple
    fine-tuned models improves accuracy without increasing inference time", ICML 2022.
    """
    return {name: torch.stack([one[name].float() for one in readers]).mean(0) for name in readers[0]}


def between(first: Mapping[str, Tensor], second: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """The weights at `share` of the way from the first to the second, which went on from it, in bfloat16.

    What was learnt last is kept for the most part, and less of what was known before is lost: Wortsman et al., "Robust
    fine-tuning of zero-shot models", CVPR 2022.
    """
    return {
        name: ((1 - share) * first[name].float() + share * second[name].float()).to(torch.bfloat16) for name in first
    }
