"""Evidence to the words of an answer, without a language model: the answer, its quote, its mark; or a refusal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.findings import Choice, Finding, Part
from qa.answering.answers.stated import stated
from qa.answering.evidence.subject_scope import stands_in
from qa.language import search_terms
from qa.language.plain_text import on_one_line
from qa.messages import Key, say
from qa.question.statement import without_years
from qa.types import Answer, Citation, Document, Evidence, Hit, Language, Question, Range

# Of a longer list the other names are counted.
_MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """One quoted sentence of an answer, the findings that rest on it, and the message that introduces it."""

    key: Key
    findings: tuple[Finding, ...]


def answered(
    question: Question,
    choice: Choice,
    hits: Sequence[Hit],
    document: Callable[[str], Document],
    *,
    is_sure: bool = True,
) -> Answer:
    """The answer that was chosen: what answers each part, then what differs from it, then the parts not found.

    One that is not sure says so.
    """
    statements = [*_answers(choice), *_rivals(choice)]
    evidence = [each for statement in statements for finding in statement.findings for each in finding.evidence]
    citations = cite(evidence, document)
    lines = [_line(question.language, statement, citations, document) for statement in statements]
    if not is_sure:
        lines[0] = say(question.language, "probably", answer=lines[0])
    elif sentence := _sentence(question, choice, statements, citations, document):
        lines[0] = sentence
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


def is_probable(answer: Answer) -> bool:
    """Whether an answer says itself that it is only probable."""
    return answer.text.startswith(say(answer.language, "probably", answer=""))


def whole_sentences(
    question: Question,
    evidence: Sequence[Evidence],
    hits: Sequence[Hit],
    document: Callable[[str], Document],
    *,
    further: Sequence[Evidence] = (),
) -> Answer:
    """An answer of whole sentences, each quoted and cited, in the order given.

    What is told `further` is cited behind them, and no mark of the text stands for it.
    """
    citations = cite([*evidence, *further], document)
    numbers = [number_of(each, citations) for each in evidence]
    lines = [f"“{unmarked(citations[number - 1].quote)}”[{number}]" for number in numbers]
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n\n".join(dict.fromkeys(lines)),
        citations=citations,
        hits=tuple(hits),
        confidence=min(each.support for each in evidence),
    )


def in_sections(
    question: Question,
    sections: Sequence[tuple[str, Sequence[Evidence]]],
    document: Callable[[str], Document],
    *,
    more: str = "",
) -> Answer:
    """Whole sentences under the name of what they are on; a section without any says so. At least one has some."""
    evidence = [each for _, held in sections for each in held]
    citations = cite(evidence, document)
    parts = []
    for name, held in sections:
        quotes = [
            f"“{unmarked(citations[number_of(each, citations) - 1].quote)}”[{number_of(each, citations)}]"
            for each in held
        ]
        missing = say(question.language, "missing", part=unmarked(name))
        parts.append("\n".join([f"{unmarked(name)}:", *dict.fromkeys(quotes)]) if quotes else missing)
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n\n".join([*parts, *filter(None, [more])]),
        citations=citations,
        hits=tuple({each.hit.passage.id: each.hit for each in evidence}.values()),
        confidence=min(each.support for each in evidence),
    )


def listed(question: Question, named: Sequence[tuple[str, Evidence]], document: Callable[[str], Document]) -> Answer:
    """Names, counted, each with the number of its quote; a sentence with several names is quoted once for each."""
    shown = named[:_MOST_LISTED]
    citations = cite([evidence for _, evidence in shown], document)
    names = [f"{unmarked(name)}[{number_of(evidence, citations)}]" for name, evidence in shown]
    head = say(question.language, "listed", count=f"{len(named):,}", names="; ".join(names))
    rest = len(named) - len(shown)
    more = [say(question.language, "and_more", count=f"{rest:,}")] if rest else []
    return Answer(
        question=question.text,
        language=question.language,
        status="answered",
        text="\n\n".join([head, *more]),
        citations=citations,
        hits=tuple({evidence.hit.passage.id: evidence.hit for _, evidence in shown}.values()),
        confidence=min(evidence.support for _, evidence in shown),
    )


def not_found(question: Question, hits: Sequence[Hit], reason: str, confidence: float) -> Answer:
    """A refusal with its reason; `hits` are the nearest passages, of which none is cited."""
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
    """The answer of each part; answers in one sentence share a statement. One that is contested names its source."""
    contested = {id(part.answer) for part in choice.parts if not all(_is_own(part, rival) for rival in part.rivals)}
    together = _by_sentence([part.answer for part in choice.parts if part.answer])
    return [
        Statement("quoted_from" if any(id(finding) in contested for finding in findings) else "quoted", findings)
        for findings in together
    ]


def _rivals(choice: Choice) -> list[Statement]:
    """What differs from the answers; the message says whether the answer's own source gives it or another one."""
    found: dict[Key, list[Finding]] = {"also": [], "also_there": []}
    for part in choice.parts:
        for rival in part.rivals:
            found["also_there" if _is_own(part, rival) else "also"].append(rival)
    return [Statement(key, together) for key, rivals in found.items() for together in _by_sentence(rivals)]


def _is_own(part: Part, rival: Finding) -> bool:
    """Whether a rival is quoted from the same source as the answer."""
    return part.answer is not None and rival.document_ids[0] == part.answer.document_ids[0]


def _by_sentence(findings: Sequence[Finding]) -> list[tuple[Finding, ...]]:
    groups: dict[tuple[str, Range], list[Finding]] = {}
    for finding in findings:
        best = finding.best
        groups.setdefault((best.hit.passage.document_id, best.sentence), []).append(finding)
    return [tuple(group) for group in groups.values()]


def _line(
    language: Language, statement: Statement, citations: Sequence[Citation], document: Callable[[str], Document]
) -> str:
    """One quoted sentence after the answers marked in it, with the number of every citation that agrees."""
    numbers = [number_of(each, citations) for finding in statement.findings for each in finding.evidence]
    mark = "".join(f"[{number}]" for number in dict.fromkeys(numbers))
    quoted = [citations[number_of(finding.best, citations) - 1] for finding in statement.findings]
    quote = unmarked(quoted[0].quote)
    answers = dict.fromkeys(unmarked(citation.answer) for citation in quoted if citation.answer_start is not None)
    if not answers:
        return f"“{quote}”{mark}"
    origin = _origin(language, document(quoted[0].document_id))
    return say(language, statement.key, answer="; ".join(answers), quote=quote, mark=mark, origin=origin)


def _sentence(
    question: Question,
    choice: Choice,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    document: Callable[[str], Document],
) -> str | None:
    """The only answer to a question of one part as a sentence, with its quote; None where the grammar is not sure.

    Every figure of the sentence stands in the quote, and whom it speaks of there or above it. A year that does not
    stand in the quote is left out: the head of its report has it.
    """
    first = statements[0]
    if len(choice.parts) != 1 or len(first.findings) != 1 or first.key != "quoted":
        return None
    finding = first.findings[0]
    numbers = dict.fromkeys(number_of(each, citations) for each in finding.evidence)
    cited = citations[number_of(finding.best, citations) - 1]
    if cited.answer_start is None:
        return None
    answer, quote = on_one_line(cited.answer), on_one_line(cited.quote)
    ways = (stated(text, answer) for text in (question.text, without_years(question.text)))
    said = next((way for way in ways if way and set(search_terms(way)) <= set(search_terms(quote))), None)
    if said is None:
        return None
    source = document(cited.document_id)
    told = f"{cited.quote}\n{finding.best.hit.passage.heading}\n{source.head}\n{source.first_line}"
    if not all(stands_in(subject, told, source.language) for subject in question.subjects):
        return None
    mark = "".join(f"[{number}]" for number in numbers)
    return say(question.language, "stated_so", sentence=unmarked(said), quote=unmarked(cited.quote), mark=mark)


def _origin(language: Language, document: Document) -> str:
    """The publisher, or else the title, and the date of a document; a path of this machine is no publisher."""
    is_path = any(path(document.source).is_absolute() for path in (PurePosixPath, PureWindowsPath))
    name = (not is_path and document.source) or document.title or document.id
    return say(language, "list").join(unmarked(part) for part in (name, document.date) if part)
