"""Chinese questions as statements: the answer takes the place of the question word."""

import re

from qa.language.measure_words import measure_words
from qa.language.places import place_words
from qa.language.tables import any_of
from qa.question.gap import Gap, Statement

_MEASURES = measure_words("counted") + measure_words("persons")
_PLACES = any_of(place_words("zh", "which"))
_NOUNS = (
    "地方|公司|单位|部门|学校|医院|机构|组织|政党|党派|大学|方案|文件|通知|河流?|山|语言|语|国家|民族|部落|队伍|职务|专业"
    "|行业|平台|项目|产品|奖项?"
)
# The question word, with what kind of answer takes its place; the longer ones first.
_WORDS: tuple[tuple[Gap, str], ...] = (
    (
        "date",
        r"(?:是|在|于)?(?P<kept>)(?:哪一?年哪?月?|哪年|何年何月|什么时候|什么时间|何时|哪一?天|几月几[日号]|几点(?:钟)?)",
    ),
    ("figure", r"百分之(?:几|多少)|多少钱|(?:多少|几)(?:个百分点)?(?!人|乎|经|何|点)"),
    ("figure", r"(?:多少|几)(?=人)"),
    ("figure", r"多(?:大|长|高|重|宽|深|远|久)"),
    ("name", r"谁|哪位|何人|哪(?:一)?个人"),
    (
        "name",
        rf"(?:哪(?:一)?|什么)(?:个|座|家|所|条|份|项|支|种|位|本|部|届)?(?:{_PLACES}|{_NOUNS})(?![之]?的)",
    ),
    ("name", r"(?<=[在于到自从往])(?:哪里|哪儿|何处|何地|什么地方)"),
    # The object at the end: 资助了什么. What somebody did is told by a clause.
    ("name", r"(?<=是)什么(?!样|意思)|(?<=叫)什么(?:名字)?|(?<=[^做干搞有为凭说][了出成到着过指称代含要换])什么$"),
)
# These ask for a reason or a way, for several things, or choose between two.
_OTHERWISE = re.compile(
    r"为什么|为何|怎么|怎样|如何|还是|哪些|分别|各[有是占为]?(?:多少|几)|[吗呢吧]$|什么样|什么意思|[；;]|哪个.*更"
)
# A clause before the one that asks stays as it is.
_CLAUSES = re.compile(r"[，,]")
_ENDS = re.compile(r"(?:来着|呢|啊|呀)$")


def chinese_statement(text: str) -> Statement | None:
    """The statement that a Chinese question asks for, without its mark; None where that is not sure."""
    text = _ENDS.sub("", text)
    if _OTHERWISE.search(text):
        return None
    found = [(match, gap) for gap, pattern in _WORDS for match in re.finditer(pattern, text)]
    if not found:
        return None
    match, gap = max(found, key=lambda one: one[0].end() - one[0].start())
    if any(other.end() <= match.start() or match.end() <= other.start() for other, _ in found):
        return None
    if _CLAUSES.search(text[match.end() :]):
        return None
    before, after = text[: match.start()], text[match.end() :]
    if match[0] == "哪位":
        after = after[_nouns(after) :]
    if match[0][:1] in "是在于":
        before += match[0][0]
    unit = after[:1] if after[:1] and after[0] in _MEASURES + "人元" else ""
    return Statement(before, f"{after}。", gap, unit)


def _nouns(text: str) -> int:
    """How long the nouns are that a text begins with: 7 for 欧洲新教化学家 of 欧洲新教化学家发现."""
    import rjieba

    length = 0
    for word, tag in rjieba.tag(text):
        if not tag.startswith("n"):
            break
        length += len(word)
    return length
