"""A change told from a level: "rose by 5 %" and 增长5% say by how much, "rose to 41" says where it stands."""

import re

from qa.language.scripts import fold
from qa.types import Range

_UP_OR_DOWN_EN = (
    r"(?:increas\w*|rise|rises|rising|rose|risen|gr[eo]w\w*|climb\w*|gain\w*|decreas\w*|f[ae]ll\w*|drop\w*|declin\w*"
    r"|reduc\w*|cut|cuts|shrank|shrunk|up|down|chang\w+)"
)
_UP_OR_DOWN_ZH = r"(?:增长|增加|增多|上升|提高|上涨|回升|下降|减少|降低|下跌|下滑|回落|增|减|降|升|涨|跌)"
_ROUGHLY_EN = (
    r"(?:(?:by|of|about|around|nearly|some|almost|over|more than|less than|under|just|a|an|eur|usd|[$€£])\s?)*"
)
_BEFORE = re.compile(
    rf"\b{_UP_OR_DOWN_EN}\s+{_ROUGHLY_EN}$|{_UP_OR_DOWN_ZH}(?:了|约|近|超过?|逾|幅度?为?|率为?|\s)*(?:分别)?$"
    r"|(?:[增降涨跌]幅|增速|增长率)(?:为|达|约)?$"
)
_AFTER = re.compile(
    r"\s?(?:per ?cent|%|percentage points?|points?)?\s?(?:more|less|fewer|higher|lower|increase|decrease|growth|rise"
    r"|drop|decline|reduction|up|down)\b|\s?的?(?:增|降|涨|跌)幅|\s?的?增速"
)
_ASKED = re.compile(
    r"\bby (?:how (?:much|many)|what (?:percentage|percent|share|rate|amount))\b"
    r"|\bhow (?:much|many|far|fast|strongly)\b.*\b(?:did|has|have|does|do)\b.*"
    r"\b(?:grow|rise|increase|fall|drop|decline|decrease|change|climb|shrink)\w*\b"
    r"|\b(?:growth|increase|decrease|rise|decline|drop|change) (?:rate )?(?:in|of)\b|\bgrowth(?: rate)?\b"
    r"|(?:增长|增加|增多|下降|减少|降低|提高|上升|上涨|下跌|变化|[增降涨跌]幅)(?:了|率|幅度)?(?:是|为|有|约|达)?(?:多少|几|百分)"
    r"|增速|增长率|[增降涨跌]幅",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b{_UP_OR_DOWN_EN}\b|{_UP_OR_DOWN_ZH}|\b(?:growth|difference|more than|fewer|less than)\b|变化|[差超]"
)
# As far as this a change stands before its figure, in characters.
_REACH = 40


def asks_change(question: str) -> bool:
    """Whether a question asks by how much something changed."""
    return _ASKED.search(question) is not None


def names_change(text: str) -> bool:
    """Whether a text speaks of a change at all."""
    return _NAMED.search(fold(text)) is not None


def is_change(text: str, figure: Range) -> bool:
    """Whether a figure of a text, at a range of it, says by how much something changed."""
    start, end = figure
    before, after = fold(text[max(0, start - _REACH) : start]), fold(text[end : end + _REACH])
    return bool(_BEFORE.search(before) or _AFTER.match(after))
