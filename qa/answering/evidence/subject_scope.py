"""Where the subjects and years of a question stand: in a sentence, above its passage, before it, or not at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from qa.answering.matching import Matcher
from qa.language import fold
from qa.language.dates import YEAR
from qa.question.identifiers import identifiers
from qa.question.subject import named_in
from qa.types import Document, Language, Passage, Question, Range, Subject

_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
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
    """Whether the sentence names others and none of the subjects, 0 or 1; the answer itself is no rival."""
    year_missing: float
    """Whether a year asked for stands in none of these."""
    year_rival: float
    """Whether the sentence names years, and none that is asked for."""


def standing(question: Question, passage: Passage, document: Document, sentence: Range, span: Range) -> Standing:
    """How a sentence with the span of an answer, ranges of its passage's text, stands to what is asked for."""
    language = document.language
    places = [
        passage.text[slice(*sentence)],
        f"{document.head_with_lead}\n{document.id}\n{passage.heading}",
        passage.text[: sentence[0]],
    ]
    asked = [subject for subject in question.subjects if _can_stand(subject, language)]
    own, above, before, missing = _shares(asked, places, language)
    years, told = set(_YEAR.findall(question.text)), [set(_YEAR.findall(fold(place))) for place in places]
    is_there = years <= told[0] | told[1] | told[2]
    nowhere = sum(subject.is_nowhere for subject in asked) / max(1, len(asked))
    within = (span[0] - sentence[0], span[1] - sentence[0])
    has_rival = not own and _names_others(asked, places[0], within)
    return Standing(
        above,
        before,
        missing,
        nowhere,
        float(has_rival),
        float(bool(years) and not is_there),
        float(bool(years and told[0]) and not years & told[0]),
    )


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
