"""What the reader learns from: a question, a passage, and where in it the answer stands."""

from dataclasses import dataclass

from qa.types import Range


@dataclass(frozen=True, slots=True)
class Example:
    """One lesson. `answer` is a range of `passage`, or None where the passage does not answer the question.

    `source` names the set or the rule that it comes from, for the weights of the mixture and for the card. `head` is
    what the reader sees before the passage: the title of its document and its heading.
    """

    question: str
    passage: str
    answer: Range | None
    source: str
    head: str = ""

    def __post_init__(self) -> None:
        if self.answer is not None and not 0 <= self.answer[0] < self.answer[1] <= len(self.passage):
            raise ValueError(f"{self.source}: the answer {self.answer} does not lie in its passage")
