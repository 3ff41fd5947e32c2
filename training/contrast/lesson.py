"""One lesson of the reader that teaches contrast."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """A question over a passage; `answer` is the range of its characters, or None if the passage does not answer.

    `head` is the title (and heading) of the document, which the reader sees before the passage. `source` names the
    kind of case and both languages: "schema sibling en-zh" is an English question over a Chinese passage.
    """

    question: str
    passage: str
    answer: tuple[int, int] | None
    source: str
    head: str = ""
