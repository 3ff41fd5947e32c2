"""What a question counts: the terms that a sentence with its figure should hold, and the unit of that figure."""

import re
from collections.abc import Sequence

from qa.answering.meanings import PERCENT, unit_after
from qa.types import Term

_ENGLISH = re.compile(
    r"\bhow (?:many|much)\b|\bwhat (?:number|percentage|share|proportion|amount|price)\b(?: of)?|\bnumber of\b", re.I
)
# What is counted ends where English begins to say what became of it.
_ENGLISH_END = re.compile(
    r"\b(?:did|does|do|was|were|is|are|has|have|had|can|could|will|would|in|at|from|on|to|that|who|which|by|for|with"
    r"|during|there)\b|[?,.;]",
    re.I,
)
_CHINESE = re.compile(r"百分之几|多少|几(?!乎|经|何)")
_CHINESE_END = re.compile(r"[，。？?、；的了在是被]")
_LONGEST = 12
_SHARE = re.compile(r"\bwhat (?:percentage|share|proportion|percent)\b|百分之几|百分比|比例是|占比", re.I)
# Words that count anything: what they count is said elsewhere in the question.
_GENERAL = frozenset(
    ("people", "person", "persons", "many", "much", "times", "money", "total", "number")
    + ("人", "人次", "名", "个", "次", "钱", "数", "数量", "总数")
)
# Units of these are said with any answer; officials, cases and households are what is counted.
_MEASURES = frozenset(("mass", "length", "mu", "area", "yuan", "dollar", "euro", "minute", "day", "year"))
_CODE = re.compile(r"[nd]\d")
# So many terms are taken where what is counted is said only by what became of it.
_MOST_AFTER, _MOST_BEFORE = 2, 1


def counted_terms(question: str, terms: Sequence[Term]) -> tuple[str, ...]:
    """The texts of the terms that say what is counted: "problems" of "how many problems were found"; else nothing.

    Of people it is what was done to them: "fined" of "how many people were fined".
    """
    match = _ENGLISH.search(question) or _CHINESE.search(question)
    if match is None:
        return ()
    is_english = match.re is _ENGLISH
    found = (_ENGLISH_END if is_english else _CHINESE_END).search(question, match.end())
    last = found.start() if found else len(question)
    if not is_english:
        last = min(last, match.end() + _LONGEST)
    places = sorted((question.lower().find(term.text.lower()), term.text) for term in terms if _may_be_counted(term))
    inside = tuple(text for at, text in places if match.end() <= at < last)
    if inside:
        return inside
    after = tuple(text for at, text in places if at >= last)[:_MOST_AFTER]
    before = tuple(text for at, text in places if 0 <= at < match.start())[-_MOST_BEFORE:]
    return (after or before) if is_english else (before or after)


def unit_asked(question: str) -> str:
    """What the unit that a question names counts, as `Measure.counts` says it: "mass" for 多少吨; empty for none."""
    if _SHARE.search(question):
        return PERCENT
    match = _ENGLISH.search(question) or _CHINESE.search(question)
    return unit_after(question, match.end()) if match else ""


def _may_be_counted(term: Term) -> bool:
    text = term.text.lower()
    is_said_anyway = text in _GENERAL or unit_after(text, 0) in _MEASURES or _CODE.match(text) is not None
    return not term.is_place and not is_said_anyway
