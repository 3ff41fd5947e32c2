"""Lessons of contrast over documents drawn from schemas: what is told, and its near misses.

>>> lessons = schema_lessons(seed=1, count=1000)
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from training.contrast.documents import Document, are_distinct, draw_document, new_subject
from training.contrast.facts import Ask, Fact, Period, Subject, answers
from training.contrast.lesson import Lesson
from training.contrast.rendering import Rendered, filled, render
from training.contrast.values import NUMERIC
from training.contrast.word_lists import Attribute, attributes_of
from training.contrast.wording import question

_PAIRS = (("zh", "zh"), ("en", "en"), ("en", "zh"), ("zh", "en"))
_PAIR_WEIGHTS = (40, 30, 20, 10)
_ANSWERABLE = 0.45
# What can be worked out from the other: neither is a fair near miss of the other.
_IMPLIED = (
    {"length of service", "year of joining"},
    {"age", "birthday"},
    {"grain output", "sown area", "grain yield"},
    {"number of classes", "number of students"},
    {"year of construction", "opening date"},
    {"floor area", "area"},
    {"capital expenditure", "budget"},
)


def schema_lessons(seed: int, count: int) -> list[Lesson]:
    """`count` lessons, 45 % of them answered; the same for the same seed."""
    random = Random(seed)
    lessons: list[Lesson] = []
    answered = 0
    while len(lessons) < count:
        pair = random.choices(_PAIRS, _PAIR_WEIGHTS)[0]
        document = draw_document(random, pair[1])
        rendered = render(random, document)
        for lesson in _lessons_of(
            random, document, rendered, pair[0], owed=_ANSWERABLE * (len(lessons) + 5) - answered
        ):
            lessons.append(lesson)
            answered += lesson.answer is not None
    return lessons[:count]


def _lessons_of(random: Random, document: Document, rendered: Rendered, language: str, *, owed: float) -> list[Lesson]:
    """About two questions that the document answers and three that it does not."""
    lessons = []
    wanted = min(3, max(1, round(owed)))
    facts = random.sample(document.facts, min(wanted, len(document.facts)))
    for fact in facts:
        lesson = _answered(random, document, rendered, fact, language)
        lessons += [lesson] if lesson else []
    kinds = list(_NEAR_MISSES)
    weights = [_NEAR_MISS_WEIGHTS[kind] for kind in kinds]
    misses: dict[str, Lesson] = {}
    for kind in random.choices(kinds, weights, k=9):
        if len(misses) >= 3:
            break
        lesson = _NEAR_MISSES[kind](random, document, rendered, language)
        if lesson and lesson.question not in misses:
            misses[lesson.question] = lesson
    return [*lessons, *misses.values()]


def _source(kind: str, language: str, document: Document) -> str:
    return f"schema {kind} {language}-{document.language}"


def _asked(random: Random, document: Document, ask: Ask, language: str, *, risen: bool = True) -> tuple[str, bool]:
    """The question in words, and whether it uses a short form of the subject."""
    template = question(random, ask.attribute, ask.aspect, ask.period, language, risen=risen)
    alone = len(document.subjects) == 1 and ask.subject == document.subjects[0]
    draw, alias = random.random(), False
    mention = ask.subject.full(language)
    if alone and draw < 0.18:
        if language == "zh" and template.startswith("{S}") and draw < 0.1:
            rest = template.removeprefix("{S}").removeprefix("的")
            return rest.replace("{S}", mention) + "？", False
        mention = random.choice(ask.subject.generics(language))
    elif (shorts := ask.subject.shorts(language)) and draw < 0.4 and _is_clear(document, ask.subject, shorts, language):
        mention, alias = random.choice(shorts), True
    return filled(template, mention, language) + ("?" if language == "en" else "？"), alias


def _is_clear(document: Document, subject: Subject, shorts: tuple[str, ...], language: str) -> bool:
    return all(short not in other.full(language) for short in shorts for other in document.subjects if other != subject)


def _answered(random: Random, document: Document, rendered: Rendered, fact: Fact, language: str) -> Lesson | None:
    """A question whose one answer is `fact`."""
    told = document.facts
    ask = Ask(fact.subject, fact.attribute, fact.aspect, None)
    if fact.period and (len(answers(ask, told)) > 1 or random.random() < 0.55):
        ask = replace(ask, period=fact.period)
    if answers(ask, told) != [fact]:
        return None
    if (
        fact.aspect == ""
        and ask.period is None
        and any(other.aspect == "plan" and other.attribute == fact.attribute for other in told)
    ):
        ask = replace(ask, period=fact.period)
    words, alias = _asked(random, document, ask, language, risen=fact.value.number >= 0)
    span = rendered.spans[fact]
    assert rendered.passage[span[0] : span[1]] == fact.value.text
    return Lesson(
        words, rendered.passage, span, _source(_kind(fact, rendered, alias), language, document), rendered.head
    )


def _kind(fact: Fact, rendered: Rendered, alias: bool) -> str:
    if fact.aspect in ("growth", "increase"):
        return "quantity"
    if fact.aspect:
        return "status"
    way = rendered.mentions[fact]
    if way == "head":
        return "head only"
    if way == "pronoun":
        return "pronoun"
    return "alias" if alias or way == "alias" else "present"


def _refused(random: Random, document: Document, rendered: Rendered, ask: Ask, *, kind: str, language: str) -> Lesson:
    """A question that nothing in the document answers."""
    assert not answers(ask, document.facts), "a near miss must have no answer"
    words, _ = _asked(random, document, ask, language, risen=random.random() < 0.7)
    return Lesson(words, rendered.passage, None, _source(kind, language, document), rendered.head)


def _like(random: Random, ask_of: Fact) -> Period | None:
    return ask_of.period if ask_of.period and random.random() < 0.5 else None


def _is_told(document: Document, subject: Subject, attribute: Attribute) -> bool:
    """Whether anything is told of the attribute, or of one that implies it."""
    implied = {attribute.key.en[0]}.union(*(group for group in _IMPLIED if attribute.key.en[0] in group))
    return any(fact.subject == subject and fact.attribute.key.en[0] in implied for fact in document.facts)


def _sibling(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    """Told of another subject: one of the document, or one that looks like it and is nowhere."""
    fact = random.choice(document.facts)
    if len(document.subjects) > 1 and random.random() < 0.5:
        others = [
            subject
            for subject in document.subjects
            if subject != fact.subject
            and subject.type == fact.subject.type
            and not _is_told(document, subject, fact.attribute)
        ]
        if others:
            ask = Ask(random.choice(others), fact.attribute, fact.aspect, _like(random, fact))
            return _refused(random, document, rendered, ask, kind="sibling", language=language)
    return _of_stranger(random, document, rendered, language, kind="sibling")


def _of_stranger(random: Random, document: Document, rendered: Rendered, language: str, *, kind: str) -> Lesson | None:
    fact = random.choice(document.facts)
    stranger = new_subject(random, fact.subject, document.language)
    if not all(are_distinct(stranger, subject) for subject in document.subjects):
        return None
    ask = Ask(stranger, fact.attribute, fact.aspect, _like(random, fact))
    return _refused(random, document, rendered, ask, kind=kind, language=language)


def _foreign_head(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    """The subject stands in the head alone, and the question asks of another."""
    if document.named_in != "head":
        return None
    return _of_stranger(random, document, rendered, language, kind="foreign head")


def _absent_attribute(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    fact = random.choice(document.facts)
    absent = [other for other in attributes_of(fact.subject.type.key) if not _is_told(document, fact.subject, other)]
    close = [other for other in absent if other.group == fact.attribute.group] or [
        other for other in absent if other.kind == fact.attribute.kind
    ]
    if not absent:
        return None
    attribute = random.choice(close if close and random.random() < 0.8 else absent)
    period = _like(random, fact) if attribute.has_periods else None
    return _refused(
        random, document, rendered, Ask(fact.subject, attribute, "", period), kind="absent attribute", language=language
    )


def _absent_period(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    dated = [fact for fact in document.facts if fact.period and fact.aspect != "plan"]
    if not dated:
        return None
    fact = random.choice(dated)
    period = _changed(random, fact.period or Period(document.year), document)
    own = [other for other in document.facts if (other.subject, other.attribute) == (fact.subject, fact.attribute)]
    if any(
        other.period is None or other.period.year == period.year and fact.period and period.year != fact.period.year
        for other in own
    ):
        return None
    if any(
        other.aspect in ("growth", "increase") and other.period and period.year == other.period.year - 1
        for other in own
    ):
        return None
    ask = Ask(fact.subject, fact.attribute, fact.aspect, period)
    return (
        None
        if answers(ask, document.facts)
        else _refused(random, document, rendered, ask, kind="absent period", language=language)
    )


def _changed(random: Random, period: Period, document: Document) -> Period:
    """Another period that is easily taken for this one."""
    draw = random.random()
    if period.quarter and draw < 0.6:
        return replace(
            period, quarter=random.choice([quarter for quarter in (1, 2, 3, 4) if quarter != period.quarter])
        )
    if period.month and draw < 0.6:
        return replace(period, month=random.choice([month for month in range(1, 13) if month != period.month]))
    years = [period.year + shift for shift in (-3, -2, -1, -1, 1, 1, 2)]
    return replace(period, year=random.choice(years))


def _quantity(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    """Growth or increase where only the value is told, or the value where only its growth is told."""
    fact = random.choice(document.facts)
    if not fact.attribute.has_periods or fact.attribute.kind not in NUMERIC:
        return None
    own = [other for other in document.facts if (other.subject, other.attribute) == (fact.subject, fact.attribute)]
    aspects = {other.aspect for other in own}
    if aspects == {""} and len(own) == 1 and fact.attribute.kind != "percent":
        wanted = "increase" if fact.attribute.kind == "count" and random.random() < 0.35 else "growth"
    elif aspects == {"growth"}:
        wanted = ""
    elif aspects == {"", "growth"} and len(own) == 2 and fact.attribute.kind == "count":
        return None
    else:
        return None
    period = fact.period if fact.period and random.random() < 0.5 else None
    return _refused(
        random,
        document,
        rendered,
        Ask(fact.subject, fact.attribute, wanted, period),
        kind="quantity",
        language=language,
    )


def _status(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    """A plan where the actual value is told; the former, acting or next holder where another one is told."""
    fact = random.choice(document.facts)
    own = [other for other in document.facts if (other.subject, other.attribute) == (fact.subject, fact.attribute)]
    aspects = {other.aspect for other in own}
    if fact.attribute.mode == "role":
        if fact.attribute.statements.en:
            return None
        open_aspects = [aspect for aspect in ("", "former", "acting", "next", "left") if aspect not in aspects]
        if "acting" in aspects:
            open_aspects = [aspect for aspect in open_aspects if aspect]
        ask = Ask(fact.subject, fact.attribute, random.choice(open_aspects))
        return _refused(random, document, rendered, ask, kind="status", language=language)
    if (
        not fact.attribute.has_periods
        or "plan" in aspects
        or "" not in aspects
        or not fact.period
        or fact.attribute.kind == "percent"
    ):
        return None
    ahead = Period(fact.period.year + random.choice((0, 1, 1)))
    return _refused(
        random, document, rendered, Ask(fact.subject, fact.attribute, "plan", ahead), kind="status", language=language
    )


def _removed(random: Random, document: Document, rendered: Rendered, language: str) -> Lesson | None:
    """The document without what it tells of one attribute of one subject."""
    fact = random.choice(document.facts)
    left = tuple(
        claim for claim in document.claims if (claim.subject, claim.attribute) != (fact.subject, fact.attribute)
    )
    if not left:
        return None
    shorter = replace(document, claims=left)
    if _is_told(shorter, fact.subject, fact.attribute):
        return None
    ask = Ask(fact.subject, fact.attribute, fact.aspect, _like(random, fact))
    return _refused(random, shorter, render(random, shorter), ask, kind="removed", language=language)


_NEAR_MISSES: dict[str, Callable[[Random, Document, Rendered, str], Lesson | None]] = {
    "sibling": _sibling,
    "foreign head": _foreign_head,
    "absent attribute": _absent_attribute,
    "absent period": _absent_period,
    "quantity": _quantity,
    "status": _status,
    "removed": _removed,
}
_NEAR_MISS_WEIGHTS = {
    "sibling": 24,
    "foreign head": 14,
    "absent attribute": 26,
    "absent period": 16,
    "quantity": 14,
    "status": 14,
    "removed": 10,
}
