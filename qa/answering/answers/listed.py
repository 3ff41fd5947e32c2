"""A list: every different thing that the evidence names, each with its quote."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answering.answers.findings import Choice, Part, findings
from qa.language import detect
from qa.language.english_names import told_names
from qa.language.mentions import Kind, of_kind
from qa.question.kind import kind_of
from qa.types import Evidence, Question

# A list has up to this many names, each with at least this share of the support of the best.
_NEAR, _MOST_LISTED = 0.5, 8
_NAMES: tuple[Kind, ...] = ("place", "person", "name")


def choose_list(question: Question, evidence: Sequence[Evidence]) -> Choice | None:
    """Every different name in the evidence, best first, each an answer of its own; None if there is no name in it."""
    kind = kind_of(question.text)
    best = max((each.support for each in evidence), default=0.0)
    near = [each for each in evidence if each.support >= _NEAR * best]
    found = findings([named for each in near if (named := _with_name(each, kind, question.text))], kind)
    return Choice(tuple(Part(question.text, finding) for finding in found[:_MOST_LISTED])) if found else None


def _with_name(evidence: Evidence, kind: Kind, asked: str) -> Evidence | None:
    """The evidence with a name of the kind asked for marked in it, even if the reader marked something else.

    In "in Chenzhou, four were removed" the reader may mark "four". None if the sentence has no such name.
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
    new = [place for place in names if passage.text[slice(*place)].lower() not in asked.lower()]
    if not new:
        return None
    return replace(evidence, span=(passage.start + new[0][0], passage.start + new[0][1]))
