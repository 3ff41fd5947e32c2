"""Parts of time that facts are told for: years, halves, quarters and months, as they are named in either language."""

import re

from qa.language.dates import YEAR, dates
from qa.language.scripts import fold

_YEAR = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_ONES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
# The quarters up to one of them are a period of their own: the first nine months tell nothing of the third quarter.
_QUARTER = re.compile(
    r"(?P<upto>first\s(?:three|nine)\s(?:quarters|months)|前(?:三个?季度|9个?月|九个月))"
    r"|(?<![a-z0-9])q(?P<code>[1-4])(?!\d)"
    r"|(?P<word>first|second|third|fourth)[\s-]quarters?\b|(?:第?(?P<han>[一二三四1-4])季度?(?!节))"
)
_HALF = re.compile(r"(?P<word>first|second)\shalf\b(?!-)|(?<![a-z0-9])h(?P<code>[12])(?![\da-z])|(?P<han>[上下])半年")
# "Than last year" compares and tells of the year after.
_RELATIVE = (
    (
        -1,
        re.compile(r"去年(?!同期)|(?<![比较])上年(?!同期)|(?<!than )(?<!with )(?<!to )\b(?:last|the previous) year\b"),
    ),
    (0, re.compile(r"今年|本年(?!级)|\bthis year\b")),
    (1, re.compile(r"明年|\bnext year\b")),
)


def periods(text: str, year: int | None = None) -> frozenset[tuple[str, int]]:
    """The periods that a text names, each as its kind and number: ("year", 2023), ("quarter", 3), ("half", 1).

    ("quarter", 0) are the first three quarters together. With the year in which a text was written "last year" and 今年
    name one too.
    """
    folded = fold(text)
    found = {("year", int(year)) for year in _YEAR.findall(folded)}
    found |= {("quarter", _number(match)) for match in _QUARTER.finditer(folded)}
    found |= {("half", _number(match)) for match in _HALF.finditer(folded)}
    for date in dates(text):
        found |= {("year", date.year)} if date.year else set()
        found |= {("month", date.month)} if date.month else set()
    if year is not None:
        found |= {("year", year + offset) for offset, pattern in _RELATIVE if pattern.search(folded)}
    return frozenset(found)


def _number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("upto"):
        return 0
    named = groups["word"] or groups["han"] or groups["code"]
    if named in ("上", "下"):
        return 1 if named == "上" else 2
    return _ONES.get(named) or int(named)
