"""Chinese questions as statements: the answer takes the place of the question word."""

import re

from qa.language.measure_words import measure_words
from qa.language.places import place_words
from qa.language.tables import any_of
from qa.question.gap import Gap, Statement

_MEASURES = measure_words("counted") + measure_words("persons")
_PLACES = any_of(place_words("zh", "which"))
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
        rf"(?:哪(?:一)?|什么)(?:个|座|家|所|条|份|项)?(?:{_PLACES}|地方|公司|单位|部门|学校|医院|机构)",
    ),
    ("name", r"(?<=是)什么(?!样|意思)|(?<=叫)什么(?:名字)?"),
)
# These ask for a reason or a way, for several things, or choose between two.
_OTHERWISE = re.compile(r"为什么|为何|怎么|怎样|如何|还是|哪些|分别|[吗呢吧]$|什么样|什么意思|[，,；;]")
_ENDS = re.compile(r"(?:来着|呢|啊|呀)$")


def chinese_statement(text: str) -> Statement | None:
    """The statement that a Chinese question asks for, without its mark; None where that is not sure."""
    text = _ENDS.sub("", text)
    if _OTHERWISE.search(text):
        return None
    found = [(match, gap) for gap, pattern in _WORDS for match in re.finditer(pattern, text)]
    places = {match.start() for match, _ in found}
    if len(places) != 1:
        return None
    match, gap = max(found, key=lambda one: one[0].end())
    before, after = text[: match.start()], text[match.end() :]
    if match[0][:1] in "是在于":
        before += match[0][0]
    unit = after[:1] if after[:1] and after[0] in _MEASURES + "人元" else ""
    return Statement(before, f"{after}。", gap, unit)
