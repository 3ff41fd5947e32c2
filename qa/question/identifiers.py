"""Identifiers in a question, which tell one of several alike: X400, A-7, 4.3, Room 215, 三号楼, 甲型."""

import re
from collections.abc import Iterator

from qa.language import detect, figures, fold, stem
from qa.language.dates import MONTH_FOLDED, YEAR
from qa.language.measure_words import measure_words
from qa.language.tables import any_of, table
from qa.language.words import STOP_WORDS_EN
from qa.types import Range, Subject

# Letters with figures, or figures with dots, as they are written in any language.
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]{1,6}-?\d[A-Za-z0-9.-]*|[A-Z]-[A-Z0-9]{1,4}|\d+(?:\.\d+)+(?![\d%]))(?<![.-])"
)
_QUARTER = re.compile(r"[QHqh]\d")
_ONLY_YEAR = re.compile(YEAR)
# A figure or a lone capital behind a noun: room 215, bus route 41, Building D. One before a unit counts something.
_NUMBERED = re.compile(
    r"\b(?P<noun>[A-Za-z]{3,})\s+(?:[Nn]o\.?\s*)?(?P<number>\d{1,5}|[A-Z])(?![A-Za-z0-9%.,’'-]*[A-Za-z0-9%])"
)
# The number of a house before its street: 27 Quay Row.
_HOUSE = re.compile(
    r"\b(?P<number>\d{1,4}[A-Za-z]?)\s+(?:[A-Z][a-z]+\s+){1,3}?"
    r"(?:Street|Road|Row|Lane|Avenue|Square|Place|Way|Drive|Court|Close|Terrace|Gardens|Quay|Boulevard|Crescent)\b"
)
# Words before a figure that it does not number, beside the function words and months.
_NO_NOUN = frozenset(
    ("least", "nearly", "almost", "around", "top", "first", "last", "next", "past", "another", "vitamin")
)
# Behind these a numeral counts things and numbers none.
_COUNTS = measure_words("counted") + measure_words("persons")
_HAN_DIGITS = "零一二三四五六七八九"


def _ends(use: str) -> str:
    return any_of(row["zh"] for row in table("name_endings") if use in row.words("uses"))


_NUMBERED_HAN = re.compile(
    rf"(?<![\d.])第?(?P<number>[0-9０-９〇{_HAN_DIGITS}十百]{{1,6}})(?:{_ends('numbered')})(?![{_COUNTS}年月日])"
)
_LETTERED_HAN = re.compile(rf"(?P<letter>[甲乙丙丁戊己庚辛壬癸A-ZＡ-Ｚ])(?:{_ends('lettered')})")


def identifiers(text: str) -> Iterator[tuple[Subject, Range]]:
    """The identifiers of a question, each with its place."""
    for match in _CODE.finditer(text):
        if not _QUARTER.fullmatch(match[0]):
            pattern = re.escape(match[0]).replace(r"\-", r"[-‐‑– ]?")
            yield Subject(match[0], pattern=_whole(pattern), kinds=frozenset([_shape(match[0])])), match.span()
    for match in _NUMBERED.finditer(text):
        noun = match["noun"].lower()
        is_noun = noun not in STOP_WORDS_EN | _NO_NOUN and not re.fullmatch(MONTH_FOLDED, noun)
        if is_noun and not _ONLY_YEAR.fullmatch(match["number"]):
            pattern = _number_pattern(match["number"])
            yield Subject(match[0], pattern=pattern, kinds=frozenset([stem(noun)])), match.span()
    for match in _HOUSE.finditer(text):
        yield Subject(match[0], pattern=_whole(re.escape(match[0])), kinds=frozenset(["house"])), match.span()
    if detect(text) == "zh":
        yield from _chinese(text)


def _chinese(text: str) -> Iterator[tuple[Subject, Range]]:
    for match in _NUMBERED_HAN.finditer(text):
        if not _ONLY_YEAR.fullmatch(fold(match["number"])):
            ending = frozenset([text[match.end("number") : match.end()]])
            yield Subject(match[0], pattern=_number_pattern(match["number"]), kinds=ending), match.span()
    for match in _LETTERED_HAN.finditer(text):
        ending = frozenset([match[0][1:]])
        yield Subject(match[0], pattern=re.escape(match["letter"]), kinds=ending), match.span()


def _shape(code: str) -> str:
    """What codes that number the same kind of thing have in common: X400 and X200 are A9, 4.2 and 4.3 are 9.9."""
    return re.sub(r"\d+", "9", re.sub(r"[A-Za-z]+", "A", code))


def _number_pattern(number: str) -> str:
    """A number in figures, and in Chinese numerals where it is small; a letter as it is."""
    value = _value(number)
    if value is None:
        return _whole(re.escape(number))
    in_figures = rf"(?<![\d.,]){value}(?![\d]|[.,]\d)"
    if value >= 100:
        return in_figures
    numerals = f"{_HAN_DIGITS}十百千万"
    return rf"{in_figures}|(?<![{numerals}]){_in_han(value)}(?![{numerals}{_COUNTS}])"


def _value(number: str) -> int | None:
    """What a number in figures or Chinese numerals says; None for any other text."""
    match figures(number):
        case (figure,) if (figure.start, figure.end) == (0, len(number)) and figure.value == int(figure.value):
            return int(figure.value)
    return None


def _in_han(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _HAN_DIGITS[ones]
    return ("" if tens == 1 else _HAN_DIGITS[tens]) + "十" + (_HAN_DIGITS[ones] if ones else "")


def _whole(pattern: str) -> str:
    return rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"
