"""Figures and dates as values, in both languages: 42 = 四十二, 38万 = 380,000, "July 29" = 7月29日."""

import re
from dataclasses import dataclass
from decimal import Decimal

from qa.language.scripts import fold

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | {
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS = {"廿": 20, "卅": 30}
_HAN_NUMERAL = "零〇○一二两三四五六七八九十百千万亿廿卅"

_ONES_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS_EN = {word: number for number, word in enumerate(_ONES_EN.split())} | {
    word: 10 * (number + 2) for number, word in enumerate(_TENS_EN.split())
}
_SCALES_EN = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES = _SCALES_EN | {"万亿": 10**12, "千万": 10**7, "百万": 10**6} | _LARGE_UNITS | _SMALL_UNITS

_WORD_EN = "|".join(sorted([*_WORDS_EN, *_SCALES_EN], key=len, reverse=True))
_NUMBER = re.compile(
    r"(?P<percent_of>百分之)?"
    r"(?:"
    r"(?P<digits>(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"(?:\s*(?P<scale>万亿|千万|百万|[万亿兆千百]|(?:thousand|million|billion|trillion)\b))?"
    rf"|(?P<han>[{_HAN_NUMERAL}]+(?:点[零〇一二三四五六七八九]+)?)"
    rf"|(?P<words>\b(?:{_WORD_EN})(?:(?:[\s-]|\sand\s)(?:{_WORD_EN}))*\b)"
    r")"
    r"(?P<percent>\s*(?:%|per\s?cent\b|个百分点))?"
)

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "|".join(f"{month}|{month[:3]}(?![a-z])" for month in _MONTHS)
_DATE = re.compile(
    r"(?:(?P<y1>\d{4})年\s*)?(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d{2})[-/.](?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})(?!\d)"
    rf"|\b(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}})(?:,?\s+(?P<y3>\d{{4}})\b)?"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m4>{_MONTH})\b\.?(?:,?\s+(?P<y4>\d{{4}})\b)?"
    rf"|\b(?P<m5>{_MONTH})\.?,?\s+(?P<y5>\d{{4}})\b"
    r"|(?<!\d)(?P<y6>(?:19|20)\d{2})(?=年)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number where it stands: `value` is exact; `percent` says that it counts hundredths."""

    start: int
    end: int
    value: Decimal
    percent: bool = False


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
    found = []
    for match in _DATE.finditer(fold(text)):
        parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
        month = _month(parts["m"]) if "m" in parts else None
        day = int(parts["d"]) if "d" in parts else None
        if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
            found.append(Date(match.start(), match.end(), int(parts["y"]) if "y" in parts else None, month, day))
    return tuple(found)


def figures(text: str) -> tuple[Figure, ...]:
    """Every number of `text` from left to right, the parts of dates among them."""
    folded = fold(text)
    found = []
    for match in _NUMBER.finditer(folded):
        value = _value(match)
        if value is not None:
            start = match.start() if match["percent_of"] else match.start(_first(match))
            percent = bool(match["percent_of"] or match["percent"])
            found.append(Figure(start, match.end(), value, percent))
    return tuple(found)


def search_terms(text: str) -> tuple[str, ...]:
    """The figures and dates of `text` as words for search that both languages share: n484, n380000, d07-29."""
    numbers = [f"n{plain(figure.value)}" for figure in figures(text)]
    days = [f"d{date.month:02}-{date.day:02}" for date in dates(text) if date.month and date.day]
    return tuple(term.replace(".", "p").replace("-", "x") for term in [*numbers, *days])


def plain(value: Decimal) -> str:
    """A number without exponent or trailing zeros: 16000, 2.5."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _first(match: re.Match[str]) -> str:
    return next(name for name in ("digits", "han", "words") if match[name] is not None)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["digits"] is not None:
        return Decimal(match["digits"].replace(",", "")) * _SCALES.get(match["scale"] or "", 1)
    if match["han"] is not None:
        return _from_han(match["han"])
    return _from_english(re.split(r"[\s-]+", match["words"]))


def _from_han(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral; None where it is none, as in a lone 万 or 百."""
    whole, _, fraction = numeral.partition("点")
    if len(whole) > 1 and all(character in _DIGITS for character in whole):
        number = Decimal("".join(str(_DIGITS[character]) for character in whole))
    else:
        positional = _positional(whole)
        if positional is None:
            return None
        number = Decimal(positional)
    if fraction:
        number += Decimal("0." + "".join(str(_DIGITS[character]) for character in fraction))
    return number


def _positional(numeral: str) -> int | None:
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += _TENS[character]
        elif character in _SMALL_UNITS:
            if not digit and character != "十":
                return None
            section += (digit or 1) * _SMALL_UNITS[character]
            digit = 0
        else:
            if not (section + digit or total):
                return None
            total = (total + section + digit) * _LARGE_UNITS[character]
            section = digit = 0
    return total + section + digit


def _from_english(words: list[str]) -> Decimal | None:
    """The value of English number words; None for a lone "hundred" or "million", which count nothing."""
    total = section = 0
    if words[0] in _SCALES_EN:
        return None
    for word in words:
        if word in _WORDS_EN:
            section += _WORDS_EN[word]
        elif word == "hundred":
            section *= 100
        elif word in _SCALES_EN:
            total, section = total + section * _SCALES_EN[word], 0
    return Decimal(total + section)


def _month(name: str) -> int:
    if name.isdigit():
        return int(name)
    return next(number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name[:3]))
