"""Which answer to give for each part of a question, over everything that was read: what agrees and what differs."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from math import inf, prod
from operator import mul

from qa.answering.answers.names_listed import with_all_names
from qa.answering.matching import Matcher
from qa.language import detect, fold
from qa.language.mentions import Kind
from qa.language.plain_text import on_one_line, plain
from qa.language.units import UNIT_REACH
from qa.language.values import Meaning, comparable, holds, is_exact, meaning, same
from qa.question.kind import kind_of
from qa.question.parts import split_parts, stand_alone_parts
from qa.types import Document, Evidence, Language, Question, Range, Term

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
_NEAR_IN_OWN_LANGUAGE = 0.75
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
        return tuple(evidence.hit.passage.document_id for evidence in self.evidence)


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
    evidence = [with_all_names(question, each) for each in evidence]
    texts = split_parts(question.text)
    kinds = [kind_of(text) for text in texts]
    found = [
        findings([each for each in evidence if each.part == at], kind, question.language)
        for at, kind in enumerate(kinds)
    ]
    answers: dict[int, Finding | None] = {}
    meanings: dict[int, Meaning] = {}
    # The part that is surest of an answer keeps it.
    for at in sorted(range(len(texts)), key=lambda at: -found[at][0].support if found[at] else 0.0):
        answers[at] = _first_free(found[at], list(meanings.values()), kinds[at])
        if answer := answers[at]:
            meanings[at] = meaning_of(answer.best, kinds[at])
    parts: list[Part] = []
    for at, alone in enumerate(stand_alone_parts(question.text)):
        answer = answers[at]
        others = _free(found[at], [taken for other, taken in meanings.items() if other != at], kinds[at])
        share = partial(_share, terms=_terms(question, alone), document=document)
        parts.append(Part(texts[at], answer, _rivals(answer, others, kinds[at], share) if answer else ()))
    return Choice(tuple(parts))


def findings(evidence: Sequence[Evidence], kind: Kind, asked_in: Language | None = None) -> list[Finding]:
    """The evidence put together by what it says, best first.

    Of sources that say the same one in the language `asked_in` leads where it is nearly as good: it can be checked.
    """
    groups: list[list[Evidence]] = []
    meanings: list[list[Meaning]] = []
    for each in sorted(evidence, key=lambda each: -each.support):
        own = meaning_of(each, kind)
        at = next((at for at, known in enumerate(meanings) if all(same(own, other) for other in known)), len(groups))
        if at == len(groups):
            groups.append([])
            meanings.append([])
        groups[at].append(each)
        meanings[at].append(own)
    for group in groups:
        least = _NEAR_IN_OWN_LANGUAGE * group[0].support
        leading = next((one for one in group if one.support >= least and _language(one) == asked_in), group[0])
        group.remove(leading)
        group.insert(0, leading)
    return sorted(map(_finding, groups), key=lambda finding: -finding.support)


def meaning_of(evidence: Evidence, kind: Kind) -> Meaning:
    """What the marked answer says; the words of the sentence if none is marked."""
    if evidence.span is None:
        return _meaning(on_one_line(evidence.sentence_text), "name", "")
    passage, end = evidence.hit.passage, evidence.span[1]
    return _meaning(on_one_line(evidence.span_text), kind, plain(passage.text_at((end, end + UNIT_REACH))).text)


@lru_cache(maxsize=1024)
def _meaning(text: str, kind: Kind, after: str) -> Meaning:
    """Each text is looked at once: an answer is compared with every other."""
    return meaning(text, kind=kind, after=after)


def _finding(evidence: Sequence[Evidence]) -> Finding:
    """Evidence of one meaning, best first, to a finding: 1 − Π(1 − support), as sources err independently.

    A second mention in the same document says nothing new, and neither does the same sentence printed elsewhere:
    the former is left out, the latter cited but not counted.
    """
    documents: dict[str, Evidence] = {}
    quotes: dict[str, Evidence] = {}
    for each in evidence:
        if documents.setdefault(each.hit.passage.document_id, each) is each:
            quotes.setdefault("".join(fold(each.sentence_text).split()), each)
    support = 1 - prod(1 - quoted.support for quoted in quotes.values())
    return Finding(tuple(documents.values())[:_MOST_CITED], support)


def _first_free(findings: Sequence[Finding], taken: Sequence[Meaning], kind: Kind) -> Finding | None:
    """The best finding, or the next one where another part has the best and the next is nearly as good."""
    if not findings:
        return None
    least = _NEAR_ENOUGH_TO_STEP_ASIDE * findings[0].support
    near = [finding for finding in _free(findings, taken, kind) if finding.support >= least]
    return (near or findings)[0]


def _free(findings: Sequence[Finding], taken: Sequence[Meaning], kind: Kind) -> list[Finding]:
    """The findings that say something else than what is taken."""
    return [finding for finding in findings if not any(same(meaning_of(finding.best, kind), other) for other in taken)]


def _rivals(
    answer: Finding, others: Sequence[Finding], kind: Kind, share: Callable[[Evidence], float]
) -> tuple[Finding, ...]:
    """What differs from the answer, is about the same thing and nearly as well supported; one for each document."""
    own = meaning_of(answer.best, kind)
    least = _SAME_THING * share(answer.best)
    shown = set(answer.document_ids)
    rivals: list[Finding] = []
    for other in others:
        unseen = [evidence for evidence in other.evidence if evidence.hit.passage.document_id not in shown]
        rival = _finding(unseen or other.evidence)
        if (
            other is not answer
            and len(rivals) < _MOST_RIVALS
            and comparable(own, meaning_of(rival.best, kind))
            # A sentence that gives the answer too does not contradict it.
            and not holds(rival.best.sentence_text, own)
            and rival.support >= _nearness(own, answer, rival, shown) * answer.support
            and share(rival.best) >= least
        ):
            rivals.append(rival)
            shown.update(rival.document_ids)
    return tuple(rivals)


def _nearness(own: Meaning, answer: Finding, rival: Finding, shown: Collection[str]) -> float:
    """The share of the answer's support from which a rival is shown; infinite if it never is."""
    if rival.best.hit.passage.document_id not in shown:
        return _NEAR_EXACT if is_exact(own) else _NEAR_WORDS
    is_same_sentence = _place(rival.best) in map(_place, answer.evidence)
    # Within one sentence, and between words, the reader has chosen already.
    return _NEAR_IN_SAME_DOCUMENT if is_exact(own) and not is_same_sentence else inf


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
    weights = [term.weight_in(language) for term in terms]
    sentence = Matcher(evidence.sentence_text)
    head = f"{source.head}\n{passage.heading}"
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


def _language(evidence: Evidence) -> Language:
    return detect(evidence.hit.passage.text)


def _place(evidence: Evidence) -> tuple[str, Range]:
    """The document and the sentence."""
    return evidence.hit.passage.document_id, evidence.sentence
