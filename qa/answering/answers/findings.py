"""Which answer to give for each part of a question, over everything that was read: what agrees and what differs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf, prod
from operator import mul

from qa.answering.evidence.features import weight
from qa.answering.matching import Matcher
from qa.language import detect, fold
from qa.language.mentions import Kind
from qa.language.values import UNIT_REACH, Meaning, comparable, holds, is_exact, meaning, same
from qa.question.kind import kind_of
from qa.question.parts import split_parts, stand_alone_parts
from qa.types import Document, Evidence, Question, Range, Term

# What else is shown beside the best answer, by its share of the best one's support. Another figure or date is told even
# where it is clearly weaker, since hiding it would mislead; other words may be the same thing said otherwise, and the
# same document mostly means another thing by another figure.
_NEAR_EXACT, _NEAR_WORDS, _NEAR_IN_SAME_DOCUMENT = 0.6, 0.9, 0.9
# A rival is about the same thing where it holds this share of the question's weight that the best answer holds; terms
# that only stand around the sentence (its passage, heading, title, date) count half.
_SAME_THING = 0.75
_AROUND = 0.5
# A part may take another answer than a part before it where that has this share of the support of the common one.
_NEAR_ENOUGH_TO_STEP_ASIDE = 0.5
_MOST_CITED, _MOST_RIVALS = 3, 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer and the evidence that gives it, best first, one piece for each document."""

    evidence: tuple[Evidence, ...]
    support: float
    """The probability that at least one of the independent quotes supports it."""

    @property
    def best(self) -> Evidence:
        """The evidence that is quoted."""
        return self.evidence[0]

    @property
    def document_ids(self) -> tuple[str, ...]:
        return tuple(one.hit.passage.document_id for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question with its best answer and those that differ from it, best first; None: not found."""

    text: str
    answer: Finding | None
    rivals: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What to say, for each part of the question in its order."""

    parts: tuple[Part, ...]

    @property
    def confidence(self) -> float:
        """The support of the answered part that has least."""
        return min((part.answer.support for part in self.parts if part.answer), default=0.0)


def choose(question: Question, evidence: Sequence[Evidence], document: Callable[[str], Document]) -> Choice:
    """The answer to each part of the question from all its evidence, in any order; `part` counts as `split_parts`."""
    texts = split_parts(question.text)
    kinds = [kind_of(text) for text in texts]
    found = [findings([one for one in evidence if one.part == at], kind) for at, kind in enumerate(kinds)]
    answers: dict[int, Finding | None] = {}
    said: dict[int, Meaning] = {}
    # The part that is surest of an answer keeps it.
    for at in sorted(range(len(texts)), key=lambda at: -found[at][0].support if found[at] else 0.0):
        answers[at] = _first_free(found[at], list(said.values()), kinds[at])
        if answer := answers[at]:
            said[at] = _meaning(answer.best, kinds[at])
    parts: list[Part] = []
    for at, alone in enumerate(stand_alone_parts(question.text)):
        answer = answers[at]
        elsewhere = [one for other, one in said.items() if other != at]
        others = [one for one in found[at] if not any(same(_meaning(one.best, kinds[at]), each) for each in elsewhere)]
        share = partial(_share, terms=_terms(question, alone), document=document)
        parts.append(Part(texts[at], answer, _rivals(answer, others, kinds[at], share) if answer else ()))
    return Choice(tuple(parts))


def findings(evidence: Sequence[Evidence], kind: Kind) -> list[Finding]:
    """The evidence put together by what it says, best first."""
    groups: list[list[Evidence]] = []
    meanings: list[list[Meaning]] = []
    for one in sorted(evidence, key=lambda one: -one.support):
        said = _meaning(one, kind)
        at = next((at for at, known in enumerate(meanings) if all(same(said, each) for each in known)), len(groups))
        if at == len(groups):
            groups.append([])
            meanings.append([])
        groups[at].append(one)
        meanings[at].append(said)
    return sorted(map(_finding, groups), key=lambda one: -one.support)


def _finding(evidence: Sequence[Evidence]) -> Finding:
    """Evidence of one meaning, best first, to a finding: 1 − Π(1 − support), as sources err independently.

    A second mention in the same document says nothing new, and neither does the same sentence printed elsewhere:
    the former is left out, the latter cited but not counted.
    """
    documents: dict[str, Evidence] = {}
    quotes: dict[str, Evidence] = {}
    for one in evidence:
        if documents.setdefault(one.hit.passage.document_id, one) is one:
            quotes.setdefault("".join(fold(_sentence(one)).split()), one)
    support = 1 - prod(1 - one.support for one in quotes.values())
    return Finding(tuple(documents.values())[:_MOST_CITED], support)


def _first_free(findings: Sequence[Finding], taken: Sequence[Meaning], kind: Kind) -> Finding | None:
    """The best finding, or the next one where another part has the best and the next is nearly as good."""
    if not findings:
        return None
    said = [_meaning(one.best, kind) for one in findings]
    free = [one for one, each in zip(findings, said, strict=True) if not any(same(each, other) for other in taken)]
    near = [one for one in free if one.support >= _NEAR_ENOUGH_TO_STEP_ASIDE * findings[0].support]
    return (near or findings)[0]


def _rivals(
    answer: Finding, others: Sequence[Finding], kind: Kind, share: Callable[[Evidence], float]
) -> tuple[Finding, ...]:
    """What differs from the answer, is about the same thing and nearly as well supported; one for each document."""
    said = _meaning(answer.best, kind)
    least = _SAME_THING * share(answer.best)
    shown = set(answer.document_ids)
    rivals: list[Finding] = []
    for other in others:
        rival = _finding([one for one in other.evidence if one.hit.passage.document_id not in shown] or other.evidence)
        if (
            other is not answer
            and len(rivals) < _MOST_RIVALS
            and comparable(said, _meaning(rival.best, kind))
            # A sentence that gives the answer too does not contradict it.
            and not holds(_sentence(rival.best), said)
            and rival.support >= _nearness(said, answer, rival, shown) * answer.support
            and share(rival.best) >= least
        ):
            rivals.append(rival)
            shown.update(rival.document_ids)
    return tuple(rivals)


def _nearness(said: Meaning, answer: Finding, rival: Finding, shown: Collection[str]) -> float:
    """The share of the answer's support from which a rival is shown; infinite where it never is."""
    if rival.best.hit.passage.document_id not in shown:
        return _NEAR_EXACT if is_exact(said) else _NEAR_WORDS
    is_same_sentence = _place(rival.best)[:2] in {_place(one)[:2] for one in answer.evidence}
    # Within one sentence, and between words, the reader has chosen already.
    return _NEAR_IN_SAME_DOCUMENT if is_exact(said) and not is_same_sentence else inf


def _terms(question: Question, part: str) -> list[Term]:
    """The terms of a question that belong to one of its parts."""
    return [term for term in question.terms if term.text.lower() in part.lower()] or list(question.terms)


def _share(evidence: Evidence, *, terms: Sequence[Term], document: Callable[[str], Document]) -> float:
    """How much of the weight of the terms stands in the sentence, and at half its worth around it; 1 for no terms.

    Whose figure it is says the sentence or the head of its passage: a name elsewhere in the passage is another's.
    """
    passage = evidence.hit.passage
    source = document(passage.document_id)
    language = detect(passage.text)
    weights = [weight(term, language) for term in terms]
    sentence = Matcher(_sentence(evidence))
    head = f"{source.title}\n{source.source}\n{source.date}\n{passage.heading}"
    around, above = Matcher(f"{head}\n{passage.text}"), Matcher(head)
    held = [
        1.0
        if sentence.find(term, language)
        else _AROUND
        if (above if term.text[:1].isupper() else around).find(term, language)
        else 0.0
        for term in terms
    ]
    return sum(map(mul, weights, held)) / sum(weights) if any(weights) else 1.0


def _meaning(evidence: Evidence, kind: Kind) -> Meaning:
    """What the marked answer says; a sentence without a mark says its words."""
    text = evidence.hit.passage.text
    start, end = (at - evidence.hit.passage.start for at in evidence.span or evidence.sentence)
    if evidence.span is None:
        return meaning(text[start:end], kind="name")
    return meaning(text[start:end], kind=kind, after=text[end : end + UNIT_REACH])


def _sentence(evidence: Evidence) -> str:
    start, end = (at - evidence.hit.passage.start for at in evidence.sentence)
    return evidence.hit.passage.text[start:end]


def _place(evidence: Evidence) -> tuple[str, Range, Range | None]:
    """Which words of which document these are."""
    return evidence.hit.passage.document_id, evidence.sentence, evidence.span
