"""Which figure of a sentence is asked for, where the reader points at one beside it.

A sentence of several figures tells for each of which item, of which year, and whether it is a change or a level. The
reader finds the sentence; where its figure is surely another one than is asked for, and the figure asked for surely
stands there, the span is moved to it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answering.evidence.constraints import Words
from qa.answering.matching import Matcher
from qa.language import fold, is_han
from qa.language.changes import asks_change, is_change, names_change
from qa.language.clauses import clause_at, item_at
from qa.language.dates import YEAR
from qa.language.mentions import of_kind
from qa.language.units import PERCENT, unit_at
from qa.question.unit import unit_asked
from qa.types import Question, Range

_SHARE = re.compile(r"[%％]|per\s?cent|百分", re.IGNORECASE)
_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
# A figure of another year in brackets behind that of the report's own: "2.4 million (2022: 3.1 million)".
_YEAR_IN_BRACKETS = re.compile(rf"[(（]\s?(?:in\s)?({YEAR})年?\s?[:：为]?\s?(?=\d)")
# What parts the things that a sentence lists, each with its own figures.
_APART = re.compile(r"[;；。]")
# What may stand between a level and its change: "34.2 million, up 8.6 %", 34.2亿元，比上年增长8.6%.
_BESIDE_EN, _BESIDE_ZH = 30, 14
# Between a figure and the year that it is of nothing parts them: "31.5 million in 2023", (2022: 3.1 million).
_PARTS_YEARS = re.compile(r"[,，、;；(（]|\b(?:to|and|from|than|against)\b|[至到和与比]")
_PARTED = 100
# What a part of a whole follows, and where it ends: 264人，其中科研人员187人; "46 boats, of which 9 are eights".
_PART = re.compile(r"\b(?:of|among) (?:which|whom|them|these|those)\b|\bincluding\b|其中(?:包括)?|包括", re.IGNORECASE)
_PART_ENDS = re.compile(r"[,，;；。]|(?<!\d)\.|\.(?!\d)|\band\b", re.IGNORECASE)
# A span that is a figure in so large a part, "31.5 million dollars", is one.
_MOSTLY = 0.5


def figure_asked(question: Question, words: Words, *, is_counted: bool = True) -> Words:
    """The words with their span at the figure asked for; `is_counted` says that nothing but a figure can answer."""
    if is_counted:
        words = _of_part_asked(question, _in_item_asked(question, words))
    elif not _is_figure(words):
        return words
    return _of_year_asked(question, _of_kind_asked(question, words))


def _is_figure(words: Words) -> bool:
    """Whether a span is a figure with its unit and little else."""
    held = sum(end - start for start, end in _figures(words, words.span))
    return held >= _MOSTLY * (words.span[1] - words.span[0])


def _in_item_asked(question: Question, words: Words) -> Words:
    """The words moved to the only figure of their list whose item has a word of the question, if their own has none.

    In 4人被免职、10人被约谈, 免职几人 asks for the 4, even if the reader points at the 10.
    """
    if words.language != question.language or _holds_matter(question, words, item_at(words.text, words.span)):
        return words
    asked = [place for place in _beside(words) if _holds_matter(question, words, item_at(words.text, place))]
    return replace(words, span=asked[0]) if len(asked) == 1 else words


def _of_part_asked(question: Question, words: Words) -> Words:
    """The words moved from a whole to the part that is asked for: the only one that has a word the whole lacks."""
    text, (_, last) = words.text, words.sentence
    asked = []
    for match in _PART.finditer(text, words.span[1], last):
        end = _PART_ENDS.search(text, match.end(), last)
        part = match.end(), end.start() if end else last
        figures = _figures(words, part)
        whole, told = (Matcher(text[slice(*place)]) for place in ((words.sentence[0], match.start()), part))
        if len(figures) == 1 and any(
            told.find(term, words.language) and not whole.find(term, words.language)
            for term in question.terms
            if not term.is_place
        ):
            asked.append(figures[0])
    return replace(words, span=asked[0]) if len(asked) == 1 else words


def _beside(words: Words) -> list[Range]:
    """The figures in other items of a Chinese enumeration that count the same thing: 3人, 4人 beside 10人."""
    first, last = clause_at(words.text, words.span[0])
    own = item_at(words.text, words.span)
    counted = words.text[words.span[1] : words.span[1] + 1]
    return [
        place
        for place in _figures(words, (first, last))
        if is_han(counted or " ")
        and item_at(words.text, place) != own
        and words.text[place[1] : place[1] + 1] == counted
    ]


def _holds_matter(question: Question, words: Words, item: Range) -> bool:
    """Whether an item holds a word of the question that names no place."""
    matcher = Matcher(words.text[slice(*item)])
    return any(matcher.find(term, words.language) for term in question.terms if not term.is_place)


def _of_kind_asked(question: Question, words: Words) -> Words:
    """A change where a change is asked for, and a level where none is: the 5.4 % of 5.2万亿元、增长5.4%."""
    wants_change = asks_change(question.text)
    if not wants_change and names_change(question.text):
        return words
    wants_share = unit_asked(question.text) == PERCENT
    figures = _figures(words, words.sentence)
    at = _place_of(words.span, figures)
    if at is None:
        return words

    def fits(place: Range) -> bool:
        is_share = _SHARE.search(words.text[slice(*place)]) is not None
        if wants_change:
            return is_change(words.text, place) and (is_share or not wants_share)
        return not is_change(words.text, place) and not is_share

    inside = [place for place in figures if words.span[0] <= place[0] and place[1] <= words.span[1]]
    if len(inside) > 1 and sum(map(fits, inside)) == 1:
        return replace(words, span=next(filter(fits, inside)))
    if fits(figures[at]) or (not wants_change and not is_change(words.text, figures[at])):
        return words
    # The change follows its level.
    steps = (1, -1) if wants_change else (-1,)
    for step in steps:
        other = at + step
        if 0 <= other < len(figures) and fits(figures[other]) and _are_beside(words, figures[at], figures[other]):
            return replace(words, span=figures[other])
    return words


def _are_beside(words: Words, one: Range, other: Range) -> bool:
    between = words.text[min(one[1], other[1]) : max(one[0], other[0])]
    return len(between) <= (_BESIDE_ZH if words.language == "zh" else _BESIDE_EN) and not _APART.search(between)


def _of_year_asked(question: Question, words: Words) -> Words:
    """The figure of the year asked for where a sentence tells of several: "27.9 in 2022 and 31.5 in 2023"."""
    asked = set(_YEAR.findall(question.text))
    sentence = words.text_of_sentence
    years = [match for match in _YEAR.finditer(sentence)]
    if bracketed := _in_brackets(words, asked):
        return replace(words, span=bracketed)
    if len(asked) != 1 or not asked <= {match[0] for match in years} or len({match[0] for match in years}) == 1:
        return words
    figures = _figures(words, words.sentence)
    at = _place_of(words.span, figures)
    if at is None:
        return words
    of_year = [_year_of(words, place, figures, years) for place in figures]
    unit = unit_at(fold(words.text), *_number(words, figures[at]))[0]
    fitting = [
        place
        for place, year in zip(figures, of_year, strict=True)
        if year in asked and unit_at(fold(words.text), *_number(words, place))[0] in (unit, "")
    ]
    if of_year[at] in asked or not of_year[at] or len(fitting) != 1:
        return words
    return replace(words, span=fitting[0])


def _in_brackets(words: Words, asked: set[str]) -> Range | None:
    """The figure that stands in brackets for the year asked for, where a span is the figure before the brackets."""
    figures = _figures(words, words.sentence)
    at = _place_of(words.span, figures)
    match = _YEAR_IN_BRACKETS.search(words.text, words.sentence[0], words.sentence[1])
    if at is None or match is None or {match[1]} != asked or not words.span[1] <= match.start():
        return None
    inside = [place for place in figures[at + 1 :] if place[0] == match.end()]
    return inside[0] if inside and figures[at + 1] == inside[0] else None


def _year_of(words: Words, place: Range, figures: Sequence[Range], years: Sequence[re.Match[str]]) -> str:
    """The year that stands nearest to a figure, with no other figure between them; empty where there is none."""
    costs = []
    for match in years:
        start, end = match.start() + words.sentence[0], match.end() + words.sentence[0]
        gap = (place[1], start) if start >= place[1] else (end, place[0])
        if any(gap[0] <= other[0] < gap[1] for other in figures):
            continue
        between = words.text[slice(*gap)]
        parted = len(_PARTS_YEARS.findall(fold(between)))
        costs.append((parted * _PARTED + len(between), match[0]))
    return min(costs)[1] if costs else ""


def _figures(words: Words, place: Range) -> list[Range]:
    """The figures of a piece of the text with their units, without years."""
    first, last = place
    found = [(first + start, first + end) for start, end in of_kind(words.text[first:last], "figure", words.language)]
    return [place for place in found if not _YEAR.fullmatch(words.text[slice(*place)])]


def _number(words: Words, place: Range) -> Range:
    """A figure without the unit that its range takes in."""
    match = re.match(r"[\d.,，]*\d", words.text[slice(*place)])
    return (place[0], place[0] + match.end()) if match else place


def _place_of(span: Range, figures: Sequence[Range]) -> int | None:
    """The first figure that a span touches."""
    return next((at for at, (start, end) in enumerate(figures) if start < span[1] and span[0] < end), None)
