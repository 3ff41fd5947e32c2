"""Yes or no, with the sentence that says so; unknown where no sentence tells of all that is asked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from qa.answering.answers.citations import cite, number_of, unmarked
from qa.answering.evidence.reader import Likeness
from qa.answering.evidence.subject_scope import standing
from qa.answering.matching import Matcher
from qa.language import detect, fold, is_whole, measure, sentences
from qa.language.clauses import clauses
from qa.language.lines import lead_of_line
from qa.language.periods import periods
from qa.language.qualifiers import negations, turned_by
from qa.language.tables import table
from qa.messages import Key, say
from qa.question.polar import asks_if_there_is, without_frame
from qa.question.subject import named_in
from qa.types import Answer, Document, Evidence, Hit, Language, Question, Range, Term

# The share of the question's weight that a sentence with what stands above it has to hold, and the sentence alone.
_LEAST_TOLD, _LEAST_INSIDE, _LEAST_ACROSS = 0.7, 0.5, 0.6
_PASSAGES = 8
_LONGEST = 170.0
_CODE = re.compile(r"[nd]\d")
_CHANGE = re.compile(r"\s*(?:同比|环比|比上?年|较上?年|up|down)\b|\s*(?:同比|环比|比上|较上)")
# What a term is worth whose opposite stands there.
_OPPOSITE = 0.9
# A plan that came to nothing: "the proposal to fell the birch was rejected".
_PLAN_EN = r"\b(?:proposals?|plans?|motions?|requests?|applications?|bids?)\b"
_DROPPED_EN = r"\b(?:reject\w*|refus\w*|declin\w*|turned down|voted down|withdrawn|cancel\w*|dropped|abandon\w*)\b"
_DROPPED = re.compile(
    rf"{_PLAN_EN}[^.;]*{_DROPPED_EN}|{_DROPPED_EN}[^.;]*{_PLAN_EN}"
    r"|(?:提议|提案|建议|申请|计划|方案|动议)[^。；]*(?:否决|驳回|拒绝|撤回|取消|放弃|未获通过|未通过)"
    r"|(?:否决|驳回|拒绝|撤回|取消|放弃)了?[^。；]*(?:提议|提案|建议|申请|计划|方案|动议)",
    re.IGNORECASE,
)
# How much more the word counts that is said to rise or fall than the other words of the question.
_TURNED = 2.0


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells of what is asked, and how much of it."""

    evidence: Evidence
    inside: float
    held: float


def yes_or_no(
    question: Question, hits: Sequence[Hit], *, document: Callable[[str], Document], likeness: Likeness
) -> Answer | None:
    """Yes or no from the sentence that tells most of what is asked; None where none tells of all of it."""
    told = [one for hit in hits[:_PASSAGES] for one in _told(question, hit, document(hit.passage.document_id))]
    if not told:
        return None
    best = max(one.held + one.inside for one in told)
    near = [one for one in told if one.held + one.inside >= best - 0.1]
    cosines = likeness(question.text, [one.evidence.sentence_text for one in near])
    chosen = near[int(cosines.argmax())]
    verdict = _verdict(question, chosen.evidence.sentence_text)
    citations = cite([chosen.evidence], document)
    mark = f"[{number_of(chosen.evidence, citations)}]"
    text = say(
        question.language,
        "quoted",
        answer=say(question.language, _word(question, is_so=verdict)),
        quote=unmarked(chosen.evidence.sentence_text),
        mark=mark,
    )
    return Answer(question.text, question.language, "answered", text, citations, tuple(hits), chosen.evidence.support)


def _word(question: Question, *, is_so: bool) -> Key:
    if question.language == "zh" and asks_if_there_is(question.text):
        return "there_is" if is_so else "there_is_not"
    return "yes" if is_so else "no"


def _told(question: Question, hit: Hit, document: Document) -> Iterator[_Told]:
    """The sentences of a passage that tell of all that is asked, of its subjects, periods and figures."""
    passage = hit.passage
    language = detect(passage.text)
    asked = [term for term in question.terms if term.text in without_frame(question.text) or question.language == "en"]
    weights = {term.text: term.weight_in(language) for term in asked}
    total = sum(weights.values())
    above = f"{document.head}\n{document.first_line}\n{passage.heading}"
    least = _LEAST_INSIDE if language == question.language else _LEAST_ACROSS
    min_weight = min(weights.values(), default=1.0) or 1.0
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        if not total or measure(text) > _LONGEST or not is_whole(text):
            continue
        matcher = Matcher(text)
        own = {term.text for term in asked if matcher.find(term, language) or _has_opposite(term.text, text)}
        head = Matcher(f"{above}\n{lead_of_line(passage.text, start)}")
        given = {term.text for term in asked if head.find(term, language)}
        if any(_CODE.match(term.text) and term.text not in own | given for term in asked):
            continue
        # What the head says already need not be said again.
        inside = sum(weights[name] for name in own) / max(
            total - sum(weights[name] for name in given - own), min_weight
        )
        if _speaks_of_another(question, text, own | given):
            continue
        held = sum(weights[name] for name in own | given) / total
        if inside < least - 0.2 or held < (_LEAST_TOLD if language == question.language else _LEAST_ACROSS):
            continue
        if not _is_on(question, hit, document, (start, end)):
            continue
        place = (passage.start + start, passage.start + end)
        yield _Told(Evidence(hit, place, None, min(0.9, held)), inside, held)


def _speaks_of_another(question: Question, sentence: str, held: set[str]) -> bool:
    """Whether a sentence without a name of the question has another: "won by Vale" tells nothing of Larkmere."""
    names = [part.text for subject in question.subjects for part in subject.parts]
    return any(name not in held for name in names) and any(
        fold(sentence[slice(*place)]) not in fold(question.text) for place in named_in(sentence)
    )


def _is_on(question: Question, hit: Hit, document: Document, sentence: Range) -> bool:
    """Whether a sentence speaks of the subjects and the periods of the question, and of no others in their place."""
    found = standing(question, hit.passage, document, sentence, (sentence[1], sentence[1]))
    told = hit.passage.text[slice(*sentence)]
    is_lost = found.lost and not _came_to_nothing(question, told)
    return not (found.missing or found.twin or found.period_missing or found.period_rival or is_lost)


def _came_to_nothing(question: Question, sentence: str) -> bool:
    """Whether a sentence says that a plan was dropped, and the question does not ask for that."""
    return _DROPPED.search(sentence) is not None and _DROPPED.search(question.text) is None


def _verdict(question: Question, sentence: str) -> bool:
    """Whether a sentence says that what is asked is so: as often not as the question says, and nothing opposite."""
    clause = _clause(question, sentence)
    is_turned = (negations(without_frame(question.text)) + negations(clause)) % 2 == 1
    is_opposite = any(_opposed(question, clause)) and not negations(clause)
    is_only_planned = "planned" in turned_by(clause) and re.search(r"\balready\b|已经?", question.text) is not None
    return not (is_turned or is_opposite or is_only_planned or _came_to_nothing(question, clause))


def _clause(question: Question, sentence: str) -> str:
    """The part of a sentence that tells of what is asked: between semicolons, or a clause with what goes on from it."""
    language: Language = detect(sentence)
    parts = [part for part in re.split(r"[；;]", sentence) if part.strip()]
    if len(parts) == 1:
        ranges = clauses(sentence)
        # 同比下降4.3% says how the figure before it changed.
        ends = [ranges[at + 1][1] if _goes_on(sentence, ranges, at) else last for at, (_, last) in enumerate(ranges)]
        parts = [sentence[first:end] for (first, _), end in zip(ranges, ends, strict=True)] or parts

    # A period holds for the whole sentence, and what is said to rise or fall tells most.
    turned = _turned(question)
    asked = [
        (term, term.weight_in(language) * (_TURNED if term is turned else 1.0))
        for term in question.terms
        if not periods(term.text)
    ]

    def held(part: str) -> float:
        matcher = Matcher(part)
        own = sum(weight for term, weight in asked if matcher.find(term, language))
        return own + _OPPOSITE * sum(weight for term, weight in asked if _has_opposite(term.text, part))

    return max(parts, key=held)


def _turned(question: Question) -> Term | None:
    """What a question says rose or fell, was approved or closed: the term right before such a word."""
    folded = fold(question.text)
    words = next((match for pair in _opposites() for one in pair if (match := one.search(folded))), None)
    if words is None:
        return None
    before = [(folded.rfind(fold(term.text), 0, words.start()), term) for term in question.terms]
    return max((one for one in before if one[0] >= 0), key=lambda one: one[0], default=(-1, None))[1]


def _goes_on(sentence: str, ranges: Sequence[Range], at: int) -> bool:
    """Whether the next clause only says how what stands in this one changed."""
    return at + 1 < len(ranges) and _CHANGE.match(sentence, ranges[at + 1][0]) is not None


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = [(row.pattern(), row.pattern("_opposite")) for row in table("opposites")]
    return tuple((re.compile(one), re.compile(other)) for pair in rows for one, other in (pair, pair[::-1]))


def _opposed(question: Question, clause: str) -> Iterator[bool]:
    """For each pair of opposites, whether the question has one, and the clause the other first of the thing asked."""
    asked, told = fold(question.text), fold(clause)
    turned = _turned(question)
    language: Language = detect(clause)
    places = Matcher(clause).find(turned, language) if turned else ()
    at = min((end for _, end in places), default=0)
    for one, other in _opposites():
        if one.search(asked) and not other.search(asked) and (opposite := other.search(told, at)):
            same = one.search(told, at)
            yield same is None or (at > 0 and opposite.start() < same.start())


def _has_opposite(term: str, text: str) -> bool:
    """Whether a text says the opposite of a term."""
    folded, told = fold(term), fold(text)
    return any(one.search(folded) and other.search(told) for one, other in _opposites())
