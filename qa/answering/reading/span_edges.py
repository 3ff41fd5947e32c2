"""From the span that the reader points at to what a person would mark: whole figures, dates, words, names and titles.

The rules follow counts over recorded answers (XQuAD's articles for training, CMRC 2018, DRCD): a year takes its 年
with it and a title its 《》, quotation marks stay out as often as in, a hyphenated word may be halved, and an article
("the") is as often in as out, so it stays as the reader has it.
"""

import re
from collections.abc import Iterator

from qa.answering.reading.windows import whole_characters
from qa.language import cut_chinese, dates, is_han
from qa.language.dates import HAN_YEAR
from qa.language.measure_words import measure_words
from qa.language.mentions import Kind, of_kind
from qa.language.punctuation import CLAUSE_MARKS, COMMA
from qa.language.units import CURRENCY_SIGNS, unit_forms
from qa.types import Language, Range

# Looked at on both sides of a span: more than a name or a figure is long.
_AROUND = 80
# Letters of the scripts that part words by spaces, and digits; hyphen and apostrophe part words too.
_WORD = re.compile("[0-9A-Za-z\u00c0-\u024f\u0300-\u04ff\u1e00-\u1eff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_TITLE = re.compile(r"《[^《》]{1,60}》")
_YEAR = re.compile(rf"(?<!\d)(?:\d{{1,4}}|{HAN_YEAR})\s?(?:年代?|世纪)|(?<!\d)\d{{4}}(?!\d)")
_CURRENCY = re.compile(rf"(?:US|A|HK)?[{CURRENCY_SIGNS}]\s?$")
# Units that recorded answers leave out as often as not.
_UNIT_NOT_ADDED = re.compile(rf"\s?(?:{unit_forms('optional')})$")
# A foreign name in parts, as 约翰·埃尔韦, and what the segmenter glues to the end of one.
_DOTS = "·‧・"
_GLUED = "以说是在和与为的了"
_NAMED: tuple[Kind, ...] = ("person", "place", "name", "other")

_CLAUSE_END = re.compile(rf"[{CLAUSE_MARKS}（(]|{COMMA}")
_COUNTED = re.compile(
    rf"(?<=[0-9〇零一二三四五六七八九十百千万亿余多])\s?(?:[{measure_words('unmarked')}]|people|persons)$"
)
_EDGE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\ufffd,;:!?，。、；：！？…—–·‧・|]")
_FULL_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[JS]r)(?<!\bCo)(?<!\bInc)(?<!\bLtd)\.$")
_CLOSERS = dict(zip("(（[【《〈“‘「『", ")）]】》〉”’」』", strict=True))
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
# Small words at an edge that an answer of the kind never needs.
_BEFORE: dict[Kind, str] = {
    "figure": "于是为在",
    "date": "于是为在",
    "place": "于是在",
    "name": "是为",
    "person": "是由",
}
_AFTER = "的了"


def refine(text: str, span: Range, kind: Kind, language: Language) -> Range:
    """`span` of `text` as whole figures, dates, words, names and titles, without loose marks at its ends.

    Where nothing but marks would be left, the span stays as it is.
    """
    offset = max(0, span[0] - _AROUND)
    near = whole_characters(text[offset : span[1] + _AROUND])
    inner = _without_edges(near, (span[0] - offset, span[1] - offset))
    if inner[0] == inner[1]:
        return span
    whole = _balanced(near, _grown(near, inner, kind, language))
    if kind == "figure":
        whole = _one_figure(near, whole, language)
    start, end = _without_edges(near, _without_small_words(near, whole, kind))
    return (start + offset, end + offset) if start < end else span


def _one_figure(near: str, span: Range, language: Language) -> Range:
    """Of a span that holds a figure, what reaches up to the end of its clause: 484 of 484人（含…）.

    A bare counting word that the question has already said is left out; others, as 次 in 136次, are as often marked.
    """
    clause_ends = (match.start() for match in _CLAUSE_END.finditer(near, *span))
    end = next((at for at in clause_ends if of_kind(near[span[0] : at], "figure", language)), span[1])
    counted = _COUNTED.search(near, span[0], end)
    return span[0], counted.start() if counted else end


def _grown(near: str, span: Range, kind: Kind, language: Language) -> Range:
    """`span` with all of what it cuts through; what was added may itself cut through something, so twice."""
    start, end = span
    for _ in range(2):
        for first, last in list(_wholes(near, (start, end), kind, language)):
            if first < end and start < last:
                start, end = min(start, first), max(end, last)
    return start, end


def _wholes(near: str, span: Range, kind: Kind, language: Language) -> Iterator[Range]:
    """The ranges that an answer holds as a whole or not at all, where they are near the span."""
    for pattern in (_WORD, _TITLE):
        yield from (match.span() for match in pattern.finditer(near))
    yield from _whole_figures(near, span, language)
    yield from _whole_dates(near, span)
    yield from _whole_dotted_name(near, span)
    if language == "zh" and kind in _NAMED:
        yield from _whole_names(near)


def _whole_names(near: str) -> Iterator[Range]:
    """Chinese names of persons and places, as the segmenter knows them."""
    for start, end in (*of_kind(near, "person", "zh"), *of_kind(near, "place", "zh")):
        if is_han(near[start]):
            yield start, start + len(near[start:end].rstrip(_GLUED))


def _whole_figures(near: str, span: Range, language: Language) -> Iterator[Range]:
    for start, end in of_kind(near, "figure", language):
        currency = _CURRENCY.search(near, max(0, start - 4), start)
        unit = _UNIT_NOT_ADDED.search(near, start, end)
        yield currency.start() if currency else start, unit.start() if unit and span[1] <= unit.start() else end


def _whole_dates(near: str, span: Range) -> Iterator[Range]:
    """Years, and dates of which more than the year is marked: 2009年 of 2009年8月3日 is an answer, 3日 is half."""
    years = [match.span() for match in _YEAR.finditer(near)]
    yield from years
    for date in dates(near):
        marked = max(span[0], date.start), min(span[1], date.end)
        if not any(first <= marked[0] and marked[1] <= last for first, last in years):
            yield date.start, date.end


def _whole_dotted_name(near: str, span: Range) -> Iterator[Range]:
    """The neighbouring parts of a foreign name that is marked up to a dot."""
    start, end = span
    while start > 1 and near[start - 1] in _DOTS:
        start -= 1 + len(cut_chinese(near[: start - 1])[-1])
    while end < len(near) - 1 and near[end] in _DOTS:
        word = cut_chinese(near[end + 1 :])[0]
        end += 1 + max(1, len(word.rstrip(_GLUED)))
    yield start, end


def _balanced(near: str, span: Range) -> Range:
    """`span` up to a bracket or quotation mark that it opens without closing it, or closes without opening it."""
    start, end = span
    opened: list[int] = []
    for at in range(start, end):
        if near[at] in _CLOSERS:
            opened.append(at)
        elif opened and near[at] == _CLOSERS[near[opened[-1]]]:
            opened.pop()
        elif at == end - 1 and near[at] in _OPENERS:
            end = at
    if opened and opened[0] == start:
        return start + 1, end
    if opened and near[end : end + 1] == _CLOSERS[near[opened[0]]]:
        return start, end + 1
    return start, opened[0] if opened else end


def _without_small_words(near: str, span: Range, kind: Kind) -> Range:
    start, end = span
    if kind == "other":
        return span
    if end - start > 1 and near[start] in _BEFORE[kind]:
        start += 1
    if end - start > 1 and near[end - 1] in _AFTER:
        end -= 1
    return start, end


def _without_edges(near: str, span: Range) -> Range:
    """`span` without spaces and punctuation at its ends, and without one of a pair of straight quotation marks."""
    start, end = span
    while start < end and _EDGE.match(near[start]):
        start += 1
    while start < end and (_EDGE.match(near[end - 1]) or _FULL_STOP.search(near, start, end)):
        end -= 1
    if near.count('"', start, end) % 2:
        start += near.startswith('"', start)
        end -= start < end and near.endswith('"', start, end) and near.count('"', start, end) % 2
    return start, end
