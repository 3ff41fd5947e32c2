"""A summary: which document it is of, and which of its sentences it quotes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.summary import summary
from qa.types import Passage


def test_a_summary_takes_what_is_nearest_to_the_whole_in_the_order_of_the_document() -> None:
    sentences = [f"This is the sentence number {word} of a long report on the matter." for word in "abcdefg"]
    text = " ".join(sentences)

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        # All alike but the second one, which stands apart.
        rows = [[0.0, 1.0] if "number b" in one else [1.0, 0.01 * at] for at, one in enumerate(texts)]
        return np.array(rows, np.float32)

    found = summary([Passage("d#0", "d", "", text, 0, len(text))], embed)
    starts = [one.sentence[0] for one in found]
    assert len(found) == 4
    assert starts == sorted(starts)


def test_a_document_without_a_sentence_has_no_summary() -> None:
    assert summary([Passage("d#0", "d", "", "# Head", 0, 6)], lambda texts: np.zeros((0, 2), np.float32)) == []
