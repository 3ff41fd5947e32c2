"""Evidence to the words of an answer, without a language model: the answer, its quote, its mark; or a refusal."""

from collections.abc import Callable, Sequence

from qa.answering.citations import cite, unmarked
from qa.answering.figures import same_answer
from qa.answering.messages import say
from qa.types import Answer, Citation, Document, Evidence, Hit, Question


def answered(
    question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit], document: Callable[[str], Document]
) -> Answer:
    """The answer that these pieces of evidence give, best first; sentences that say the same stand together."""
    citations = cite(evidence, document)
    groups = _by_sentence(citations)
    lines = [_line(question, group, differs=not _agree(group, groups[0])) for group in groups]
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n\n".join(lines),
        citations=citations,
        hits=tuple(hits),
        confidence=evidence[0].support,
    )


def not_found(question: Question, hits: Sequence[Hit], reason: str, confidence: float) -> Answer:
    """A refusal with its reason; the nearest passages stand in `hits`, none is cited."""
    return Answer(
        question=question.text,
        language=question.language,
        status="not_found",
        text=say(question.language, "nothing"),
        citations=(),
        hits=tuple(hits),
        confidence=confidence,
        reason=reason,
    )


def _by_sentence(citations: Sequence[Citation]) -> list[list[Citation]]:
    groups: dict[tuple[str, int], list[Citation]] = {}
    for one in citations:
        groups.setdefault((one.document_id, one.start), []).append(one)
    return list(groups.values())


def _agree(group: Sequence[Citation], first: Sequence[Citation]) -> bool:
    """Whether a sentence gives the answer of the first one."""
    return group is first or same_answer(group[0].answer, first[0].answer)


def _line(question: Question, group: Sequence[Citation], *, differs: bool) -> str:
    """One quoted sentence, headed by the answers marked in it."""
    quote = unmarked(group[0].quote)
    mark = "".join(f"[{one.number}]" for one in group)
    marked = [one for one in group if one.answer_start is not None]
    if not marked:
        return f"“{quote}”{mark}"
    answer = "; ".join(unmarked(one.answer) for one in marked)
    return say(question.language, "also" if differs else "quoted", answer=answer, quote=quote, mark=mark)
