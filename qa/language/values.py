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
    return tuple(Day(date.year, date.month, date.day) for date in dates(text))


def _measures(answer: str, after: str) -> tuple[Measure, ...]:
    """The figures of an answer, each in the smallest unit of its kind."""
    text = fold(answer + after)
    found: list[Measure] = []
    for figure in figures(answer):
        counts, factor = unit_at(text, figure.start, figure.end)
        found.append(Measure(figure.value, PERCENT) if figure.percent else Measure(figure.value * factor, counts))
    return tuple(found)


def counts_other_than(answer: Meaning, unit: str) -> bool:
    """Whether an answer counts in a unit other than the one that is asked for."""
    counts = answer.measures[0].counts if answer.measures else ""
    return bool(unit and counts) and unit != counts and {unit, counts} != {"person", "visit"}


def same(answer: Meaning, other: Meaning) -> bool:
    """Whether two answers say the same: 1.6万吨 = 16,000 tonnes, 7月29日 = "July 29, 2021", 张忠 = "Zhang Zhong"."""
    if answer.days or other.days:
        return _each(answer.days, other.days, _same_day)
    if answer.measures or other.measures:
        return _each(answer.measures, other.measures, _same_measure)
    return _same_name(answer.words, other.words)


def comparable(answer: Meaning, other: Meaning) -> bool:
    """Whether two answers could be about the same thing: both dates, both measures of one unit, or both words."""
    if answer.days or other.days:
        return bool(answer.days and other.days)
    if answer.measures or other.measures:
        return bool(answer.measures and other.measures) and _alike(answer.measures[0], other.measures[0])
    return True


def is_exact(answer: Meaning) -> bool:
    """Whether the answer is a figure or a date, which two sources cannot word differently and both be right."""
    return bool(answer.days or answer.measures)


def holds(sentence: str, answer: Meaning) -> bool:
    """Whether a sentence holds every figure or date of an answer; False for an answer that is neither."""
    days, measures = _days(sentence), _measures(sentence, "")
    if answer.days:
        return all(any(_same_day(day, other) for other in days) for day in answer.days)
    return is_exact(answer) and all(any(_same_measure(each, other) for other in measures) for each in answer.measures)


def _each(some: Sequence[_Item], others: Sequence[_Item], fits: Callable[[_Item, _Item], bool]) -> bool:
    return len(some) == len(others) > 0 and all(map(fits, some, others))


def _same_measure(first: Measure, second: Measure) -> bool:
    return first.value == second.value and _alike(first, second)


def _alike(first: Measure, second: Measure) -> bool:
    """Whether two measures may count the same thing; a share is never a count, a missing unit may be any."""
    if PERCENT in (first.counts, second.counts):
        return first.counts == second.counts
    return not first.counts or not second.counts or first.counts == second.counts


def _same_day(first: Day, second: Day) -> bool:
    """Whether two dates agree in all that both of them say, and both say something in common."""
    pairs = ((first.year, second.year), (first.month, second.month), (first.day, second.day))
    agreed = [mine == theirs for mine, theirs in pairs if mine is not None and theirs is not None]
    return bool(agreed) and all(agreed)


def _same_name(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two names are equal, one is the other with a title before it, or one is the other in pinyin."""
    shorter, longer = sorted((first, second), key=lambda words: len("".join(words)))
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
