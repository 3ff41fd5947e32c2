"""A summary: which document it is of, and which of its sentences it quotes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.answering.answers.summary import summary
from qa.types import Passage


def test_a_summary_takes_of_each_part_what_is_nearest_to_the_whole() -> None:
    sentences = [f"This is the sentence number {word} of a long report on the matter." for word in "abcdefghij"]
    text = " ".join(sentences)

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        # All alike but the second one, which stands apart.
        rows = [[0.0, 1.0] if "number b" in one else [1.0, 0.01 * at] for at, one in enumerate(texts)]
        return np.array(rows, np.float32)

    found = summary([Passage("d#0", "d", "", text, 0, len(text))], embed)
    chosen = [one.sentence_text.split()[5] for one in found]
    assert len(chosen) == 5
    assert chosen == sorted(chosen)
    assert "b" not in chosen
    assert len(summary([Passage("d#0", "d", "", text, 0, len(text))], embed, most=2)) == 2


def test_of_two_sentences_alike_the_one_with_the_figures_of_the_whole_is_taken() -> None:
    text = (
        "We worked very hard on all of it again. In total 484 people were named by them. We went on with our own work."
    )

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 2), np.float32)

    (found,) = summary([Passage("d#0", "d", "", text, 0, len(text))], embed, most=1)
    assert found.sentence_text == "In total 484 people were named by them."


def test_a_document_without_a_sentence_has_no_summary() -> None:
    assert summary([Passage("d#0", "d", "", "# --", 0, 4)], lambda texts: np.zeros((0, 2), np.float32)) == []


def test_of_a_table_lines_are_quoted() -> None:
    text = "| Zone | Single |\n|---|---|\n| A | 2.10 |\n"
    found = summary(
        [Passage("d#0", "d", "", text, 0, len(text))], lambda texts: np.ones((len(texts), 2), np.float32), most=2
    )
    assert [one.sentence_text for one in found] == ["| Zone | Single |", "| A | 2.10 |"]
