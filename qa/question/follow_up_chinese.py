"""A Chinese follow-up to a question that stands alone: 那长春呢, 其中多少人被免职, 该市有多少场所."""

import re

from qa.language.chinese_names import counted_set, first_name, head, institution, name_ranges
from qa.language.dates import YEAR, dates
from qa.language.measure_words import measure_words
from qa.language.places import Places, place_words
from qa.language.tables import any_of
from qa.question.follow_up import Context
from qa.question.parts import with_lead

_OPENING = re.compile(r"^(?:那么|那(?![里儿边个些年])|还有|另外|此外|同时|再问一下|请问)[，, ]*")
_AND_THIS = re.compile(r"^(?P<what>[^？?呢]{1,24})呢[？?。!！ ]*$")
_HOW_MANY = re.compile(rf"^(?P<what>[^？?]{{2,12}}?)(?:有|是)?(?:多少|几)[{measure_words('lone')}]?[？?。 ]*$")
_ASKS = re.compile(r"多少|几(?!乎)|谁|何时|何地|什么|哪|怎么|怎样|为何|为什么")
_ASKED = re.compile(rf"(?:多少|几)[{measure_words('asked')}]?人?")
_PRONOUN = re.compile(
    r"(?P<set>^其中的?[，,]?)|(?P<they>他们|她们|它们)|(?P<person>(?<!其)[他她](?!们|人|国|乡|处))|(?P<it>它(?!们))"
    r"|(?P<body>[该这那](?:个)?(?:工作组|督查组|检查组|小组|组|公司|企业|单位|机关|部门|局|委|厅|医院))"
    rf"|(?P<place>[该这那](?:个)?(?:{any_of(place_words('zh', 'that'))}|地(?!方))|那里|那儿|那边|这里|当地)"
    r"|(?P<year>那一?年|当年|同年|这一?年)"
)
# What begins a question that lacks its subject: 检查了多少个场所, 被通报的有几人; not 有多少人, 如何.
_VERBS = ("v", "vn", "p")
_NO_ACTION = frozenset(["有", "是", "为", "在", "能", "能够", "可以", "如何", "请", "关于", "根据", "为了"])
_ADVERB = re.compile(r"^(?:一共|总共|又|还|也|共|当场|现场|分别|先后)")
_LONGEST_LED = 24
_NOUNS = ("n", "vn", "j")
_PARALLEL = re.compile(r"[和与、或及跟]")
_YEAR = re.compile(rf"{YEAR}年")
_END = "？?。 "


def follow_chinese(question: str, context: Context, places: Places) -> str:
    """The question as it stands alone after `context`; itself where it leans on nothing that is known."""
    opened = _OPENING.sub("", question.strip())
    asked = opened.strip(_END)
    if match := _AND_THIS.match(opened):
        return question if _ASKS.search(match["what"]) else _swapped(match["what"], context, places) or question
    match = _HOW_MANY.match(opened)
    if match and _is_name(match["what"], places):
        return _swapped(match["what"], context, places) or question
    if _is_name(asked, places) and asked != first_name(context.question, places):
        return _swapped(asked, context, places) or question
    resolved = _resolved(opened, context, places)
    if resolved != opened:
        return resolved or question
    return _led(opened, context, places) or question


def _is_name(text: str, places: Places) -> bool:
    return name_ranges(text, places)[:1] == [(0, len(text))]


def _swapped(what: str, context: Context, places: Places) -> str:
    """The last question about another time, place or thing; empty where it is not sure which."""
    last = context.question
    bare = what.removeprefix("在").strip()
    if days := dates(bare):
        return _at_another_time(bare, last) if days[0].start == 0 else ""
    names = name_ranges(bare, places)
    if names and names[0][0] == 0:
        return _in_another_place(bare, names[-1][1] == len(bare), last, places)
    lead = institution(last) or first_name(last, places)
    if not lead:
        return ""
    count = _ASKED.search(last)
    if bare.endswith("的") and count:
        return f"{first_name(last, places) or lead}{bare}有{count[0]}？"
    return f"{first_name(last, places) or lead}{bare}{'有多少' if count else '是谁' if '谁' in last else ''}？"


def _at_another_time(time: str, last: str) -> str:
    old = dates(last)
    if not old:
        return f"{time}{last}"
    end = old[0].end + last.startswith("年", old[0].end)
    return f"{last[: old[0].start]}{time}{last[end:]}"


def _in_another_place(name: str, is_bare: bool, last: str, places: Places) -> str:
    ranges = name_ranges(last, places)
    if not ranges:
        return f"{name}{last}"
    start, end = ranges[0]
    # Of 长春和四平 it is not said which is meant.
    if len(ranges) > 1 and _PARALLEL.fullmatch(last[end : ranges[1][0]]):
        return ""
    if len(ranges) > 1 and end == ranges[1][0]:
        end = ranges[1][1]
    body = institution(last)
    if not is_bare and body and last.startswith(body):
        start, end = 0, len(body)
    return f"{last[:start]}{name}{last[end:]}"


def _resolved(question: str, context: Context, places: Places) -> str:
    """The question with its pronoun named; empty where it points at nothing that is known."""
    match = _PRONOUN.search(question)
    if not match or _has_own(question[: match.start()], match.lastgroup or "", places):
        return question
    named = _named(match.lastgroup or "", context, places)
    return f"{question[: match.start()]}{named}{question[match.end() :]}" if named else ""


def _has_own(before: str, kind: str, places: Places) -> bool:
    """Whether what stands before a pronoun names what it points at: 哈佛 in 哈佛何时终止了它的计划."""
    import rjieba

    if not before or name_ranges(before, places) or re.search("[A-Za-z]", before):
        return bool(before)
    is_thing = kind in ("person", "they", "it")
    return is_thing and any(tag.startswith("n") and len(word) > 1 for word, tag in rjieba.tag(before))


def _named(kind: str, context: Context, places: Places) -> str:
    last = context.question
    place = context.place or first_name(last, places)
    body = context.thing or context.place or institution(last)
    if kind == "set":
        counted = counted_set(last)
        return f"{counted}中，" if counted else ""
    if kind == "year":
        year = _YEAR.search(last)
        return year[0] if year else ""
    return {"person": context.person, "place": place, "body": institution(last)}.get(kind, body or place)


def _led(question: str, context: Context, places: Places) -> str:
    """A question without a subject, with that of the last one; empty where it has its own."""
    import rjieba

    is_whole = name_ranges(question, places) or dates(question) or re.search("[A-Za-z《]", question)
    if is_whole or not _ASKS.search(question) or len(question) > _LONGEST_LED:
        return ""
    word, tag = (rjieba.tag(_ADVERB.sub("", question)) or [("", "")])[0]
    is_known = tag in _NOUNS and len(word) > 1 and word in context.question
    is_action = tag in _VERBS and word not in _NO_ACTION and _ASKED.search(question)
    if not is_known and not is_action:
        return ""
    body = institution(context.question)
    if body and len(body) < len(head(context.question)):
        return _joined(body, question)
    led = with_lead(question, context.question)
    return led if led != question else ""


def _joined(lead: str, question: str) -> str:
    """A lead before a question; a word that ends the one and begins the other is said once."""
    length = next((size for size in range(min(len(lead), 6), 0, -1) if question.startswith(lead[-size:])), 0)
    return lead + question[length:]
