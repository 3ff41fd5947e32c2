"""Why a question is not answered: nothing is about its place or year, or nothing supports an answer enough."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qa.answering.evidence.reader import OfAnother
from qa.answering.evidence.scope import Scope
from qa.answering.evidence.support import LanguagePair
from qa.language import detect
from qa.messages import say
from qa.types import Evidence, Question

# A term that stands for a figure or a date.
_CODE = re.compile(r"[nd]\d")
_OF_ANOTHER = 0.5


def supported(
    question: Question, evidence: Sequence[Evidence], bars: Mapping[LanguagePair, float]
) -> tuple[Evidence, ...]:
    """The evidence whose support reaches the bar of its languages, in the same order.

    What seems to speak of another has to be more likely right than wrong.
    """
    return tuple(each for each in evidence if each.support >= bar_of(question, each, bars))


def bar_of(question: Question, evidence: Evidence, bars: Mapping[LanguagePair, float]) -> float:
    """The support from which on evidence is an answer."""
    usual = bars[question.language, detect(evidence.hit.passage.text)]
    return max(usual, _OF_ANOTHER) if isinstance(evidence, OfAnother) else usual


def reason_to_refuse(
    question: Question,
    evidence: Sequence[Evidence],
    scope: Scope,
    bars: Mapping[LanguagePair, float],
    *,
    is_in_scope: bool = False,
    near: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Why this evidence does not answer the question, in the question's language; empty if it does.

    `is_in_scope` says that passages about the places and years of the question were read; `near` gives for a name that
    stands nowhere one that is spelt nearly the same.
    """
    if not question.terms:
        return say(question.language, "no_matter")
    if scope.nowhere:
        return say(question.language, "no_place", place=", ".join(scope.nowhere))
    if not evidence and not is_in_scope and scope.named:
        return say(question.language, "no_scope", named=", ".join(scope.named))
    if supported(question, evidence, bars):
        return ""
    nowhere = [f"“{subject.text}”" for subject in question.subjects if subject.is_nowhere]
    if nowhere:
        told = say(question.language, "nowhere", names=say(question.language, "list").join(nowhere))
        meant = [say(question.language, "did_you_mean", name=name) for name in near.values()]
        return " ".join([told, *meant])
    named = [f"“{subject.text}”" for subject in question.subjects]
    if named and evidence and isinstance(max(evidence, key=lambda each: each.support), OfAnother):
        return say(question.language, "not_told_of", names=say(question.language, "list").join(named))
    terms = ", ".join(term.text for term in question.terms if not _CODE.match(term.text)) or question.text[:80]
    if not evidence and not is_in_scope:
        return say(question.language, "nearest", terms=terms)
    return say(question.language, "unsure", terms=terms)
