"""Where the subjects and years of a question stand: in a sentence, above its passage, before it, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from qa.answering.matching import Matcher
from qa.language import figures
from qa.language.changes import asks_change, is_change, names_change
from qa.language.clauses import clause_at
from qa.language.periods import periods
from qa.language.qualifiers import perhaps_turned_by, turned_by
from qa.language.rival_attributes import names_rival
from qa.question.identifiers import identifiers
from qa.question.kind import kind_of
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
    """Whether it lacks a subject and names another of its kind: the Oak depot for the Ash depot."""
    other_number: float
    """The same for identifiers, which are never named otherwise: room 214 for room 215, 七号楼 for 三号楼."""
    nearer: float
    """Whether it has the subject, but another of its kind stands between that and the answer."""
    period_missing: float
    """Whether a year, quarter or month asked for stands in none of these."""
    period_rival: float
    """Whether its clause, or else its sentence or heading, names others of that kind, and none that is asked for."""
    lost: float
    """Whether a deputy, a former holder, a plan or an average is asked for, and the sentence tells of none."""
    gained: float
    """Whether it tells of one of these, and none is asked for."""
    level_for_change: float
    """Whether a change is asked for, and the figure of the answer is none."""
    change_for_level: float
    """Whether the figure of the answer is a change, and none is asked for."""
    other_attribute: float
    """Whether it tells of revenue where profit is asked for: of another attribute of one family, and not of this."""


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
    wanted, told = turned_by(question.text), perhaps_turned_by(f"{places[0]}\n{passage.heading}")
    twins = _twins(asked, places[0], within, language)
    year = _year_written(document)
    is_figure = kind_of(question.text) in ("figure", "other") and bool(figures(places[0][slice(*within)]))
    wants_change, tells_change = asks_change(question.text), is_change(places[0], within)
    return Standing(
        above,
        before,
        missing,
        nowhere,
        rival=float(not own and not above and _names_others(asked, places[0], within)),
        twin=float(any(not subject.pattern for subject, _ in twins)),
        other_number=float(any(subject.pattern for subject, _ in twins)),
        nearer=float(_names_nearer(asked, places[0], within, language)),
        period_missing=_misses_period(question.text, "\n".join(places), year),
        period_rival=float(_has_other_period(question.text, (clause, places[0], passage.heading), year)),
        lost=float(bool(wanted - told)),
        gained=float(bool(turned_by(clause) - perhaps_turned_by(question.text))),
        level_for_change=float(is_figure and wants_change and not tells_change),
        change_for_level=float(is_figure and tells_change and not names_change(question.text)),
        other_attribute=float(names_rival(question.text, f"{places[0]}\n{passage.heading}")),
    )


def _year_written(document: Document) -> int | None:
    """The year of a document's date, or the only one of its title."""
    for text in (document.date, document.title):
        years = {number for kind, number in periods(text or "") if kind == "year"}
        if len(years) == 1:
            return years.pop()
    return None


def _misses_period(question: str, told: str, year: int | None) -> float:
    """1 where a period asked for is not told; half as much for the year before that in which a document was written."""
    missing = periods(question) - periods(told, year)
    if year is not None and missing == {("year", year - 1)}:
        return 0.5
    return float(bool(missing))


def _has_other_period(question: str, told: Sequence[str], year: int | None) -> bool:
    """Whether of a kind of period asked for the first of some texts that names any names only others."""
    asked, named_in_each = periods(question), [periods(text, year) for text in told]
    for kind in {kind for kind, _ in asked}:
        alike = ({one for one in named if one[0] == kind} for named in named_in_each)
        named = next(filter(None, alike), set[tuple[str, int]]())
        if named and not named & asked:
            return True
    return False


def _twins(asked: Sequence[Subject], sentence: str, span: Range, language: Language) -> list[tuple[Subject, Range]]:
    """The subjects that a sentence lacks, each with where another of its kind stands outside the span of the answer."""
    matcher = Matcher(sentence)
    lacking = [subject for subject in asked if subject.kinds and not _share(subject, sentence, matcher, language)]
    return [(subject, place) for subject in lacking for place in _of_its_kind(subject, sentence, span)]


def _names_nearer(asked: Sequence[Subject], sentence: str, span: Range, language: Language) -> bool:
    """Whether before the span a sentence names a subject, and behind that another of its kind."""
    matcher = Matcher(sentence)
    for subject in asked:
        own = [place for place in _places_of(subject, sentence, matcher, language) if place[1] <= span[0]]
        others = _of_its_kind(subject, sentence, span) if own and subject.kinds else []
        if any(max(own)[1] <= start and end <= span[0] for start, end in others):
            return True
    return False


def _of_its_kind(subject: Subject, sentence: str, span: Range) -> list[Range]:
    """Where a sentence names what is of a subject's kind, outside the span of the answer."""
    others = [(other.kinds, place) for other, place in identifiers(sentence)]
    if not subject.pattern:
        others += [(kinds_of_name(sentence, place), place) for place in named_in(sentence, with_first=True)]
    return [place for kinds, place in others if subject.kinds & kinds and (place[1] <= span[0] or span[1] <= place[0])]


def _places_of(subject: Subject, text: str, matcher: Matcher, language: Language) -> list[Range]:
    """Where a text has a subject, or the part of it that tells most."""
    if subject.pattern:
        return [match.span() for match in re.finditer(subject.pattern, normalize("NFKC", text))]
    parts = [part for part in subject.parts if part.forms.get(language)]
    return list(matcher.find(parts[-1], language)) if parts else []


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
