"""Words that turn what a sentence says: not, more than, about, rose, planned, deputy. None may be added or lost."""

import re
from dataclasses import dataclass

from qa.language import detect, fold
from qa.types import Language, Range


@dataclass(frozen=True, slots=True)
class Sign:
    """`says` finds a plain use of the sign; `may_say` also finds what only might be one, in either language."""

    name: str
    says: re.Pattern[str]
    may_say: re.Pattern[str]


def _sign(name: str, says: str, may_say: str = "") -> Sign:
    return Sign(name, re.compile(says), re.compile(f"{says}|{may_say}" if may_say else says))


# What turns a whole clause.
OF_CLAUSES = (
    _sign(
        "not",
        r"不(?![仅但断少过同久足到得低超力良当等一只符明幸]|低于|少于|超过)|没有|没(?![收落])|未(?!来)|(?<![毫])无(?![锡论数])|并非|从未|禁止"
        r"|\b(?:not|no|never|none|nobody|nothing|without|neither|nor|cannot|failed|refused|denied)\b|n['’]t\b",
        r"拒绝|否认|免于|失败|非(?![常法洲])|\b(?:unable|fail\w*|lack\w*)\b",
    ),
    _sign(
        "planned",
        r"计划(?!生育)|预计|力争|有望|拟(?=[在投建])|可能"
        r"|\b(?:plans? to|planned|expect(?:s|ed)?|will|would|might|propose[sd]?)\b",
        r"将|拟|规划|目标|要|\bplans?\b",
    ),
    _sign("average", r"平均|人均|户均|\baverage", r"均|每|\b(?:per|each|every)\b"),
    _sign("only", r"仅(?!仅)|只有|\bonly\b", r"只|仅|唯"),
    _sign("deputy", r"副(?=[省市县区书主局组部处院校会总秘])|\b(?:deputy|vice)\b", r"副"),
    _sign("former", r"原(?=[省市县区书主局组部处院校会总副党])|(?<!提)前任|\bformer(?:ly)?\b", r"原|曾|前"),
)
# What turns the figure beside it.
OF_FIGURES = (
    _sign(
        "over",
        r"(?<!不)超过|(?<!不)超(?=\d)|逾|多于|高于|不少于|不低于|至少|以上|(?<=[\d十百千万亿])[余多](?!数)"
        r"|\b(?:more than|over|exceed\w*|above|at least|no(?:t)? (?:less|fewer) than)\b",
    ),
    _sign(
        "under",
        r"不足|(?<!不)少于|(?<!不)低于|不到|以下|不超过|至多"
        r"|\b(?:(?<!not )(?<!no )(?:less|fewer) than|under|below|at most|not? more than)\b",
    ),
    _sign("about", r"大?约|近(?=\d)|左右|\b(?:about|around|nearly|approximately|almost|some(?= \d))\b"),
    _sign("up", r"增长|增加|上升|提高|上涨|新增|\b(?:increas\w+|rise|rises|rising|rose|risen|gr[eo]w\w*|climb\w*)\b"),
    _sign("down", r"下降|减少|降低|下跌|下滑|\b(?:decreas\w+|f[ae]ll|fallen|falling|drop\w*|declin\w+|reduc\w+|cut)\b"),
)
# How far from its figure such a word may stand, before and after it, in characters of each script.
_REACH: dict[Language, Range] = {"zh": (7, 5), "en": (26, 14)}
_MONTH = re.compile(
    r"january|february|march|april|may|june|july|august|september|october|november|december|年|月|日|\d*[年月日]+"
)
CLAUSE_END = re.compile(r"[，；。！？：;:!?]|,(?!\d)|\.(?=\s|$)|\s(?:and|while|but|whereas)\s|而(?!且)|\n")


def clauses(text: str) -> list[Range]:
    """The ranges between commas, semicolons, stops and conjunctions, from left to right."""
    found, start = [], 0
    for match in CLAUSE_END.finditer(fold(text)):
        found.append((start, match.start()))
        start = match.end()
    return [(first, last) for first, last in [*found, (start, len(text))] if text[first:last].strip()]


def clause_at(text: str, at: int) -> Range:
    """The clause in which a character stands."""
    return next((one for one in clauses(text) if one[0] <= at < one[1]), (0, len(text)))


def signs_of_figure(text: str, start: int, end: int) -> frozenset[str]:
    """The names of the signs that turn the figure at `start` to `end`, within its clause."""
    first, last = clause_at(text, start)
    before, after = _REACH[detect(text[first:last])]
    near = fold(text[max(first, start - before) : min(max(last, end), end + after)])
    return frozenset(sign.name for sign in OF_FIGURES if sign.says.search(near))


def is_apart(word: str) -> bool:
    """Whether a word is a sign or a month's name, so that other checks compare it."""
    word = fold(word)
    return bool(_MONTH.fullmatch(word)) or any(sign.says.fullmatch(word) for sign in (*OF_CLAUSES, *OF_FIGURES))


def tells_rank(text: str) -> bool:
    """Whether a text tells a deputy or a former holder of an office from the present one."""
    return any(sign.says.search(fold(text)) for sign in OF_CLAUSES if sign.name in ("deputy", "former"))


def negations(text: str) -> int:
    """How often a text says not."""
    return len(OF_CLAUSES[0].says.findall(fold(text)))


def changed_signs(sentence: str, quote: str, said: str) -> list[str]:
    """The signs that a sentence adds to a quote, or loses of the part `said` of it that it repeats."""
    sentence, quote, said = fold(sentence), fold(quote), fold(said)
    added = [one.name for one in OF_CLAUSES if one.says.search(sentence) and not one.may_say.search(quote)]
    lost = [one.name for one in OF_CLAUSES if one.says.search(said) and not one.may_say.search(sentence)]
    return added + lost
