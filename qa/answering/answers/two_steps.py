"""The answer to a question in two steps: that of the second step first, then the step that found what it is about."""

import re
from collections.abc import Callable
from dataclasses import replace

from qa.answering.answers.quoted import not_found
from qa.language import fold, is_han, stem
from qa.language.words import STOP_WORDS_EN
from qa.messages import say
from qa.question.hops import Hop
from qa.types import CITATION_MARK, Answer, Citation, Document, Question

_WORD = re.compile(r"[a-z]+|\d[\d,.]*\d|\d")


def thing_found(answer: Answer) -> str:
    """What the first step found: the one name that all its quotes mark; empty where they mark none, or several."""
    marked = [one.answer for one in answer.citations if one.answer_start is not None]
    names = {fold(name).strip() for name in marked}
    return marked[0].strip() if len(marked) == len(answer.citations) and len(names) == 1 else ""


def tells_all(answer: Answer, clause: str) -> bool:
    """Whether the first quote of an answer has every word of a clause, with its figures."""
    if not answer.citations:
        return False
    quote = answer.citations[0].quote
    if is_han(clause[0]):
        return fold(clause).replace(" ", "") in fold(quote).replace(" ", "")
    asked = [stem(word) for word in _WORD.findall(fold(clause)) if word not in STOP_WORDS_EN]
    return bool(asked) and set(asked) <= {stem(word) for word in _WORD.findall(fold(quote))}


def in_two_steps(
    question: Question, hop: Hop, first: Answer, second: Answer, document: Callable[[str], Document]
) -> Answer:
    """Both steps with the quotes of each; a refusal that says what was found and what was not."""
    thing = thing_found(first)
    if second.status == "not_found":
        return not_found(question, second.hits, say(question.language, "no_second_step", name=thing), second.confidence)
    shift = len(second.citations)
    moved = tuple(_numbered(one, shift + one.number, document) for one in first.citations)
    told = CITATION_MARK.sub(lambda mark: f"[{int(mark[1]) + shift}]", first.text)
    step = say(question.language, "first_step", question=hop.first, answer=told)
    return replace(
        second,
        question=question.text,
        text=f"{second.text}\n\n{step}",
        citations=(*second.citations, *moved),
        confidence=min(first.confidence, second.confidence),
    )


def _numbered(one: Citation, number: int, document: Callable[[str], Document]) -> Citation:
    return Citation(
        document(one.document_id),
        number=number,
        document_id=one.document_id,
        title=one.title,
        start=one.start,
        end=one.end,
        quote=one.quote,
        answer_start=one.answer_start,
        answer_end=one.answer_end,
    )
