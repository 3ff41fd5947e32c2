"""Figures and dates of a Chinese question, as English writes them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_ORDINALS = dict(
    zip(
        "一二三四五六七八九十",
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        strict=True,
    )
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or date at `start:end` of the question; `is_time` where it says when."""

    start: int
    end: int
    english: str
    is_time: bool


def figures(question: str) -> Iterator[Figure]:
    """The figures and dates of a question from left to right, in English."""
    for match in _ANY.finditer(question):
        for pattern, to_english, is_time in _FORMS:
            whole = pattern.fullmatch(match.group())
            if whole is not None:
                yield Figure(match.start(), match.end(), to_english(whole), is_time)
                break


def _date(match: re.Match[str]) -> str:
    """July 29, 2016; July 2016; July 29; 2016."""
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return f"{year} BC" if match["before"] else str(year)
    if not 1 <= int(month) <= len(_MONTHS):
        return match.group()
    name = _MONTHS[int(month) - 1] + (f" {int(day)}" if day else "")
    return f"{name}{',' if day else ''} {year}" if year else name


def _number(match: re.Match[str]) -> str:
    try:
        value = Decimal(match["figure"].replace(",", "")) * _SCALES[match["scale"] or ""]
    except InvalidOperation:
        return match["figure"]
    return f"{value.normalize():,f}" if match["scale"] else match["figure"]


def _ordinal(match: re.Match[str]) -> str:
    text = match["rank"]
    if text in _ORDINALS:
        return _ORDINALS[text]
    ending = "th" if text[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(text[-1], "th")
    return text + ending


def _century(match: re.Match[str]) -> str:
    decade = match["decade"]
    before = " BC" if match["before"] else ""
    number = match["century"]
    if decade:
        return f"the {int(number) - 1}{int(decade):02d}s{before}"
    ending = "th" if len(number) > 1 and number[0] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"the {number}{ending} century{before}"


def _decade(match: re.Match[str]) -> str:
    return f"the {match['year']}s"


_Form = tuple[re.Pattern[str], Callable[[re.Match[str]], str], bool]
_FORMS: tuple[_Form, ...] = (
    (re.compile(r"(?P<before>(?:公元|西元)前)?(?P<century>\d{1,2}) ?世纪(?:(?P<decade>\d0)年代)?"), _century, True),
    (re.compile(r"(?P<year>\d{2,4})年代"), _decade, True),
    (
        re.compile(
            r"(?P<before>(?:公元|西元)前)?(?:公元|西元)?(?P<year>\d{1,4}) ?年 ?"
            r"(?:(?P<month>\d{1,2}) ?月份? ?(?:(?P<day>\d{1,2})[日号])?)?"
        ),
        _date,
        True,
    ),
    (re.compile(r"(?P<before>)(?P<year>(?!))?(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号])?"), _date, True),
    (re.compile(r"第(?P<rank>\d+|[一二三四五六七八九十])[个次届位名]?"), _ordinal, False),
    (re.compile(rf"(?P<figure>{_FIGURE})[%％]"), lambda match: f"{match['figure']} percent", False),
    (re.compile(rf"百分之(?P<figure>{_FIGURE})"), lambda match: f"{match['figure']} percent", False),
    (re.compile(rf"(?P<figure>{_FIGURE})(?P<scale>百万|千万|万亿|[千万亿])?"), _number, False),
)
_ANY = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _, _ in _FORMS))
