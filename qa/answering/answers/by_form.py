"""What was read for a question to an answer of the form that it asks for."""

from collections.abc import Callable
from dataclasses import dataclass

from qa.answering.answers.explained import explained
from qa.answering.answers.findings import choose
from qa.answering.answers.listed import choose_list
from qa.answering.answers.quoted import answered, not_found
from qa.answering.evidence.reader import Likeness
from qa.question.intent import Intent
from qa.question.parts import split_parts
from qa.types import Answer, Document, Evidence, Hit, Question


@dataclass(frozen=True, slots=True)
class Read:
    """A question, the passages shown for it, and the evidence that is enough for an answer, or why none is.

    `support` is that of the best evidence, even if it is not enough; an answer is sure from `sure` on, by what its
    sources say together. `found` is all evidence, and `in_scope` are the passages that were read for it.
    """

    question: Question
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    reason: str
    support: float
    sure: float = 0.0
    found: tuple[Evidence, ...] = ()
    in_scope: tuple[Hit, ...] = ()


def reply(read: Read, intent: Intent, *, document: Callable[[str], Document], likeness: Likeness) -> Answer:
    """The answer to a question that needs no calculation, or its refusal."""
    question, hits = read.question, read.hits
    if read.reason:
        return not_found(question, hits, read.reason, read.support)
    kind = intent.kind if len(split_parts(question.text)) == 1 else "fact"
    if kind == "list" and (choice := choose_list(question, read.evidence)):
        return answered(question, choice, hits, document)
    if kind == "explanation":
        return explained(question, read.evidence, hits, document=document, likeness=likeness)
    choice = choose(question, read.evidence, document)
    return answered(question, choice, hits, document, is_sure=choice.confidence >= read.sure)
