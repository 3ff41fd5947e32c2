"""What an answer says, so that two can be compared: measures by value and unit, dates, or a name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from qa.language import dates, figures, fold, is_han, measure
from qa.language.mentions import Kind
from qa.language.pinyin import readings


class Unit(NamedTuple):
    """What a unit counts, how many of the smallest of its kind it holds, and how it stands after a figure."""

    counts: str
    factor: int
    after: re.Pattern[str]


_UNITS = tuple(
    Unit(counts, factor, re.compile(rf"[余多]?\s?(?:{forms})"))
    for counts, factor, forms in (
        ("mass", 1, r"公斤|千克|kg\b|kilogram"),
        ("mass", 1000, r"吨|tonnes?\b|tons?\b"),
        ("length", 1, r"米|met(?:re|er)s?\b"),
        ("length", 1000, r"公里|千米|km\b|kilomet(?:re|er)"),
        ("mu", 1, r"亩|mu\b"),
        ("area", 1, r"平方米|平米|square met(?:re|er)"),
        ("area", 10_000, r"公顷|hectare"),
        ("area", 1_000_000, r"平方公里|平方千米|square (?:km\b|kilomet)"),
        ("yuan", 1, r"元|yuan\b|rmb\b"),
        ("dollar", 1, r"美元|(?:us )?dollar"),
        ("euro", 1, r"欧元|euros?\b"),
        ("minute", 1, r"分钟|minute"),
        ("minute", 60, r"个?小时|hour"),
        ("day", 1, r"天|days?\b"),
        ("year", 1, r"年(?![轻级代])|years?\b"),
        ("visit", 1, r"人次"),
        ("time", 1, r"次(?!于)|times\b"),
        ("person", 1, r"[人名位](?!次)|people\b|persons?\b|officials?\b|cadres?\b"),
        ("case", 1, r"[起宗]|cases?\b"),
        ("household", 1, r"户|household"),
    )
)
_SIGNS = (("dollar", re.compile(r"\$\s?$")), ("yuan", re.compile(r"(?:rmb|¥)\s?$")), ("euro", re.compile(r"€\s?$")))
PERCENT = "percent"
# How far a unit may stand after its figure, in characters.
UNIT_REACH = 20
_BARE_YEAR = re.compile(r"(?<![\d.,])(?:1\d|20)\d{2}(?![\d.,])")
# An answer longer than these characters of Chinese says more than a figure or a date: 2020年12月19日 measures five.
_MOST_WORDS_OF_A_FIGURE = 6.0
_SHORTEST_NAME = 2.0
_WORD = re.compile(r"[^\W_]+")

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Measure:
    """A value in the smallest unit of its kind; `counts` is empty where no known unit is written."""

    value: Decimal
    counts: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date without its place in a text; what is not said is None."""

    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an answer says: its dates, or else its measures, or else its words."""

    words: tuple[str, ...]
    measures: tuple[Measure, ...] = ()
    days: tuple[Day, ...] = ()


def meaning(answer: str, *, kind: Kind, after: str = "") -> Meaning:
    """What `answer` says where a thing of that kind is asked for; a unit may stand in the text `after` it."""
    words = tuple(_WORD.findall(fold(answer)))
    is_short = measure("".join(words)) <= _MOST_WORDS_OF_A_FIGURE
    if kind == "date" or (kind == "other" and is_short):
        days = _days(answer)
        if not days and kind == "date":
            days = tuple(Day(int(year), None, None) for year in _BARE_YEAR.findall(answer))
        if days:
            return Meaning(words, days=days)
    if kind in ("figure", "date") or (kind == "other" and is_short):
        return Meaning(words, measures=_measures(answer, after))
    return Meaning(words)


def _days(text: str) -> tuple[Day, ...]:
    return tuple(Day(one.year, one.month, one.day) for one in dates(text))


def _measures(answer: str, after: str) -> tuple[Measure, ...]:
    """The figures of an answer, each in the smallest unit of its kind."""
    text = fold(answer + after)
    found: list[Measure] = []
    for figure in figures(answer):
        counts, factor = _unit(text, figure.start, figure.end)
        found.append(Measure(figure.value, PERCENT) if figure.percent else Measure(figure.value * factor, counts))
    return tuple(found)


def unit_after(text: str, at: int) -> str:
    """What a unit that stands at `at`, perhaps after a space, counts; empty where none does."""
    return _unit(fold(text), at, at)[0]


def counts_other_than(one: Meaning, unit: str) -> bool:
    """Whether an answer counts in a unit, and in another one than is asked for."""
    counts = one.measures[0].counts if one.measures else ""
    return bool(unit and counts) and unit != counts and {unit, counts} != {"person", "visit"}


def _unit(text: str, start: int, end: int) -> tuple[str, int]:
    """What the figure at `start` to `end` counts, by the longest unit behind it or the sign before it."""
    behind = [(match.end(), one.counts, one.factor) for one in _UNITS if (match := one.after.match(text, end))]
    if behind:
        return max(behind)[1:]
    return next((counts for counts, sign in _SIGNS if sign.search(text[:start])), ""), 1


def same(one: Meaning, other: Meaning) -> bool:
    """Whether two answers say the same: 1.6万吨 = 16,000 tonnes, 7月29日 = "July 29, 2021", 张忠 = "Zhang Zhong"."""
    if one.days or other.days:
        return _each(one.days, other.days, _same_day)
    if one.measures or other.measures:
        return _each(one.measures, other.measures, _same_measure)
    return _same_name(one.words, other.words)


def comparable(one: Meaning, other: Meaning) -> bool:
    """Whether two answers could be about the same thing: both dates, both measures of one unit, or both words."""
    if one.days or other.days:
        return bool(one.days and other.days)
    if one.measures or other.measures:
        return bool(one.measures and other.measures) and _alike(one.measures[0], other.measures[0])
    return True


def is_exact(one: Meaning) -> bool:
    """Whether the answer is a figure or a date, which two sources cannot word differently and both be right."""
    return bool(one.days or one.measures)


def holds(sentence: str, one: Meaning) -> bool:
    """Whether every figure or date of an answer stands in a sentence; of other words this is not asked."""
    days, measures = _days(sentence), _measures(sentence, "")
    if one.days:
        return all(any(_same_day(day, other) for other in days) for day in one.days)
    return is_exact(one) and all(any(_same_measure(each, other) for other in measures) for each in one.measures)


def _each(one: Sequence[_One], other: Sequence[_One], fits: Callable[[_One, _One], bool]) -> bool:
    return len(one) == len(other) > 0 and all(map(fits, one, other))


def _same_measure(one: Measure, other: Measure) -> bool:
    return one.value == other.value and _alike(one, other)


def _alike(one: Measure, other: Measure) -> bool:
    """Whether two measures may count the same thing; a share is never a count, a missing unit may be any."""
    if PERCENT in (one.counts, other.counts):
        return one.counts == other.counts
    return not one.counts or not other.counts or one.counts == other.counts


def _same_day(one: Day, other: Day) -> bool:
    """Whether two dates agree in all that both of them say, and both say something in common."""
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    said = [first == second for first, second in pairs if first is not None and second is not None]
    return bool(said) and all(said)


def _same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are equal, one is the other with a title before it, or one is the other in pinyin."""
    shorter, longer = sorted((one, other), key=lambda words: len("".join(words)))
    short, long = "".join(shorter), "".join(longer)
    if short == long:
        return True
    if any(map(is_han, short)) != any(map(is_han, long)):
        return _spelled(short) == _spelled(long)
    is_ending = long.endswith(short) if is_han(short[:1] or " ") else longer[-len(shorter) :] == shorter
    return measure(short) >= _SHORTEST_NAME and is_ending


def _spelled(name: str) -> str:
    """A name in Latin letters, a Chinese one in pinyin."""
    return "".join(readings(name)) if any(map(is_han, name)) else name
