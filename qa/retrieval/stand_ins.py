"""Passages without a vector yet, among those that have one: each taken to be as near as its words suggest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def with_stand_ins(
    rows: Sequence[int], cosines: NDArray[np.float32], by_words: Sequence[int], has_vector: NDArray[np.bool_]
) -> tuple[list[int], NDArray[np.float32]]:
    """The nearest rows and their cosines, best first, joined by those of `by_words` that have no vector.

    The n-th passage by words gets the cosine of the n-th nearest one, so that neither new documents nor old ones are
    preferred. Where nothing has a vector, nothing is added: words alone decide then.
    """
    lent = [(row, cosine) for row, cosine in zip(by_words, cosines, strict=False) if not has_vector[row]]
    if not lent:
        return list(rows), cosines
    joined = sorted([*zip(rows, cosines.tolist(), strict=True), *lent], key=lambda one: (-one[1], one[0]))
    return [row for row, _ in joined], np.array([cosine for _, cosine in joined], np.float32)
