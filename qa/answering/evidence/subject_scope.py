"""Where the subjects and years of a question stand: in a sentence, above its passage, before it, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from qa.answering.matching import Matcher
from qa.language.clauses import clause_at
from qa.language.periods import periods
from qa.language.qualifiers import turned_by
from qa.question.identifiers import identifiers
from qa.question.subject import kinds_of_name, named_in
from qa.types import Document, Language, Passage, Question, Range, Subject

# What a name is worth of which only the last part is there, as Holm of Anna Holm.
_LAST_PART = 0.6


@dataclass(frozen=True, slots=True)
class Standing:
    """Shares of the subjects of a question, 0 for a question without any; and how its years stand, 0 or 1 each."""

    above: float
    """Subjects that the sentence lacks and the head of the document or the heading has."""
    before: float
    """Subjects that stand only in the passage before the sentence."""
    missing: float
    """Subjects that stand in none of these."""
    nowhere: float
    """Subjects that stand in no document at all, as far as that is known."""
    rival: float
    """Whether the sentence names others, and neither it nor the head a subject, 0 or 1; the answer is no rival."""
    twin: float
    """Whether it lacks a subject and names another of its kind: the Oak depot for the Ash depot, 七号楼 for 三号楼."""
    period_missing: float
    """Whether a year, quarter or month asked for stands in none of these."""
    period_rival: float
    """Whether the clause of the answer, or else its sentence, names others of that kind, and none that is asked for."""
    lost: float
    """Whether a deputy, a former holder, a plan or an average is asked for, and the sentence tells of none."""
    gained: float
    """Whether it tells of one of these, and none is asked for."""


def standing(question: Question, passage: Passage, document: Document, sentence: Range, span: Range) -> Standing:
    """How a sentence with the span of an answer, ranges of its passage's text, stands to what is asked for."""
    language = document.language
    places = [
        passage.text[slice(*sentence)],
        f"{document.head}\n{document.first_line}\n{document.id}\n{passage.heading}",
        passage.text[: sentence[0]],
    ]
    asked = [subject for subject in question.subjects if _can_stand(subject, language)]
    own, above, before, missing = _shares(asked, places, language)
    nowhere = sum(subject.is_nowhere for subject in asked) / max(1, len(asked))
    within = (span[0] - sentence[0], span[1] - sentence[0])
    clause = places[0][slice(*clause_at(places[0], within[0]))]
    wanted, told = turned_by(question.text), turned_by(f"{places[0]}\n{passage.heading}")
    return Standing(
        above,
        before,
        missing,
        nowhere,
        rival=float(not own and not above and _names_others(asked, places[0], within)),
        twin=float(_names_twin(asked, places[0], within, language)),
        period_missing=float(_misses_period(question.text, "\n".join(places))),
        period_rival=float(_has_other_period(question.text, clause, places[0])),
        lost=float(bool(wanted - told)),
        gained=float(bool(turned_by(clause) - wanted)),
    )


def _misses_period(question: str, told: str) -> bool:
    return not periods(question) <= periods(told)


def _has_other_period(question: str, clause: str, sentence: str) -> bool:
    """Whether of a kind of period asked for the clause, or else the sentence, names only others."""
    asked, near, told = periods(question), periods(clause), periods(sentence)
    for kind in {kind for kind, _ in asked}:
        named = {one for one in near if one[0] == kind} or {one for one in told if one[0] == kind}
        if named and not named & asked:
            return True
    return False


def _names_twin(asked: Sequence[Subject], sentence: str, span: Range, language: Language) -> bool:
    """Whether a sentence lacks a subject and names another of its kind outside the span of the answer."""
    matcher = Matcher(sentence)
    lacking = [subject for subject in asked if subject.kinds and not _share(subject, sentence, matcher, language)]
    if not lacking:
        return False
    others = [(other.kinds, place) for other, place in identifiers(sentence)]
    others += [(kinds_of_name(sentence, place), place) for place in named_in(sentence, with_first=True)]
    return any(
        subject.kinds & kinds and (place[1] <= span[0] or span[1] <= place[0])
        for subject in lacking
        for kinds, place in others
    )


def stands_in(subject: Subject, text: str, language: Language) -> bool:
    """Whether a text names a subject, or the part of it that tells most; true where no form of it is known."""
    return not _can_stand(subject, language) or _share(subject, text, Matcher(text), language) > 0


def _names_others(asked: Sequence[Subject], sentence: str, span: Range) -> bool:
    """Whether a sentence that names none of the subjects names another of their kind outside the span of the answer."""
    others: list[Range] = []
    if any(subject.pattern for subject in asked):
        others += [place for _, place in identifiers(sentence)]
    if any(subject.parts for subject in asked):
        others += named_in(sentence)
    return any(end <= span[0] or span[1] <= start for start, end in others)


def _can_stand(subject: Subject, language: Language) -> bool:
    """Whether anything is known of how a text of that language would name a subject."""
    return bool(subject.pattern) or any(part.forms.get(language) for part in subject.parts)


def _shares(asked: Sequence[Subject], places: Sequence[str], language: Language) -> list[float]:
    """How much of the subjects stands in each place and in none before it; last, how much in none at all."""
    totals = [0.0] * (len(places) + 1)
    matchers = [Matcher(place) for place in places]
    for subject in asked:
        held = 0.0
        for at, (place, matcher) in enumerate(zip(places, matchers, strict=True)):
            share = _share(subject, place, matcher, language)
            totals[at] += max(0.0, share - held)
            held = max(held, share)
        totals[-1] += 1.0 - held
    return [total / max(1, len(asked)) for total in totals]


def _share(subject: Subject, text: str, matcher: Matcher, language: Language) -> float:
    """How much of a subject a text names: all, its last part, or nothing."""
    if subject.pattern:
        return float(re.search(subject.pattern, normalize("NFKC", text)) is not None)
    held = [bool(matcher.find(part, language)) for part in subject.parts if part.forms.get(language)]
    if all(held):
        return 1.0
    return _LAST_PART if held[-1] else 0.0
