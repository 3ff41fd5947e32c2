"""The answer within a sentence: the figure, date, name or place that stands nearest to what the question asks about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from qa.language import Kind, dates, figures, fold, is_han
from qa.types import Language, Range

_UNIT = re.compile(
    r"\s?(?:余|多)?(?:%|％|per ?cent\b|个百分点|元|美元|吨|公斤|千克|公里|千米|米|平方公里|平方米|亩|公顷|千瓦时?|度|小时|分钟|天|岁"
    r"|yuan\b|dollars?\b|tonnes?\b|tons?\b|km\b|kilomet(?:re|er)s?\b|met(?:re|er)s?\b|miles?\b|mu\b|hectares?\b|hours?\b|minutes?\b|days?\b|years?\b)"
)
_CLAUSE_BREAK = re.compile(r"[，；。！？：;:!?]|,(?!\d)|\.(?=\s)")
_TITLED = re.compile(r"《[^》]{2,60}》|“[^”]{2,40}”|「[^」]{2,40}」|\"[^\"]{2,60}\"")
_LATIN_NAME = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|the|de|von|van|and)\s+)?[A-Z][\w’'-]*)*")
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\\w+day)"
)
# The surnames of 97 in 100 Chinese (the hundred most frequent by the census of 2020, and some more).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤禚曲温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关"
)
_TAGS = {"person": ("nr",), "place": ("ns",)}
# How fast nearness fades, in characters; a clause's end counts as so many more.
_REACH = 14.0
_CLAUSE_DISTANCE = 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """A term of the question where it stands in a sentence, and how much it tells."""

    term: str
    place: Range
    weight: float


def find_span(
    sentence: str, *, kind: Kind, question: str, language: Language, anchors: Sequence[Anchor]
) -> Range | None:
    """The part of `sentence` that answers, or None where no candidate of the kind asked for stands in it."""
    asked = fold(question)
    candidates = [
        one
        for one in _candidates(sentence, kind, language)
        if kind == "figure" or fold(sentence[slice(*one)]) not in asked
    ]
    if kind == "figure":
        known = {figure.value for figure in figures(question)}
        candidates = [one for one in candidates if {figure.value for figure in figures(sentence[slice(*one)])} - known]
    if not candidates:
        return None
    breaks = [match.start() for match in _CLAUSE_BREAK.finditer(sentence)]
    best = max(candidates, key=lambda one: (_nearness(one, anchors, breaks), -one[0]))
    return best


def _nearness(candidate: Range, anchors: Sequence[Anchor], breaks: Sequence[int]) -> float:
    """How near the terms stand; several places of one term count once, by the nearest."""
    nearest: dict[str, float] = {}
    for anchor in anchors:
        pull = anchor.weight * exp(-_distance(candidate, anchor.place, breaks) / _REACH)
        nearest[anchor.term] = max(pull, nearest.get(anchor.term, 0.0))
    return sum(nearest.values())


def _distance(one: Range, other: Range, breaks: Sequence[int]) -> int:
    """Characters between two ranges, more where a clause ends between them; 0 where they touch."""
    first, second = sorted((one, other))
    between = max(0, second[0] - first[1])
    return between + _CLAUSE_DISTANCE * sum(first[1] <= at < second[0] for at in breaks)


def _candidates(sentence: str, kind: Kind, language: Language) -> list[Range]:
    if kind == "figure":
        return _figures(sentence)
    if kind == "date":
        return [(date.start, date.end) for date in dates(sentence)] or _years(sentence)
    if kind == "name":
        return [(match.start(), match.end()) for match in _TITLED.finditer(sentence)]
    if kind in _TAGS:
        return _tagged(sentence, _TAGS[kind]) if language == "zh" else _latin_names(sentence)
    return []


def _figures(sentence: str) -> list[Range]:
    """Numbers with the unit of a measure; not the parts of dates, nor a numeral that belongs to a Chinese word."""
    in_dates = [(date.start, date.end) for date in dates(sentence)]
    found = []
    for figure in figures(sentence):
        if any(first <= figure.start < last for first, last in in_dates) or _is_part_of_word(
            sentence, figure.start, figure.end
        ):
            continue
        unit = _UNIT.match(sentence, figure.end)
        found.append((figure.start, unit.end() if unit else figure.end))
    return found


def _is_part_of_word(sentence: str, start: int, end: int) -> bool:
    """一 in 一些, 第一 or 统一, but not 三 in 三人: a lone numeral counts only where a measure word or quote follows."""
    if end - start > 1 or not is_han(sentence[start]):
        return False
    if start and sentence[start - 1] in "第统唯单万某之同专":
        return True
    return (
        sentence[start] == "一"
        or end >= len(sentence)
        or sentence[end]
        not in "个名人件次项条期份家座年天月日种类批组支级处户场起倍位所辆台艘架部篇届成分万亿千百十大不严点度"
    )


def _years(sentence: str) -> list[Range]:
    return [(match.start(), match.end()) for match in re.finditer(r"(?<!\d)(?:1\d|20)\d{2}(?!\d)", sentence)]


def _tagged(sentence: str, tags: tuple[str, ...]) -> list[Range]:
    import rjieba

    found: list[Range] = []
    at = 0
    for word, tag in rjieba.tag(sentence):
        if tag in tags and len(word) > 1:
            if "nr" not in tags or _is_person(word):
                found.append((at, at + len(word)))
        at += len(word)
    return found + _latin_names(sentence)


def _is_person(word: str) -> bool:
    """Whether a word that is tagged as a name looks like one: a surname and one or two characters, or a foreign name."""
    return "·" in word or (len(word) <= 4 and word[0] in _SURNAMES)


def _latin_names(sentence: str) -> list[Range]:
    """Capitalised words, but for a lone one that begins the sentence, and months and days."""
    return [
        (match.start(), match.end())
        for match in _LATIN_NAME.finditer(sentence)
        if (match.start() > 0 or " " in match[0]) and not _CALENDAR.fullmatch(match[0])
    ]
