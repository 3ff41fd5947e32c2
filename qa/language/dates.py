"""Dates as values, in both languages: "July 29" = 7月29日 = 七月二十九日."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qa.language.scripts import fold
from qa.language.tables import any_of, table

_MONTHS = tuple(row["en"] for row in table("months"))
_LENGTHS = tuple(int(row["days"]) for row in table("months"))
_SHORT = tuple(short for row in table("months") for short in row.parts("en_short"))
# The names of the months in English, as patterns: in small letters, as they are written, and shortened ("May" is not).
MONTH_FOLDED = any_of(_MONTHS)
MONTH = any_of(month.capitalize() for month in _MONTHS)
MONTH_SHORT = any_of(short.capitalize() for short in _SHORT if short not in _MONTHS)
# How the name of every month begins.
MONTH_BEGINS = any_of(month[:3].capitalize() for month in _MONTHS)
# Years in digits, as patterns. A number of four digits that stands alone mostly is a year only from 1900 on; where
# nothing is counted one from 1800 on may be a year, and where a year is asked for one from 1000 on.
YEAR = r"(?:19|20)\d{2}"
YEAR_FROM_1800 = r"(?:1[89]|20)\d{2}"
YEAR_FROM_1000 = r"(?:1\d|20)\d{2}"
_HAN_DIGITS = "〇一二三四五六七八九"
# A year in Chinese digits, 二〇二二, as a pattern.
HAN_YEAR = rf"[一二][零○{_HAN_DIGITS}]{{3}}"
_MONTH = any_of([*_MONTHS, *(rf"{short}(?![a-z])" for short in _SHORT)])
_HAN_MONTH = r"十[一二]?|[一二三四五六七八九]"
_HAN_DAY = r"三十一?|[二廿]?十?[一二三四五六七八九]|[一二]?十|廿"
# How a date may begin, which keeps the eight patterns of it from being tried at every character.
_BEGINS = rf"(?=[\d零○十廿{_HAN_DIGITS}{''.join(sorted({month[0] for month in _MONTHS}))}])"
_DATE = re.compile(
    rf"{_BEGINS}(?:"
    r"(?:(?<!\d)(?P<y1>\d{4})\s?年\s{0,2})?(?<!\d)(?P<m1>\d{1,2})\s?月(?:\s?(?P<d1>\d{1,2})\s?[日号])?"
    rf"|(?:(?P<y7>[零○{_HAN_DIGITS}]{{4}})年)?(?P<m7>{_HAN_MONTH})月(?:(?P<d7>{_HAN_DAY})[日号])?"
    rf"|(?<!\d)(?P<y2>{YEAR})[-/.](?P<m2>\d{{1,2}})[-/.](?P<d2>\d{{1,2}})(?!\d)"
    rf"|\b(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}})"
    rf"(?:\s?[-–—]\s?(?P<u3>\d{{1,2}})\b)?(?:,?\s+(?P<y3>\d{{4}})\b)?"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m4>{_MONTH})\b\.?(?:,?\s+(?P<y4>\d{{4}})\b)?"
    rf"|\b(?P<m5>{_MONTH})\.?,?\s+(?P<y5>\d{{4}})\b"
    rf"|(?<!\d)(?P<y6>{YEAR})(?=\s?年)"
    rf"|(?P<y8>{HAN_YEAR})(?=年))"
)
# The second day of 7月29日至30日 or 7月30日、31日.
_ANOTHER_DAY = re.compile(r"\s?(?:[、和至到~-]|—{1,2}|–)\s?(\d{1,2})[日号]")


@dataclass(frozen=True, slots=True)
class Date:
    """A date where it stands; what the text does not say is None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


def dates(text: str) -> tuple[Date, ...]:
    """Every date of `text` that names a month or, as 2022年 does, a year; from left to right."""
    folded = fold(text)
    found: list[Date] = []
    for match in _DATE.finditer(folded):
        found.extend(date for date in _read(match, folded) if _exists(date))
    return tuple(found)


def _read(match: re.Match[str], folded: str) -> Iterator[Date]:
    """The date of a match, and the further days that share its month."""
    parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
    year, day = (_number(parts[name]) if name in parts else None for name in "yd")
    date = Date(match.start(), match.end(), year, _month(parts["m"]) if "m" in parts else None, day)
    yield date
    if "u" in parts:
        yield replace(date, start=match.start("u3"), end=match.end("u3"), day=int(parts["u"]))
    while date.day is not None and (another := _ANOTHER_DAY.match(folded, date.end)):
        date = replace(date, start=another.start(1), end=another.end(), day=int(another[1]))
        yield date


def _exists(date: Date) -> bool:
    if date.month is None:
        return True
    return 1 <= date.month <= 12 and (date.day is None or 1 <= date.day <= _LENGTHS[date.month - 1])


def _month(name: str) -> int:
    if name[0].isalpha() and name.isascii():
        return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name[:3]))
    return _number(name)


def _number(numeral: str) -> int:
    """The value of digits of either script: 26, 二十六, 廿六, 二〇二二."""
    if numeral.isdecimal():
        return int(numeral)
    numeral = numeral.replace("零", "〇").replace("○", "〇").replace("廿十", "廿").replace("廿", "二十")
    if "十" not in numeral:
        return int("".join(str(_HAN_DIGITS.index(character)) for character in numeral))
    tens, _, ones = numeral.partition("十")
    return 10 * (_HAN_DIGITS.index(tens) if tens else 1) + (_HAN_DIGITS.index(ones) if ones else 0)
