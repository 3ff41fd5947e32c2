"""Near misses of a document: questions close to what it tells that nothing in it answers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from training.contrast.documents import Document, are_distinct, new_subject
from training.contrast.facts import Ask, Fact, Period, Subject, answers
from training.contrast.rendering import Rendered, render
from training.contrast.values import NUMERIC
from training.contrast.word_lists import Attribute, attributes_of

# What can be worked out from the other: neither is a fair near miss of the other.
_IMPLIED = (
    {"length of service", "year of joining"},
    {"age", "birthday"},
    {"grain output", "sown area", "grain yield"},
    {"year of construction", "opening date"},
    {"starting date", "effective date"},
)
_WEIGHTS = {
    "sibling": 22,
    "foreign head": 45,
    "absent attribute": 24,
    "absent period": 34,
    "quantity": 70,
    "status": 28,
    "removed": 9,
}


@dataclass(frozen=True)
class NearMiss:
    """What is asked of which document; an error is raised where the document answers it after all."""

    kind: str
    ask: Ask
    document: Document
    rendered: Rendered

    def __post_init__(self) -> None:
        if answers(self.ask, self.document.facts):
            raise ValueError(f"the document answers {self.ask}")


def near_misses_of(random: Random, document: Document, rendered: Rendered, limit: int = 3) -> list[NearMiss]:
    """Up to `limit` near misses, no two of them the same."""
    found: dict[Ask, NearMiss] = {}
    for kind in random.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=3 * limit):
        if len(found) == limit:
            break
        made = _MAKERS[kind](random, document)
        if made is None:
            continue
        ask, told = made
        shown = rendered if told == document else render(random, told)
        found.setdefault(ask, NearMiss(kind, ask, told, shown))
    return list(found.values())


_Made = tuple[Ask, Document] | None


def _maybe(random: Random, period: Period | None) -> Period | None:
    return period if random.random() < 0.5 else None


def _is_told(document: Document, subject: Subject, attribute: Attribute) -> bool:
    """Whether anything is told of the attribute, or of one that implies it."""
    key = attribute.key.en[0]
    implied = {key}.union(*(group for group in _IMPLIED if key in group))
    return any(fact.subject == subject and fact.attribute.key.en[0] in implied for fact in document.facts)


def _told_with(document: Document, fact: Fact) -> list[Fact]:
    """All that is told of the same attribute of the same subject."""
    return [other for other in document.facts if (other.subject, other.attribute) == (fact.subject, fact.attribute)]


def _sibling(random: Random, document: Document) -> _Made:
    """Told of another subject: one of the document, or one that looks like it and is nowhere."""
    fact = random.choice(document.facts)
    others = [
        subject
        for subject in document.subjects
        if subject.type == fact.subject.type and not _is_told(document, subject, fact.attribute)
    ]
    if others and random.random() < 0.6:
        return Ask(random.choice(others), fact.attribute, fact.aspect, _maybe(random, fact.period)), document
    return _stranger(random, document)


def _stranger(random: Random, document: Document) -> _Made:
    fact = random.choice(document.facts)
    stranger = new_subject(random, fact.subject, document.language)
    if not all(are_distinct(stranger, subject) for subject in document.subjects):
        return None
    return Ask(stranger, fact.attribute, fact.aspect, _maybe(random, fact.period)), document


def _foreign_head(random: Random, document: Document) -> _Made:
    """The subject stands in the head alone, and the question asks of another."""
    return _stranger(random, document) if document.named_in == "head" else None


def _absent_attribute(random: Random, document: Document) -> _Made:
    """An attribute that is not told, mostly one that is easily taken for one that is."""
    fact = random.choice(document.facts)
    kind = fact.subject.type.key
    absent = [other for other in attributes_of(kind) if not _is_told(document, fact.subject, other)]
    close = [other for other in absent if other.group == fact.attribute.group]
    close = close or [other for other in absent if other.kind == fact.attribute.kind]
    if not absent:
        return None
    attribute = random.choice(close if close and random.random() < 0.8 else absent)
    period = _maybe(random, fact.period) if attribute.has_periods else None
    return Ask(fact.subject, attribute, "", period), document


def _absent_period(random: Random, document: Document) -> _Made:
    """The same attribute for a period that is not told and cannot be worked out."""
    dated = [fact for fact in document.facts if fact.period and fact.aspect != "plan"]
    if not dated:
        return None
    fact = random.choice(dated)
    assert fact.period
    period = _changed(random, fact.period)
    own = _told_with(document, fact)
    if any(other.period is None for other in own):
        return None
    compared = [other.period for other in own if other.aspect in ("growth", "increase")]
    if any(told and told.year == period.year + 1 for told in compared):
        return None
    ask = Ask(fact.subject, fact.attribute, fact.aspect, period)
    return None if answers(ask, document.facts) else (ask, document)


def _changed(random: Random, period: Period) -> Period:
    """Another period that is easily taken for this one."""
    if period.quarter and random.random() < 0.6:
        return replace(period, quarter=(period.quarter + random.randint(0, 2)) % 4 + 1)
    if period.month and random.random() < 0.6:
        return replace(period, month=(period.month + random.randint(0, 10)) % 12 + 1)
    return replace(period, year=period.year + random.choice((-3, -2, -1, -1, 1, 1, 2)))


def _quantity(random: Random, document: Document) -> _Made:
    """Growth or increase where only the value is told, or the value where only its growth is told."""
    numeric = [
        fact
        for fact in document.facts
        if fact.attribute.has_periods and fact.attribute.kind in NUMERIC and fact.attribute.kind != "percent"
    ]
    if not numeric:
        return None
    fact = random.choice(numeric)
    own = _told_with(document, fact)
    aspects = {other.aspect for other in own}
    if aspects == {""} and len(own) == 1:
        wanted = "increase" if fact.attribute.kind == "count" and random.random() < 0.35 else "growth"
    elif aspects == {"growth"}:
        wanted = ""
    else:
        return None
    return Ask(fact.subject, fact.attribute, wanted, _maybe(random, fact.period)), document


def _status(random: Random, document: Document) -> _Made:
    """A plan where the actual value is told, and the reverse; another holder of an office than the one told."""
    fact = random.choice(document.facts)
    aspects = {other.aspect for other in _told_with(document, fact)}
    if fact.attribute.is_role:
        return Ask(fact.subject, fact.attribute, random.choice(_open_statuses(aspects))), document
    if not fact.attribute.has_periods or not fact.period or fact.attribute.kind == "percent":
        return None
    if aspects == {"plan"}:
        return Ask(fact.subject, fact.attribute, "", Period(fact.period.year - 1)), document
    if "plan" in aspects or "" not in aspects:
        return None
    return Ask(fact.subject, fact.attribute, "plan", Period(fact.period.year + random.choice((0, 1, 1)))), document


def _open_statuses(told: set[str]) -> list[str]:
    """The statuses of a holder that are not told; who acts for the holder may pass for the holder."""
    open_statuses = [status for status in ("", "former", "acting", "next", "left") if status not in told]
    return [status for status in open_statuses if status or "acting" not in told]


def _removed(random: Random, document: Document) -> _Made:
    """The document without what it tells of one attribute of one subject."""
    fact = random.choice(document.facts)
    left = tuple(
        claim for claim in document.claims if (claim.subject, claim.attribute) != (fact.subject, fact.attribute)
    )
    shorter = replace(document, claims=left)
    if not left or _is_told(shorter, fact.subject, fact.attribute):
        return None
    return Ask(fact.subject, fact.attribute, fact.aspect, _maybe(random, fact.period)), shorter


_MAKERS: dict[str, Callable[[Random, Document], _Made]] = {
    "sibling": _sibling,
    "foreign head": _foreign_head,
    "absent attribute": _absent_attribute,
    "absent period": _absent_period,
    "quantity": _quantity,
    "status": _status,
    "removed": _removed,
}
