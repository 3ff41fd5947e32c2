"""A list: every different thing that the evidence names, each with its quote."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.answers.findings import Choice, Part, findings
from qa.language import detect
from qa.language.english_names import told_names
from qa.language.mentions import Kind, of_kind
from qa.question.kind import kind_of
from qa.types import Evidence, Question

# A list takes what has this share of the support of its best, at most so many things.
_NEAR, _MOST_LISTED = 0.5, 8
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
