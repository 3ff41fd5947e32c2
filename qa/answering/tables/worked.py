"""What is worked out from figures of a passage: whether it speaks of what is asked, and the answer with its quotes."""

from collections.abc import Callable, Sequence

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.evidence.subject_scope import stands_in
from qa.messages import Key, say
from qa.types import Answer, Document, Evidence, Hit, Question, Range

# Passages that are looked at for figures to work with, and the support of what is worked out.
PASSAGES, _SUPPORT = 4, 0.7


def is_on(question: Question, hit: Hit, document: Document) -> bool:
    """Whether a passage, its heading or the head of its document names every subject of a question."""
    told = f"{hit.passage.text}\n{hit.passage.heading}\n{document.head}\n{document.first_line}\n{document.id}"
    return all(stands_in(subject, told, document.language) for subject in question.subjects)


def operand(hit: Hit, sentence: Range, figure: Range) -> Evidence:
    """The evidence for a figure in its sentence, both ranges of the passage's text."""
    start = hit.passage.start
    return Evidence(hit, (start + sentence[0], start + sentence[1]), (start + figure[0], start + figure[1]), _SUPPORT)


def worked_answer(
    question: Question,
    operands: Sequence[Evidence],
    hits: Sequence[Hit],
    document: Callable[[str], Document],
    key: Key,
    **said: str,
) -> Answer:
    """The result by its message, then each sentence that an operand stands in, once, with the numbers of its quotes."""
    citations = cite(operands, document)
    marks = [f"[{number_of(each, citations)}]" for each in operands]
    quotes: dict[str, str] = {}
    for each, mark in zip(operands, marks, strict=True):
        quote = unmarked(each.sentence_text)
        quotes[quote] = quotes.get(quote, "") + mark
    language = question.language
    lines = [say(language, key, mark="".join(dict.fromkeys(marks)), **said)]
    lines += [say(language, "quote", quote=quote, mark=mark) for quote, mark in quotes.items()]
    return Answer(question.text, language, "answered", "\n\n".join(lines), citations, tuple(hits), _SUPPORT)
