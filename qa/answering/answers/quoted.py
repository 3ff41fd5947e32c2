"""Evidence to the words of an answer, without a language model: the answer, its quote, its mark; or a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.findings import Choice, Finding, Part
from qa.messages import Key, say
from qa.types import Answer, Citation, Document, Evidence, Hit, Language, Question, Range


@dataclass(frozen=True, slots=True)
class Statement:
    """One quoted sentence of an answer, the findings that rest on it, and the message that introduces it."""

    key: Key
    findings: tuple[Finding, ...]


def answered(question: Question, choice: Choice, hits: Sequence[Hit], document: Callable[[str], Document]) -> Answer:
    """The answer that was chosen: each part of it once, then what differs, then the parts that were not found."""
    statements = [*_answers(choice), *_rivals(choice)]
    evidence = [one for each in statements for finding in each.findings for one in finding.evidence]
    citations = cite(evidence, document)
    lines = [_line(question.language, one, citations, document) for one in statements]
    missing = [part.text for part in choice.parts if part.answer is None]
    lines += [say(question.language, "missing", part=unmarked(part).strip("?？ ")) for part in missing]
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n\n".join(lines),
        citations=citations,
        hits=tuple(hits),
        confidence=choice.confidence,
    )


def whole_sentences(
    question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit], document: Callable[[str], Document]
) -> Answer:
    """An answer of whole sentences, each quoted and cited, in the order given."""
    citations = cite(evidence, document)
    numbers = [number_of(one, citations) for one in evidence]
    lines = [f"“{unmarked(citations[number - 1].quote)}”[{number}]" for number in numbers]
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n\n".join(dict.fromkeys(lines)),
        citations=citations,
        hits=tuple(hits),
        confidence=min(one.support for one in evidence),
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


def _answers(choice: Choice) -> list[Statement]:
    """The answer of each part; those of one sentence stand together. What another source contests says whose it is."""
    contested = {id(part.answer) for part in choice.parts if any(not _is_own(part, one) for one in part.rivals)}
    together = _by_sentence([part.answer for part in choice.parts if part.answer])
    return [
        Statement("quoted_from" if any(id(one) in contested for one in findings) else "quoted", findings)
        for findings in together
    ]


def _rivals(choice: Choice) -> list[Statement]:
    """What differs from the answers; a figure that the answer's own source gives elsewhere is said to be that."""
    found: dict[Key, list[Finding]] = {"also": [], "also_there": []}
    for part in choice.parts:
        for rival in part.rivals:
            found["also_there" if _is_own(part, rival) else "also"].append(rival)
    return [Statement(key, together) for key, rivals in found.items() for together in _by_sentence(rivals)]


def _is_own(part: Part, rival: Finding) -> bool:
    """Whether a rival is quoted from the answer's own source."""
    return part.answer is not None and rival.document_ids[0] == part.answer.document_ids[0]


def _by_sentence(findings: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    groups: dict[tuple[str, Range], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.best.hit.passage.document_id, one.best.sentence), []).append(one)
    return [tuple(group) for group in groups.values()]


def _line(
    language: Language, statement: Statement, citations: Sequence[Citation], document: Callable[[str], Document]
) -> str:
    """One quoted sentence, headed by the answers marked in it, with the marks of all that agree."""
    numbers = [number_of(one, citations) for finding in statement.findings for one in finding.evidence]
    mark = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
    quoted = [citations[number_of(finding.best, citations) - 1] for finding in statement.findings]
    quote = unmarked(quoted[0].quote)
    answers = dict.fromkeys(unmarked(one.answer) for one in quoted if one.answer_start is not None)
    if not answers:
        return f"“{quote}”{mark}"
    origin = _origin(language, document(quoted[0].document_id))
    return say(language, statement.key, answer="; ".join(answers), quote=quote, mark=mark, origin=origin)


def _origin(language: Language, document: Document) -> str:
    """The publisher, or else the title, and the date of a document; a path of this machine is no publisher."""
    is_path = any(path(document.source).is_absolute() for path in (PurePosixPath, PureWindowsPath))
    name = (not is_path and document.source) or document.title or document.id
    return say(language, "list").join(unmarked(one) for one in (name, document.date) if one)
