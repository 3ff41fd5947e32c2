"""What a question wants: a fact, a list, an overview, a summary, a comparison, something of the documents, or talk.

The rows of `data/intents.tsv` say it by grammar. Where they are not sure, a question wants a fact, which is refused
unless a sentence says it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from qa.language.places import place_words, plural_place_words
from qa.language.tables import Row, any_of, table
from qa.question.subject import named_in

Kind = Literal["fact", "list", "explanation", "overview", "summary", "comparison", "about", "talk"]


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question with its parts.

    `topic` is what an overview, a summary or a question about documents is on, empty where it is on all of them.
    `asked` is the column of that name in `data/intents.tsv`, or "greeting". `sides` are the names of a comparison, each
    with the topic to look for. `length` is how much is wanted: "short", "usual", "long", or a number of sentences.
    """

    kind: Kind
    topic: str = ""
    asked: str = ""
    sides: tuple[tuple[str, str], ...] = ()
    length: str = "usual"


_DATA = Path(__file__).parent / "data"
_DOCUMENT_EN = (
    "(?:report|document|briefing|article|text|paper|file|story|memo|minutes|contract|manual|handbook|notice|letter"
    "|policy|guide|guidelines|agreement|announcement|bulletin|statement|release|regulations|leaflet|sheet)"
)
_DOCUMENTS_EN = "(?:reports|documents|briefings|articles|texts|papers|files|stories|sources)"
_DOCUMENT_ZH = (
    "(?:工作报告|报告|文档|文章|简报|报道|文件|新闻|通讯|材料|通知|公告|合同|手册|会议记录|纪要|资料|稿件|稿子)"
)
_ITS = (
    rf"(?:(?:the|this|that|our|your) )?(?:(?!of\b)[\w'’.-]+ ){{0,6}}?{_DOCUMENT_EN}"
    r"(?: (?:on|about|of|from|for|by) .+?)?"
)
_POLITE = (
    "(?:(?:please|kindly|now)[, ]+|(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |let me "
    "|请问|麻烦|请你|请您|请|帮我|给我|能不能|能否|可否|你|您|再)*"
)
_PLURALS = any_of(
    [
        *plural_place_words("wanted"),
        "departments|companies|hospitals|stations|sites|people|officials|leaders|ports|schools|names|banks|members"
        "|countries|products|teams|units|places|persons|organi[sz]ations|institutions|courses|projects|offices",
    ]
)
_PLACEHOLDERS = {
    "{document}": _DOCUMENT_ZH,
    "{documents}": _DOCUMENTS_EN,
    "{its}": _ITS,
    "{polite}": _POLITE,
    "{plurals}": _PLURALS,
    "{wanted_list}": any_of(place_words("zh", "wanted_list")),
    "{wanted_few}": any_of(place_words("zh", "wanted_few")),
}
_GREETING = re.compile(
    r"^(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)"
    r"|你好|您好|你们好|大家好|嗨|哈喽|早上好|上午好|中午好|下午好|晚上好|早安)(?![a-z])"
    r"(?:[, ]*(?:there|all|everyone|wenju|问据|啊|呀|吗))*[\s,.!，。！~～、]*",
    re.IGNORECASE,
)
# What a topic is wrapped in: "the report on Jilin", 吉林的报告.
_WRAP_EN = re.compile(
    r"^(?:for me\s+)?(?:(?:the|this|that|our|your)\s+)?(?:(?:whole|entire|full|chinese|english|latest)\s+)*"
    rf"{_DOCUMENT_EN}\s+(?:on|about|of|from|called|titled|for|by)\s+(?:the\s+)?|^(?:for me\s+)?the\s+",
    re.IGNORECASE,
)
_BARE_EN = re.compile(rf"(?:(?:the|this|that|it|your|our)\s*)?(?:{_DOCUMENT_EN})?", re.IGNORECASE)
_END_EN = re.compile(rf"(?:['’]s)?\s+{_DOCUMENT_EN}$", re.IGNORECASE)
_WRAP_ZH = re.compile(
    rf"^(?:关于|有关|这份|那份|这篇|那篇)|(?:的|这份|那份|这篇|那篇)*{_DOCUMENT_ZH}?(?:的?(?:主要)?(?:内容|情况|要点))?[。？?！!]*$"
)
_ALL = re.compile(
    rf"^(?:(?:all|each|every)?\s*(?:of\s+)?(?:the|these|those|your|my)?\s*(?:{_DOCUMENTS_EN}|(?:whole )?collection)"
    rf"|everything|all|(?:所有|全部|这些|整个)(?:的)?(?:{_DOCUMENT_ZH}|集合|内容)?)$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(
    r"\bin (?P<en>one|two|three|four|five|six|\d{1,2}) sentences?\b|用(?P<zh>[一两二三四五六]|\d{1,2})(?:句话?|个句子)",
    re.I,
)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "一": 1, "两": 2, "二": 2, "三": 3} | (
    {"四": 4, "五": 5, "六": 6}
)
_LENGTHS = {
    "short": re.compile(r"\b(?:briefly|in short|in a nutshell|short(?:ly)?)\b|简单|简短|简要", re.I),
    "long": re.compile(r"\bin (?:more )?detail\b|\bdetailed\b|\bthoroughly\b|详细|详尽|具体", re.I),
}
# A difference of figures is worked out, not told in words.
_FIGURES = re.compile(r"\b(?:number|amount|how many|how much|figures?)\b|多少|几|数量|人数", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_END = " \n?？.。!！~～"


@cache
def _rows() -> tuple[tuple[Row, re.Pattern[str]], ...]:
    return tuple((row, pattern_of(row)) for row in table("intents", _DATA))


def pattern_of(row: Row) -> re.Pattern[str]:
    """The pattern of a row of `data/intents.tsv`, with what its words in braces stand for."""
    pattern = row["pattern"]
    for name, words in _PLACEHOLDERS.items():
        pattern = pattern.replace(name, words)
    return re.compile(pattern, re.IGNORECASE)


def without_greeting(question: str) -> str:
    """A question without the greeting before it; the whole where there is nothing else."""
    return _GREETING.sub("", question, count=1).strip() or question


def intent_of(question: str) -> Intent:
    """What a question wants; most want a fact."""
    text = question.strip().strip(_END).strip()
    if _GREETING.fullmatch(text):
        return Intent("talk", asked="greeting")
    for row, pattern in _rows():
        match = pattern.search(text)
        if match and not (row["kind"] == "comparison" and _FIGURES.search(text)):
            return _of(row, match, text)
    return Intent("fact")


def _of(row: Row, match: re.Match[str], text: str) -> Intent:
    kind, topic = cast("Kind", row["kind"]), _group(match, "topic")
    match kind:
        case "about":
            return Intent(kind, _unwrapped(topic), row["asked"])
        case "summary":
            plain = _without_length(topic)
            return Intent(kind, "" if _ALL.match(plain) else _unwrapped(plain) or plain, length=_length(text))
        case "comparison":
            return Intent(kind, sides=_sides(match, is_chinese=bool(_HAN.search(text))))
        case "overview":
            return Intent(kind, _without_length(topic) or topic, row["asked"], length=_length(text))
        case _:
            return Intent(kind, text, row["asked"])


def _without_length(topic: str) -> str:
    """A topic without the words for how much is wanted of it."""
    for pattern in (_SENTENCES, *_LENGTHS.values()):
        topic = pattern.sub("", topic)
    return topic.strip(" ,，")


def _group(match: re.Match[str], begins: str) -> str:
    """The words of the first group that matched of those whose names begin so."""
    found = (value for name, value in match.groupdict().items() if re.fullmatch(rf"{begins}\d?", name) and value)
    return next(found, "").strip(" ,，")


def _sides(match: re.Match[str], *, is_chinese: bool) -> tuple[tuple[str, str], ...]:
    """The name of each side, and what is looked for of it."""
    shared = _group(match, "do") or _group(match, "what")
    names = (_group(match, "a"), _group(match, "b"))
    if is_chinese and (verb := _behind_name(names[1])):
        # 四平和延边州发现的问题: what they did belongs to both.
        names = (names[0], names[1].removesuffix(verb))
        shared = "的".join(filter(None, [verb, shared]))
    joined = "的" if is_chinese else " "
    return tuple((name, joined.join(filter(None, [name, shared]))) for name in names)


def _behind_name(words: str) -> str:
    """What stands behind the name at the beginning of some Chinese words; empty where they begin with none."""
    ends = [end for start, end in named_in(words) if start == 0]
    return words[max(ends) :] if ends else ""


def _unwrapped(topic: str) -> str:
    """What a document is about, without the words for the document itself; empty where it is only called so."""
    words = topic.strip(" ,，")
    if _HAN.search(words):
        return _WRAP_ZH.sub("", words).strip()
    if _BARE_EN.fullmatch(words):
        return ""
    return _END_EN.sub("", _WRAP_EN.sub("", words)).strip()


def _length(text: str) -> str:
    if match := _SENTENCES.search(text):
        number = (match["en"] or match["zh"]).lower()
        return str(_COUNTS.get(number, number))
    return next((name for name, pattern in _LENGTHS.items() if pattern.search(text)), "usual")
