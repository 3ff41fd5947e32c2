"""Everything of one kind that stands in a sentence: its figures, dates, persons, places or titles."""

import re
from collections.abc import Sequence
from typing import Literal

from qa.language.dates import MONTH, YEAR_FROM_1000, dates
from qa.language.measure_words import measure_words
from qa.language.numbers import figures
from qa.language.scripts import is_han
from qa.language.units import unit_forms
from qa.types import Language, Range

Kind = Literal["figure", "date", "person", "place", "name", "other"]

_UNIT = re.compile(rf"\s?(?:余|多)?(?:{unit_forms('span')})")
# After a lone Chinese numeral these show that it counts something.
_COUNTED_BEFORE = frozenset(measure_words("numeral"))
# 30 in 7月29日至30日, which names its month only once.
_DATES_GO_ON = ("日", "月", "号")
_NOT_A_NUMBER_AFTER = frozenset("第统唯单万某之同专")
_TITLED = re.compile(r"《[^》]{2,60}》|“[^”]{2,40}”|「[^」]{2,40}」|\"[^\"]{2,60}\"")
_YEAR = re.compile(rf"(?<!\d){YEAR_FROM_1000}(?!\d)")
_NAME_PART = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ0-9’'-]*"
_LATIN_NAME = re.compile(rf"(?<![A-Za-z]){_NAME_PART}(?:\s+(?:(?:of|the|de|von|van|and)\s+)?{_NAME_PART})*")
_CALENDAR = re.compile(rf"(?:{MONTH}|\w+day)")
# The hundred most frequent surnames of the census of 2020, and some more.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏"
    "韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤禚曲温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关"
)
_TAG = {"person": "nr", "place": "ns"}


def of_kind(sentence: str, kind: Kind, language: Language) -> list[Range]:
    """The ranges of what could answer a question of that kind; nothing for a kind without a form of its own."""
    if kind == "figure":
        return _figures(sentence)
    if kind == "date":
        return [(date.start, date.end) for date in dates(sentence)] or _matches(_YEAR, sentence)
    if kind == "name":
        return _matches(_TITLED, sentence)
    if kind in _TAG:
        return (_tagged(sentence, _TAG[kind]) if language == "zh" else []) + _latin_names(sentence)
    return []


def is_elsewhere(sentence: str, asked: Sequence[Sequence[Range]]) -> bool:
    """Whether a sentence names places in Chinese, but none of those asked for; `asked` is where each stands in it."""
    return bool(asked) and not any(asked) and bool(_tagged(sentence, _TAG["place"]))


def _figures(sentence: str) -> list[Range]:
    """Numbers with the unit of a measure; not the parts of dates, nor a numeral that belongs to a Chinese word."""
    in_dates = [(date.start, date.end) for date in dates(sentence)]
    found = []
    for figure in figures(sentence):
        is_in_date = (
            any(first <= figure.start < last for first, last in in_dates) or sentence[figure.end :][:1] in _DATES_GO_ON
        )
        if not is_in_date and not _is_part_of_word(sentence, figure.start, figure.end):
            unit = _UNIT.match(sentence, figure.end)
            found.append((figure.start, unit.end() if unit else figure.end))
    return found


def _is_part_of_word(sentence: str, start: int, end: int) -> bool:
    """一 in 一些, 第一 or 统一, but not 三 in 三人: a lone Chinese numeral counts only before a measure word."""
    if end - start > 1 or not is_han(sentence[start]):
        return False
    if sentence[start] == "一" or (start and sentence[start - 1] in _NOT_A_NUMBER_AFTER):
        return True
    return end >= len(sentence) or sentence[end] not in _COUNTED_BEFORE


def _tagged(sentence: str, wanted: str) -> list[Range]:
    """Words that the segmenter's dictionary tags as a person (nr) or a place (ns)."""
    import rjieba

    found: list[Range] = []
    at = 0
    for word, tag in rjieba.tag(sentence):
        if tag == wanted and len(word) > 1 and (wanted != "nr" or _is_person(word)):
            found.append((at, at + len(word)))
        at += len(word)
    return found


def _is_person(word: str) -> bool:
    """Whether a word that is tagged as a name looks like one: a surname and a given name, or a foreign name."""
    return "·" in word or (len(word) <= 4 and word[0] in _SURNAMES)


def _latin_names(sentence: str) -> list[Range]:
    """Capitalised words, but for a lone one that begins the sentence, and months and days."""
    return [
        (match.start(), match.end())
        for match in _LATIN_NAME.finditer(sentence)
        if (match.start() > 0 or " " in match[0]) and not _CALENDAR.fullmatch(match[0])
    ]


def _matches(pattern: re.Pattern[str], text: str) -> list[Range]:
    return [(match.start(), match.end()) for match in pattern.finditer(text)]
