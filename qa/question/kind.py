"""What kind of thing a question asks for, by one table of patterns in each language."""

import re

from qa.language.mentions import Kind
from qa.language.places import place_words
from qa.language.tables import any_of

# The first pattern that is found decides, so the narrower ones stand above.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "figure",
        re.compile(
            r"\bhow (?:many|much|large|big|long|far|high|tall|old|often)\b"
            r"|\bwhat (?:number|percentage|share|proportion|figure|amount)\b|____"
        ),
    ),
    (
        "figure",
        re.compile(
            r"\bwhat (?:is|was|are|were) (?:[\w.’'-]+ ){0,7}?(?:rate|gdp|revenue|profit|income|price|population|budget"
            r"|cost|weight|height|length|width|depth|speed|temperature|concentration|output|turnover|salary)"
            r"(?: (?:of|in|for|at|on|during|per|between|last|this)\b|\s*[?(]|$)|\(in [a-z ]+\)"
        ),
    ),
    ("figure", re.compile(r"\b(?:daily output|percentage|total number|number of|population (?:of|in))\b")),
    (
        "figure",
        re.compile(r"多少|几(?!乎|经|何|[月日号]|点(?:钟|开|召|举|到))|百分之几|比例|数量|多大|多长|多高|多远|产量是"),
    ),
    (
        "date",
        re.compile(r"\bwhen\b|\b(?:what|which|on what) (?:date|day|year|month|time)\b|\bin (?:what|which) year\b"),
    ),
    ("date", re.compile(r"何时|什么时候|什么时间|哪一?[天年月日]|何年|几[月日号]|几点(?:钟|开|召|举|到)")),
    ("person", re.compile(r"\bwho\b|\bwhom\b|\bwhose\b|谁|何人|哪位|哪一?个人|是哪些人|姓名")),
    (
        "name",
        re.compile(
            r"\bwhat (?:is|was|are|were) .{0,60}\bcalled\b|\bwhat (?:is|was) the (?:name|title)\b"
            r"|叫什么|名称|什么名字|(?:哪[份个项部]?|什么)(?:文件|方案|通知|手册)"
        ),
    ),
    (
        "place",
        re.compile(
            r"\bwhere\b|(?:\b(?:which|what) |^(?:please )?(?:list|name) (?:all |every |of |the )+)"
            rf"(?:{any_of(place_words('en', 'listed', plural=True))})\b"
        ),
    ),
    (
        "place",
        re.compile(
            rf"哪里|哪儿|何地|哪个(?:{any_of(place_words('zh', 'which'))})|什么地方"
            rf"|哪些(?:{any_of(place_words('zh', 'which_several'))})"
            rf"|^(?:请)?列出.*(?:{any_of(place_words('zh', 'listed'))})[。？?]?$"
        ),
    ),
)


def kind_of(question: str) -> Kind:
    """What a question asks for: a figure, a date, a person, a place, the name of a thing, or something else."""
    lowered = question.lower()
    return next((kind for kind, pattern in _KINDS if pattern.search(lowered)), "other")
