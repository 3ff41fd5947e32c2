"""Sentences changed by code, so that each says something else than before: what a check must never let through."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import rjieba

from qa.language import dates, figures
from qa.types import Language, Range

PLACES: dict[Language, tuple[str, ...]] = {"zh": ("哈密", "贵阳", "三亚"), "en": ("Guiyang", "Hami", "Sanya")}
PERSONS: dict[Language, tuple[str, ...]] = {"zh": ("欧阳震华", "司马光远"), "en": ("Ouyang Zhenhua",)}
UNITS: dict[Language, dict[str, str]] = {
    "zh": {
        "人": "吨",
        "名": "公里",
        "个": "元",
        "件": "人",
        "元": "美元",
        "吨": "公斤",
        "起": "户",
        "次": "亩",
        "万": "亿",
    },
    "en": {"people": "tonnes", "cases": "people", "yuan": "dollars", "tonnes": "kilograms", "officials": "hectares"},
}
SIGNS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("超过", "不足"), ("增长", "下降"), ("以上", "以下"), ("上升", "下降"), ("余", "")),
    "en": (("more than", "fewer than"), ("over ", "under "), ("rose", "fell"), ("about ", ""), ("nearly ", "")),
}
_NEGATION = {"zh": re.compile(r"没有|未(?!来)|不得"), "en": re.compile(r"\b(?:not|no|never|without)\b ?")}
_VERB_EN = re.compile(r"\b(?:was|were|is|are|had|has|have)\b")
_DIGITS = re.compile(r"\d+")
_NAME_EN = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?(?= |,|\.)")
_MONTH = re.compile(r"\d{1,2}(?=月)|\b(?:January|March|April|May|June|July|August|September|October|December)\b")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed sentence beside the one it was made of."""

    kind: str
    text: str
    original: str


def mutants(sentence: str, language: Language) -> Iterator[Mutant]:
    """Every change of a sentence that makes it say something else."""
    makers: dict[str, Callable[[str, Language], Iterator[str]]] = {
        "figure": _figures,
        "place": _places,
        "person": _persons,
        "negation added": _negation_added,
        "negation lost": _negation_lost,
        "unit": _units,
        "date": _months,
        "comparison": _signs,
    }
    for kind, make in makers.items():
        for text in make(sentence, language):
            if text != sentence:
                yield Mutant(kind, text, sentence)


def _replaced(text: str, place: Range, new: str) -> str:
    return text[: place[0]] + new + text[place[1] :]


def _figures(text: str, language: Language) -> Iterator[str]:
    """Each number in digits, one more than it was; a change within a date is another mutant."""
    in_dates = [(one.start, one.end) for one in dates(text)]
    for one in figures(text):
        match = _DIGITS.match(text, one.start)
        if match and not any(first <= one.start < last for first, last in in_dates):
            yield _replaced(text, match.span(), str(int(match[0]) + 1))


def _tagged(text: str, tag: str) -> Iterator[Range]:
    at = 0
    for word, found in rjieba.tag(text):
        if found == tag and len(word) > 1:
            yield at, at + len(word)
        at += len(word)


def _places(text: str, language: Language) -> Iterator[str]:
    places = list(_tagged(text, "ns")) if language == "zh" else [one.span() for one in _NAME_EN.finditer(text)]
    for place in places:
        yield from (_replaced(text, place, other) for other in PLACES[language][:2] if other not in text)


def _persons(text: str, language: Language) -> Iterator[str]:
    if language == "zh":
        for place in _tagged(text, "nr"):
            yield from (_replaced(text, place, other) for other in PERSONS[language])


def _negation_added(text: str, language: Language) -> Iterator[str]:
    if language == "en":
        yield from (_replaced(text, (one.end(), one.end()), " not") for one in _VERB_EN.finditer(text))
        return
    verbs = [place for place in _tagged(text, "v") if text[place[0] - 1 : place[0]] not in ("不", "未", "没")]
    yield from (_replaced(text, (start, start), "没有") for start, _ in verbs[:2])


def _negation_lost(text: str, language: Language) -> Iterator[str]:
    matches = list(_NEGATION[language].finditer(text))
    if len(matches) == 1:
        yield _replaced(text, matches[0].span(), "")


def _units(text: str, language: Language) -> Iterator[str]:
    in_dates = [(one.start, one.end) for one in dates(text)]
    for one in figures(text):
        if any(first <= one.start < last for first, last in in_dates) or one.percent:
            continue
        for old, new in UNITS[language].items():
            at = one.end + (language == "en")
            if text.startswith(old, at) and _DIGITS.match(text, one.start):
                yield _replaced(text, (at, at + len(old)), new)


def _months(text: str, language: Language) -> Iterator[str]:
    for match in _MONTH.finditer(text):
        if not any(one.start <= match.start() < one.end for one in dates(text)):
            continue
        yield _replaced(text, match.span(), str(int(match[0]) % 12 + 1) if match[0].isdecimal() else "November")


def _signs(text: str, language: Language) -> Iterator[str]:
    for old, new in SIGNS[language]:
        for one in figures(text):
            near = text.find(old, max(0, one.start - 12), one.end + 3)
            if near >= 0:
                yield _replaced(text, (near, near + len(old)), new)
                break
