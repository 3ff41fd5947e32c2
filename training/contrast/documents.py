"""Documents drawn from subject × attribute × period: what they tell, before it is put into words."""

from dataclasses import dataclass
from random import Random

from training.contrast.facts import Claim, Fact, Period, Subject
from training.contrast.names import MAKERS, in_pinyin, similar
from training.contrast.values import NUMERIC, Hand, Value, count, draw_value, written
from training.contrast.word_lists import Attribute, attributes_of, subject_types

# Types that questions are about more often than about others.
_OFTEN = {"person": 4, "company": 3, "product": 2, "county": 2, "city": 2, "section": 2, "form": 2, "building": 2}
# Nobody plans how many are hurt or born, or how many complain.
_NOT_PLANNED = ("safety", "checks", "people", "checks money")
_STATUSES = ("former", "acting", "next", "left")


@dataclass(frozen=True)
class Document:
    """Subjects and what is told of them.

    `year` stands in the head if `year_in_head`; `named_in` says where the subject is named: head, text or both.
    """

    language: str
    subjects: tuple[Subject, ...]
    claims: tuple[Claim, ...]
    year: int
    year_in_head: bool
    named_in: str
    layout: str

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for claim in self.claims for fact in claim.facts)


def draw_document(random: Random, language: str) -> Document:
    """A document of one to four subjects and one to eight claims."""
    hand = Hand.draw(random, language)
    subjects = _subjects(random, language)
    year, year_in_head = random.randint(2009, 2026), random.random() < 0.45
    named_in = "both"
    if len(subjects) == 1:
        named_in = random.choice(("head", "head", "head", "text", "both"))
    claims = _claims(random, subjects, hand, year if year_in_head else None, year)
    layouts = (
        ("prose",) * 10
        + ("list",) * 3
        + ("lines",) * 3
        + ("joined",) * 4
        + (("table",) * 2 if len(subjects) > 1 else ())
    )
    return Document(language, subjects, claims, year, year_in_head, named_in, random.choice(layouts))


def new_subject(random: Random, like: Subject, language: str) -> Subject:
    """Another subject of the same type whose name is easily taken for that of `like`."""
    return Subject(like.type, similar(random, like.type.maker, like.name, language))


def are_distinct(one: Subject, other: Subject) -> bool:
    """Whether no wording of one names the other too."""
    if one.type != other.type:
        return one.name.en != other.name.en and one.name.zh != other.name.zh
    if one.name.en.lower() == other.name.en.lower() or one.name.zh == other.name.zh:
        return False
    if in_pinyin(one.name.zh) == in_pinyin(other.name.zh):
        return False
    return all(
        not {*one.shorts(language), one.full(language)} & {*other.shorts(language), other.full(language)}
        for language in ("en", "zh")
    )


def _subjects(random: Random, language: str) -> tuple[Subject, ...]:
    types = subject_types()
    how_many = random.choices((1, 2, 3, 4), (46, 28, 17, 9))[0]
    kind = random.choices(types, [_OFTEN.get(made.key, 1) for made in types])[0]
    mixed = random.random() < 0.12
    subjects: list[Subject] = []
    for _ in range(40):
        if len(subjects) == how_many:
            break
        own = random.choice(types) if mixed and subjects else kind
        if subjects and own == subjects[0].type and random.random() < 0.3:
            made = new_subject(random, subjects[0], language)
        else:
            made = Subject(own, MAKERS[own.maker](random, language))
        if all(are_distinct(made, other) for other in subjects):
            subjects.append(made)
    return tuple(subjects)


def _chosen_attributes(random: Random, subject: Subject, how_many: int) -> list[Attribute]:
    """Attributes of the subject's type; more often than not some of one group, which are easily confused."""
    pool = list(attributes_of(subject.type.key))
    random.shuffle(pool)
    if random.random() < 0.6:
        group = random.choice(pool).group
        pool.sort(key=lambda attribute: attribute.group != group)
    return pool[:how_many]


def _claims(
    random: Random, subjects: tuple[Subject, ...], hand: Hand, head_year: int | None, year: int
) -> tuple[Claim, ...]:
    budget = random.randint(1, 8) if len(subjects) == 1 else random.randint(len(subjects), 8)
    shared = {subject.type.key: _chosen_attributes(random, subject, 4) for subject in subjects}
    claims: list[Claim] = []
    used: set[str] = set()
    for place, subject in enumerate(subjects):
        left = budget - len(claims) - (len(subjects) - place - 1)
        how_many = max(1, min(left, random.randint(1, 4) if len(subjects) > 1 else left))
        attributes = shared[subject.type.key][:]
        if len(subjects) > 1:
            random.shuffle(attributes)
        else:
            attributes = _chosen_attributes(random, subject, how_many)
        for attribute in attributes[:how_many]:
            claims.extend(_claims_of(random, subject, attribute, hand, head_year, year, used))
    return tuple(claims)


def _fresh(random: Random, attribute: Attribute, hand: Hand, used: set[str]) -> Value:
    for _ in range(30):
        value = draw_value(random, attribute, hand)
        if value.text not in used:
            break
    used.add(value.text)
    return value


def _claims_of(
    random: Random, subject: Subject, attribute: Attribute, hand: Hand, head_year: int | None, year: int, used: set[str]
) -> list[Claim]:
    if attribute.mode == "role":
        return _role_claims(random, subject, attribute, hand, used)
    if not attribute.has_periods:
        return [Claim((Fact(subject, attribute, "", None, _fresh(random, attribute, hand, used)),), "level")]
    period, explicit = _period(random, attribute, head_year, year)
    level = Fact(subject, attribute, "", period, _fresh(random, attribute, hand, used), explicit)
    if period and _is_planned(attribute) and random.random() < 0.1:
        return [_plan(subject, attribute, period, head_year, level.value)]
    claims = [_level_claim(random, level, hand, used)]
    if period and explicit and random.random() < 0.25 and claims[0].form == "level":
        other = _other_period(random, period)
        claims.append(Claim((Fact(subject, attribute, "", other, _fresh(random, attribute, hand, used)),), "level"))
    if period and _is_planned(attribute) and random.random() < 0.2:
        planned = _near(random, level, hand, used)
        claims.append(_plan(subject, attribute, period, head_year, planned))
    return claims


def _is_planned(attribute: Attribute) -> bool:
    return attribute.kind in NUMERIC and attribute.kind != "percent" and attribute.group not in _NOT_PLANNED


def _plan(subject: Subject, attribute: Attribute, period: Period, head_year: int | None, value: Value) -> Claim:
    """What is planned for the year after."""
    return Claim((Fact(subject, attribute, "plan", Period(max(period.year, head_year or 0) + 1), value),), "plan")


def _period(random: Random, attribute: Attribute, head_year: int | None, year: int) -> tuple[Period | None, bool]:
    if random.random() < 0.38:
        return (Period(head_year), False) if head_year else (None, False)
    told = year - (1 if random.random() < 0.3 else 0)
    if attribute.mode == "stock" or random.random() < 0.6:
        return Period(told), True
    if random.random() < 0.6:
        return Period(told, quarter=random.randint(1, 4)), True
    return Period(told, month=random.randint(1, 12)), True


def _other_period(random: Random, period: Period) -> Period:
    if period.quarter:
        return Period(period.year, quarter=period.quarter % 4 + 1)
    if period.month:
        return Period(period.year, month=period.month % 12 + 1)
    return Period(period.year - random.randint(1, 3))


def _near(random: Random, level: Fact, hand: Hand, used: set[str]) -> Value:
    """A value not far from that of `level`, and written differently."""
    number = level.value.number
    for factor in (random.uniform(0.75, 0.97), random.uniform(1.03, 1.4), 1.5, 0.5, 2, 3):
        value = written(random, level.attribute, number * factor, hand)
        if value.text not in used and value.number > 0 and value.number != number:
            used.add(value.text)
            return value
    return _fresh(random, level.attribute, hand, used)


def _level_claim(random: Random, level: Fact, hand: Hand, used: set[str]) -> Claim:
    attribute, period, draw = level.attribute, level.period, random.random()
    if attribute.kind == "percent" or attribute.kind not in NUMERIC or draw < 0.5:
        return Claim((level,), "level")
    if draw < 0.68:
        return Claim((level, _growth(random, level, hand, used)), "with growth")
    if draw < 0.76:
        return Claim((_growth(random, level, hand, used),), "growth")
    whole_year = period is not None and not period.quarter and not period.month and level.explicit
    if draw < 0.86 and attribute.kind == "count" and level.value.number > 12:
        change = random.randint(1, max(1, int(level.value.number * 0.2)))
        text = count(random, change, hand)
        if text not in used:
            used.add(text)
            signed = Value(text, change if random.random() < 0.6 else -change)
            return Claim(
                (level, Fact(level.subject, attribute, "increase", period, signed, level.explicit)), "with increase"
            )
    if whole_year and period:
        before = Fact(level.subject, attribute, "", Period(period.year - 1), _near(random, level, hand, used))
        comparable = before.value.number != level.value.number
        return Claim((level, before), "from to" if comparable and random.random() < 0.5 else "with previous")
    return Claim((level,), "level")


def _growth(random: Random, level: Fact, hand: Hand, used: set[str]) -> Fact:
    for _ in range(20):
        rate = round(random.uniform(0.3, 24), 1)
        text = f"{rate:g}{hand.percent}"
        if text not in used:
            break
    used.add(text)
    return Fact(
        level.subject,
        level.attribute,
        "growth",
        level.period,
        Value(text, rate if random.random() < 0.75 else -rate),
        level.explicit,
    )


def _role_claims(random: Random, subject: Subject, attribute: Attribute, hand: Hand, used: set[str]) -> list[Claim]:
    def holder(aspect: str) -> Fact:
        return Fact(subject, attribute, aspect, None, _fresh(random, attribute, hand, used))

    if attribute.kind != "person" or attribute.group != "head" or random.random() < 0.6 or attribute.statements.en:
        return [Claim((holder(""),), "role" if not attribute.statements.en else "level")]
    statuses = random.sample(_STATUSES[:3], random.choice((1, 1, 2)))
    claims = []
    for status in statuses:
        if status == "former" and random.random() < 0.5:
            former = holder("former")
            day = _DATE_OF_LEAVING
            claims.append(
                Claim((former, Fact(subject, attribute, "left", None, _fresh(random, day, hand, used))), "role")
            )
        else:
            claims.append(Claim((holder(status),), "role"))
    if "acting" not in statuses and random.random() < 0.4:
        claims.append(Claim((holder(""),), "role"))
    return claims


_DATE_OF_LEAVING = next(attribute for attribute in attributes_of("contract") if attribute.key.en[0] == "effective date")
