"""How much a question wants: one thing, a list, an explanation, or a summary of a document."""

import re
from typing import Literal

from qa.language.places import place_words, plural_place_words
from qa.language.tables import any_of

Wanted = Literal["one", "list", "explanation", "summary"]

_PLURALS = any_of(
    [
        *plural_place_words("wanted"),
        "departments|companies|hospitals|stations|sites|people|officials|leaders|ports",
    ]
)
_SUMMARY_EN = re.compile(
    r"^(?:please\s+|can you\s+|could you\s+)?(?:summari[sz]e|sum up|give (?:me )?(?:a |an )?(?:short |brief )?"
    r"(?:summary|overview)(?: of)?|(?:what is|what's) (?:a|the) summary of)\s+(?P<topic>.+)",
    re.IGNORECASE,
)
_SUMMARY_ZH = re.compile(
    r"^(?:请|帮我|请帮我)?(?:概括|总结|归纳|概述|简述|摘要)(?:一下|下)?(?P<topic>.+)|^(?P<topic2>.+?)(?:讲|说|写)了(?:些)?什么[？?]?$"
)
_LIST = re.compile(
    rf"\b(?:which|what)\s+(?:\w+\s+)?(?:{_PLURALS})\b|^(?:please\s+)?(?:list|name)\s+(?:all\s+|the\s+|every\s+)"
    rf"|哪些(?:{any_of(place_words('zh', 'wanted_list'))}|单位|企业|公司|医院|部门|人|干部|火车站|车站|场所)"
    rf"|哪几个(?:{any_of(place_words('zh', 'wanted_few'))}|单位|人)"
    r"|^(?:请)?列出",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(
    r"^(?:and\s+|so\s+)?(?:why\b|for what reason|how (?:did|do|does|was|were|is|are|can)\b)"
    r"|为什么|为何|什么原因|怎么|怎样|如何",
    re.I,
)
# What a topic is wrapped in: "the report on Jilin", 吉林的报告.
_WRAP_EN = re.compile(
    r"^(?:for me\s+)?(?:the\s+|this\s+)?(?:whole\s+|chinese\s+|english\s+)?"
    r"(?:report|document|briefing|article|text|file|story)\s+(?:on|about|of|from|called)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_WRAP_ZH = re.compile(
    r"^(?:关于|有关)|(?:的|这份|那份|这篇|那篇)*(?:报告|文档|文章|简报|报道|材料|内容|情况)?(?:的?内容)?[。？?！!]*$"
)


def wanted(question: str) -> Wanted:
    """What a question wants; most want one thing."""
    if summary_topic(question):
        return "summary"
    if _LIST.search(question):
        return "list"
    return "explanation" if _EXPLANATION.search(question.strip()) else "one"


def summary_topic(question: str) -> str:
    """What a document is about that a question wants summarised; empty where it wants no summary."""
    text = question.strip(" \n?？.。!！")
    if english := _SUMMARY_EN.match(text):
        return _WRAP_EN.sub("", english["topic"]).strip()
    if chinese := _SUMMARY_ZH.match(text):
        topic = chinese["topic"] or (chinese["topic2"] if re.search("报告|文档|文章|简报|报道|材料", text) else "")
        return _WRAP_ZH.sub("", topic or "").strip()
    return ""
