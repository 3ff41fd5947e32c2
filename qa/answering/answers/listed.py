"""Answers of several quotes: a list of different things, or an explanation in the order of its document."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.answers.findings import Choice, Part, findings
from qa.answering.evidence.candidates import Likeness
from qa.language import detect, is_whole, sentences
from qa.language.english_names import told_names
from qa.language.mentions import Kind, of_kind
from qa.question.kind import kind_of
from qa.types import Answer, Document, Evidence, Hit, Question

# A list takes what has this share of the support of its best, at most so many things.
_NEAR, _MOST_LISTED = 0.5, 8
# An explanation is so many sentences at most; a further one is as near to the question as the best one, within this
# much of a cosine.
_MOST_SENTENCES, _FAR = 3, 0.03
_NAMES: tuple[Kind, ...] = ("place", "person", "name")


def choose_list(question: Question, evidence: Sequence[Evidence]) -> Choice | None:
    """Everything different that the evidence names, best first, each an answer of its own; None where it names none."""
    kind = kind_of(question.text)
    best = max((one.support for one in evidence), default=0.0)
    near = [one for one in evidence if one.support >= _NEAR * best]
    found = findings([named for one in near if (named := _with_name(one, kind, question.text))], kind)
    return Choice(tuple(Part(question.text, one) for one in found[:_MOST_LISTED])) if found else None


def _with_name(evidence: Evidence, kind: Kind, asked: str) -> Evidence | None:
    """The evidence with a name of the kind asked for marked in it, where the reader points at another thing.

    In "in Chenzhou, four were removed" the reader may mark "four". None where the sentence has no such name.
    """
    if kind not in _NAMES or evidence.span is None:
        return evidence
    passage = evidence.hit.passage
    start, end = (at - passage.start for at in evidence.sentence)
    sentence, span = passage.text[start:end], (evidence.span[0] - passage.start, evidence.span[1] - passage.start)
    found = of_kind(sentence, kind, "zh") if detect(sentence) == "zh" or kind == "name" else told_names(sentence)
    names = [(start + first, start + last) for first, last in found]
    if any(first < span[1] and span[0] < last for first, last in names):
        return evidence
    new = [one for one in names if passage.text[slice(*one)].lower() not in asked.lower()]
    if not new:
        return None
    return replace(evidence, span=(passage.start + new[0][0], passage.start + new[0][1]))


def explained(
    question: Question,
    evidence: Sequence[Evidence],
    hits: Sequence[Hit],
    *,
    document: Callable[[str], Document],
    likeness: Likeness,
) -> Answer:
    """The best sentence, and those of its passage that are as near to the question, in the order of the document.

    A heading names the matter and explains nothing, so it is quoted only where there is nothing else.
    """
    whole = [one for one in evidence if is_whole(_sentence(one))]
    best = max(whole or evidence, key=lambda one: one.support)
    return quoted(question, in_order(question.text, best, likeness), hits, document)


def in_order(asked: str, best: Evidence, likeness: Likeness) -> list[Evidence]:
    """The best evidence, with its mark, and the nearest sentences beside it, from first to last."""
    passage = best.hit.passage
    ranges = [(passage.start + start, passage.start + end) for start, end in sentences(passage.text)]
    others = [one for one in ranges if one[1] <= best.sentence[0] or best.sentence[1] <= one[0]]
    others = [one for one in others if is_whole(passage.text[one[0] - passage.start : one[1] - passage.start])]
    texts = [passage.text[start - passage.start : end - passage.start] for start, end in (best.sentence, *others)]
    cosines = [float(one) for one in likeness(asked, texts)]
    near = sorted(
        (one for one in zip(cosines[1:], others, strict=True) if one[0] >= cosines[0] - _FAR),
        key=lambda one: (-one[0], one[1]),
    )
    beside = [Evidence(best.hit, one, None, best.support) for _, one in near[: _MOST_SENTENCES - 1]]
    return sorted([best, *beside], key=lambda one: one.sentence)


def _sentence(evidence: Evidence) -> str:
    passage, (start, end) = evidence.hit.passage, evidence.sentence
    return passage.text[start - passage.start : end - passage.start]


def quoted(
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
