"""Ask one way of answering over a lone document, without an index and without a model."""

from collections.abc import Callable, Sequence

from qa.language import detect
from qa.types import Answer, Document, Hit, Passage, Question

Way = Callable[[Question, Sequence[Hit], Callable[[str], Document]], Answer | None]


def asked(way: Way, question: str, text: str, name: str = "a.txt") -> Answer | None:
    """What a way of answering says over a document of one passage; every figure marked stands in its quote."""
    document = Document(name, "Report", text, detect(text))
    hit = Hit(Passage("a#0", name, "", text, 0, len(text)), 1.0, {})
    answer = way(Question(question, detect(question), ()), [hit], lambda _: document)
    assert answer is None or all(one.quote == text[one.start : one.end] for one in answer.citations)
    return answer
