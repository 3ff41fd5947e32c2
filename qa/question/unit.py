"""The unit of the figure that a question asks for."""

import re

from qa.language.measure_words import measure_word_groups, measure_words
from qa.language.persons import person_words
from qa.language.units import PERCENT, unit_after

HOW_MANY = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b|多少|几(?!乎|经|何)", re.I)
_SHARE = re.compile(r"\bwhat (?:percentage|share|proportion|percent)\b|百分之几|百分比|比例是|占比", re.I)
_PRICE = re.compile(
    r"\bhow much (?:money\b|(?:do|does|did|is|was|were)\b.*\b(?:costs?|pay|paid|spend|spent|earn)\b)"
    r"|\b(?:what|which) (?:price|salary|wage)\b|\bwhat (?:is|was|are|were) the (?:price|salary|wage|fare)\b"
    r"|多少钱|什么价|(?:价格|售价|单价|票价|工资|月薪|起征点)(?:是|为|有|定为)?多少",
    re.I,
)
_CALLED = re.compile(
    r"\b(?:tele)?phone numbers?\b|\bhotline numbers?\b|电话(?:号码)?(?:是|为)?(?:多少|什么|几)|电话号码|热线号码", re.I
)
# Where a numeral ends in Chinese, for patterns of what stands behind it.
NUMERAL_END = r"[\d零〇一二三四五六七八九十百千万亿两余多]\s?"
# The measure words of a group count the same kind of things; 个, which counts any, is in no group.
_GROUPS = measure_word_groups("asked")
_COUNTER_ASKED = re.compile(rf"(?:多少|几)([{''.join(_GROUPS)}])")
_COUNTER = re.compile(rf"{NUMERAL_END}([{''.join(_GROUPS)}])")
# Words for persons behind 个, which counts any things: 600余个 are things, 3个人 are not.
_PERSON_WORDS = person_words("zh", "behind_piece")
_PIECES = re.compile(rf"{NUMERAL_END}个(?!{_PERSON_WORDS})")
# Who can be counted, as the head of what is asked for: "how many medical staff", not "how many groups of officials".
_PERSONS = re.compile(
    r"\bhow many\s+"
    r"(?:(?!(?:of|in|at|did|do|does|were|was|are|is|have|has|had|times|days|hours|more)\b)[\w’'-]+\s+){0,3}?"
    rf"(?:{person_words('en', 'asked')})\b(?!['’])|\bpopulation (?:of|in)\b",
    re.I,
)
# In Chinese a thing that is asked for behind 个, and persons behind a figure.
_PIECES_ASKED = re.compile(rf"(?:多少|几)个(?!{_PERSON_WORDS})[\u4e00-\u9fff]")
_PERSONS_TOLD = re.compile(
    rf"{NUMERAL_END}(?:[{measure_words('persons')}](?!次)|{person_words('zh', 'behind_figure')})"
)
# What is called by its telephone number: the 120 emergency centre, 12345热线.
_CALLED_BY_NUMBER = re.compile(r"\d{3}\s*(?:(?:emergency|ambulance|hotline|helpline)\b|急救|热线|专线|报警)", re.I)
# Measure words behind a figure that never count persons.
_THINGS = re.compile(rf"{NUMERAL_END}[{measure_words('things')}]")


def unit_asked(question: str) -> str:
    """What a question wants counted by the unit that it names, as in `Measure.counts`: "mass" for 多少吨; or empty."""
    if _SHARE.search(question):
        return PERCENT
    if _PERSONS.search(question):
        return "person"
    match = HOW_MANY.search(question)
    return unit_after(question, match.end()) if match else ""


def counts_otherwise(question: str, figure: str, after: str = "") -> bool:
    """Whether a figure has a measure word for other things than are asked for: 65项, not 几名; 600余个问题, not people.

    `after` is what follows the figure, which tells 600余个问题 from 3个工人.
    """
    is_counted = HOW_MANY.search(question) is not None and not _CALLED.search(question)
    if is_counted and stands_behind(_CALLED_BY_NUMBER, figure, after):
        return True
    if unit_asked(question) == "person" and any(
        stands_behind(pattern, figure, after) for pattern in (_PIECES, _THINGS)
    ):
        return True
    if _PIECES_ASKED.search(question) and stands_behind(_PERSONS_TOLD, figure, after):
        return True
    asked, told = _COUNTER_ASKED.search(question), _COUNTER.search(figure + after[:2])
    return asked is not None and told is not None and _GROUPS[asked[1]] != _GROUPS[told[1]]


def stands_behind(pattern: re.Pattern[str], figure: str, after: str) -> bool:
    """Whether a pattern that begins with the end of a numeral is found at one of the figure's, with what follows it."""
    match = pattern.search(figure + after)
    return match is not None and match.start() < len(figure)


def asks_price(question: str) -> bool:
    """Whether a question asks for an amount of money."""
    return _PRICE.search(question) is not None


def lacks_digits(question: str, answer: str) -> bool:
    """Whether the question asks for a telephone number and the answer holds none."""
    return _CALLED.search(question) is not None and not re.search(r"\d{3}", answer)
