"""What an answer says, so that two can be compared: measures by value and unit, dates, or a name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from qa.language.dates import YEAR_FROM_1000, dates
from qa.language.mentions import Kind
from qa.language.numbers import figures
from qa.language.pinyin import readings
from qa.language.scripts import fold, is_han, measure
from qa.language.units import PERCENT, unit_at

_BARE_YEAR = re.compile(rf"(?<![\d.,]){YEAR_FROM_1000}(?![\d.,])")
# An answer longer than these characters of Chinese says more than a figure or a date: 2020年12月19日 measures five.
_MOST_WORDS_OF_A_FIGURE = 6.0
_SHORTEST_NAME = 2.0
_WORD = re.compile(r"[^\W_]+")

_Item = TypeVar("_Item")


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
        counts, factor = unit_at(text, figure.start, figure.end)
        found.append(Measure(figure.value, PERCENT) if figure.percent else Measure(figure.value * factor, counts))
    return tuple(found)


def counts_other_than(one: Meaning, unit: str) -> bool:
    """Whether an answer counts in a unit, and in another one than is asked for."""
    counts = one.measures[0].counts if one.measures else ""
    return bool(unit and counts) and unit != counts and {unit, counts} != {"person", "visit"}


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


def _each(one: Sequence[_Item], other: Sequence[_Item], fits: Callable[[_Item, _Item], bool]) -> bool:
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
