"""Figures that sentences tell of several named things, side by side, as a table: Marwick 300, Penby 450.

The table has a row for each sentence and name, and a column for each thing that is counted or measured.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.answering.tables.grid import Cell, Grid, Row
from qa.language import cut_chinese, detect, figures, fold, is_han, is_whole, sentences, stem
from qa.language.dates import YEAR
from qa.language.mentions import of_kind
from qa.language.units import unit_at
from qa.question.identifiers import identifiers
from qa.question.subject import named_in
from qa.types import Language, Range

_REMEMBERED = 64
_CODE = re.compile(r"\s+(?:EUR|USD|GBP|RMB|CNY)$")
_CURRENCY = re.compile(r"(EUR|USD|GBP|RMB|CNY|[$€£¥])\s?$")
_NOUN_EN = re.compile(r"\s*(?:of\s+)?([a-z][a-z-]+)")
_PARTS = re.compile(r"[,，、;；。：:\s]")
_YEAR = re.compile(rf"{YEAR}年?")
_LONE_YEAR = re.compile(rf"(?<![\d.,-]){YEAR}(?![\d.,-]*\d)")
# What stands before a figure in Chinese and says what it counts, with the measure word behind it: 投资2.6亿元.
_NOUN_ZH = re.compile(r"([\u4e00-\u9fff]{1,4})$")
_NO_NOUN_ZH = re.compile(r".*[的了有为是共达到过约近超在和与及]")


# The head of the years that things were built or founded in.
YEARS = "year"


@lru_cache(_REMEMBERED)
def told_grid(text: str, *, of_years: bool = False) -> Grid | None:
    """The table of what a text tells in sentences; None where it tells no figure of two names.

    `of_years` makes the table of the years that stand behind names instead: Heron was built in 1998, Osprey in 2007.
    """
    language = detect(text)
    found: list[tuple[Range, str, Range, str, Range]] = []
    for first, last in sentences(text):
        if is_whole(text[first:last]):
            found += [((first, last), *told) for told in _told(text, first, last, language, of_years)]
    heads = tuple(dict.fromkeys(head for *_, head, _ in found))
    counts = {head: {name for _, name, _, other, _ in found if other == head} for head in heads}
    heads = tuple(head for head in heads if len(counts[head]) > 1)
    if not heads:
        return None
    rows = []
    for key in dict.fromkeys((line, name, place) for line, name, place, head, _ in found if head in heads):
        line, name, place = key
        cells = [Cell(name, place)]
        for head in heads:
            figure = next((at for *own, other, at in found if tuple(own) == key and other == head), None)
            cells.append(Cell(text[slice(*figure)], figure) if figure else Cell("", (line[1], line[1])))
        rows.append(Row(tuple(cells), line))
    return Grid(("", *heads), tuple(rows), "", (0, len(text)))


def _told(
    text: str, first: int, last: int, language: Language, of_years: bool
) -> Iterator[tuple[str, Range, str, Range]]:
    """The name, the thing counted and the figure, for each figure that stands behind a name in a sentence."""
    sentence = text[first:last]
    names = sorted(_names(sentence, text))
    places = [match.span() for match in _LONE_YEAR.finditer(sentence)] if of_years else _figures(sentence, language)
    for start, end in places:
        own = [name for name in names if name[1] <= start]
        head = YEARS if of_years else _head(sentence, (start, end), language)
        if own and head:
            name = own[-1]
            yield sentence[slice(*name)], (first + name[0], first + name[1]), head, (first + start, first + end)


def _figures(sentence: str, language: Language) -> list[Range]:
    places = of_kind(sentence, "figure", language)
    return [place for place in places if not _YEAR.fullmatch(sentence[slice(*place)])]


def _names(sentence: str, text: str) -> Iterator[Range]:
    """Identifiers and names; the first word of a sentence is none where the text has it in small letters too."""
    numbered = [place for _, place in identifiers(sentence)]
    yield from numbered
    for start, end in named_in(sentence, with_first=True):
        code = _CODE.search(sentence[start:end])
        end = start + code.start() if code else end
        is_word = start == 0 and (
            figures(sentence[:end]) or re.search(rf"\b{re.escape(sentence[:end].lower())}\b", text)
        )
        if is_word or not sentence[start:end]:
            continue
        if not any(start < last and first < end for first, last in numbered) and not _CODE.fullmatch(
            f" {sentence[start:end]}"
        ):
            yield start, end


def _head(sentence: str, figure: Range, language: Language) -> str:
    """What a figure counts, or else its unit; empty where neither is told."""
    start, end = figure
    number = next(iter(figures(sentence[start:end])), None)
    behind = start + number.end if number else end
    if language == "en":
        if currency := _CURRENCY.search(sentence[:start]):
            return currency[1]
        has_unit = bool(unit_at(fold(sentence), start, behind)[0])
        noun = _NOUN_EN.match(fold(sentence), behind)
        return sentence[behind:end].strip() if has_unit else noun[1] if noun else ""
    before = _NOUN_ZH.search(_PARTS.split(sentence[:start])[-1])
    nouns = cut_chinese(_NO_NOUN_ZH.sub("", before[1]))[-1:] if before else []
    return nouns[0] if nouns else sentence[behind:end]


def same_head(one: str, other: str) -> bool:
    """Whether two heads say the same: meals and meal."""
    return is_han(one[0]) and one == other or stem(fold(one)) == stem(fold(other))
