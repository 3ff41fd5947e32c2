"""Figures as values, in both languages: 42 = 四十二, 38万 = 380,000, "three hundred" = 300."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from qa.language.dates import dates
from qa.language.scripts import fold, is_han

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_TENS = {"廿": 20, "卅": 30}
_HAN_NUMERAL = "零〇○一二两三四五六七八九十百千万亿廿卅"
# The numerals of cheques and contracts, which cannot be changed by a stroke of the pen.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_FORMAL_NUMERAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿"

_ONES_EN = "one two three four five six seven eight nine"
_TEENS_EN = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS_EN = {word: number for number, word in enumerate(f"zero {_ONES_EN} {_TEENS_EN}".split())} | {
    word: 10 * number for number, word in enumerate(_TENS_EN.split(), start=2)
}
_SCALES_EN = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES_HAN = {"万亿": 10**12, "千万": 10**7, "百万": 10**6} | _LARGE_UNITS | {"千": 1000, "百": 100}
_SCALES = _SCALES_EN | _SCALES_HAN
# Longer than this, a row of digits is no quantity; its value would also take too long to work out.
_LONGEST_NUMERAL = 40


def _english_numeral() -> str:
    """The pattern of a number in words; each scale may be followed only by what is smaller than it."""
    ones, tens = _ONES_EN.replace(" ", "|"), _TENS_EN.replace(" ", "|")
    pattern = rf"(?:(?:{tens})(?:[\s-](?:{ones})\b)?|{_TEENS_EN.replace(' ', '|')}|{ones}|zero"
    pattern += rf"|(?<!half\s)a(?=\s(?:{'|'.join(_SCALES_EN)})\b))\b"
    scales = list(_SCALES_EN)
    for at, scale in enumerate(scales):
        # "one thousand and two thousand" are two numbers, "one hundred and two thousand" is one.
        not_followed = rf"(?!\s(?:{'|'.join(scales[at:] if at else scales[:1])})\b)"
        pattern = rf"(?:{pattern}(?:\s{scale}\b(?:,?\s(?:and\s)?{pattern}{not_followed})?)?)"
    return rf"\b{pattern}"


# How a number may begin, in either script; most characters begin none, which is told by one look at them.
_BEGINS_EN = "".join(sorted({word[0] for word in _WORDS_EN} | {"a"}))
_NUMBER = re.compile(
    rf"(?=[\d几数{_HAN_NUMERAL}{_FORMAL_NUMERAL}{_BEGINS_EN}])"
    r"(?P<percent_of>百分之)?"
    r"(?:"
    r"(?P<digits>(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)"
    r"(?:\s{0,2}(?P<scale>万亿|千万|百万|[万亿兆千百]|(?:thousand|million|billion|trillion)\b)|[多余](?P<over>[万亿]))?"
    rf"|(?P<formal>[{_FORMAL_NUMERAL}]*[壹贰叁肆伍陆柒捌玖][拾佰仟][{_FORMAL_NUMERAL}]*)"
    rf"|(?P<about>[几数])?(?P<han>[{_HAN_NUMERAL}]+)"
    r"(?:点(?P<fraction>[零〇一二三四五六七八九]++)(?![十百千])(?P<times>[万亿])?|[多余](?P<more>[万亿])|(?P<some>几))?"
    rf"|(?P<words>{_english_numeral()})"
    r")"
    r"(?P<percent>\s{0,2}(?:%|per\s?cent\b|percentage points?\b|个百分点))?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number where it stands: `value` is exact; `percent` says that it counts hundredths."""

    start: int
    end: int
    value: Decimal
    percent: bool = False


def figures(text: str) -> tuple[Figure, ...]:
    """Every number of `text` from left to right, the parts of dates among them.

    A mere hint at a number (几十, 三四百, 十几) is left out; 300多万 is read as 3,000,000, the number that it exceeds.
    """
    found: list[Figure] = []
    previous_scale = 0
    for match in _NUMBER.finditer(fold(text)):
        value = _value(match)
        if value is None:
            continue
        figure = Figure(match.start(), match.end(), value, bool(match["percent_of"] or match["percent"]))
        scale = _SCALES_HAN.get(match["scale"] or "", 0)
        if found and found[-1].end == figure.start and scale > 0 and value < previous_scale:
            found[-1] = replace(found[-1], end=figure.end, value=found[-1].value + value, percent=figure.percent)
        else:
            found.append(figure)
        previous_scale = scale
    return tuple(found)


def search_terms(text: str) -> tuple[str, ...]:
    """The figures and dates of `text` as words for search that both languages share: n484, n380000, d07x29.

    A lone Chinese numeral is left out: mostly it is part of a word, as in 一共 or 四平.
    """
    counted = [figure for figure in figures(text) if figure.end - figure.start > 1 or not is_han(text[figure.start])]
    numbers = [f"n{plain(figure.value)}" for figure in counted]
    days = [f"d{date.month:02}-{date.day:02}" for date in dates(text) if date.month and date.day]
    return tuple(term.replace(".", "p").replace("-", "x") for term in [*numbers, *days])


def plain(value: Decimal) -> str:
    """A number without exponent or trailing zeros: 16000, 2.5."""
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _value(match: re.Match[str]) -> Decimal | None:
    if match.end() - match.start() > 4 * _LONGEST_NUMERAL:
        return None
    if match["digits"] is not None:
        number = Decimal(match["digits"].replace(",", ""))
        scale = _SCALES.get(match["scale"] or match["over"] or "", 1)
        return number * scale if len(match["digits"]) < _LONGEST_NUMERAL / 2 else number
    if match["formal"] is not None:
        return _from_han(match["formal"].translate(_FORMAL))
    if match["words"] is not None:
        return _from_english(re.split(r"[\s,-]+", match["words"]))
    if match["about"] or match["some"]:
        return None
    if match["han"] == "百" and match["percent_of"]:
        return Decimal(100)
    return _with_fraction(_from_han(match["han"]), match)


def _with_fraction(whole: Decimal | None, match: re.Match[str]) -> Decimal | None:
    if whole is None or len(match["fraction"] or "") > _LONGEST_NUMERAL / 2:
        return None
    if match["fraction"]:
        whole += Decimal("0." + "".join(str(_DIGITS[character]) for character in match["fraction"]))
    return whole * _LARGE_UNITS.get(match["times"] or match["more"] or "", 1)


def _from_han(numeral: str) -> Decimal | None:
    """The value of a Chinese numeral; None if the characters make no number, as a lone 万, 三四 or 三三两两."""
    if len(numeral) > _LONGEST_NUMERAL / 2:
        return None
    if len(numeral) > 1 and all(character in _DIGITS for character in numeral):
        is_read_out = "两" not in numeral and (len(numeral) > 2 or numeral[1] in "零〇○")
        return Decimal("".join(str(_DIGITS[character]) for character in numeral)) if is_read_out else None
    value = _positional(numeral)
    return None if value is None else Decimal(value)


def _positional(numeral: str) -> int | None:
    total = section = digit = unit = 0
    for before, character in _pairs(numeral):
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            unit = 1 if before in _DIGITS or not before else (_SMALL_UNITS | _LARGE_UNITS).get(before, 10)
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
    # 一百二 is 120 and 三万五 is 35,000, but 一百零二 is 102 and 十二 is 12.
    return total + section + digit * (unit // 10 if unit > 10 else 1)


def _pairs(numeral: str) -> Iterator[tuple[str, str]]:
    """Each character with the one before it."""
    return zip(" " + numeral, numeral, strict=False)


def _from_english(words: list[str]) -> Decimal:
    """The value of English number words; "a million" is one."""
    total = section = 0
    for word in words:
        if word in _WORDS_EN or word == "a":
            section += _WORDS_EN.get(word, 1)
        elif word == "hundred":
            section *= 100
        elif word in _SCALES_EN:
            total, section = total + section * _SCALES_EN[word], 0
    return Decimal(total + section)
