"""What of a text is boilerplate of a web page: marked by its range, never cut."""

import re
from collections import Counter
from collections.abc import Iterator

from qa.language import measure
from qa.language.lines import LINE
from qa.language.punctuation import STOPS
from qa.types import Range


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# A line that one of these describes carries nothing of the report itself, wherever it stands.
_ANYWHERE = _compiled(
    r"^(您?(所在的?|当前)的?位置|当前位置|现在位置)\s*[:：]",
    r"^(网站)?首页\s*[>›»|]",
    r"^home\s*[>›»|]",
    r"^[\w\s]{1,20}[>›»][\w\s]{1,20}[>›»][\w\s>›»]{1,40}$",
    r"^(图片|已编辑图片)([\s　]+(图片|已编辑图片))*$",
    r"^\S{0,40}\.(jpe?g|png|gif|webp|bmp|svg)$",
    r"^\[?(原文链接|相关(网站|链接|阅读|新闻)|延伸阅读|标签|分享(到|至)?|扫一扫|二维码)\]?\s*([:：].*)?$",
    r"^[\[【（(]?\s*(版权|免责)((和|与|及)(版权|免责))?(声明|所有)\s*([\]】）):：]|$)",
    r"^[?？<>《》〈〉\s]*(阅读)?(上|下)一[篇页条]\s*([:：].*)?[>》〉»]*$",
    r"^(copyright\s*(©|\(c\)|\d{4}|:)|©|all rights reserved\W*$|disclaimer\s*(:|$))",
    r"^(terms of (use|service)|privacy policy|cookies? (policy|settings|notice|preferences))\W*$",
    r"^(home|menu|search|print|email|advertisement|newsletter|back to top|log ?in|read more)\W*$",
    r"^skip to (main )?content\W*$",
    r"^(share( this( article| page| story)?)?( (on|via) .{1,30})?|follow us( on .{1,40})?|sign (in|up)( now)?)\W*$",
    r"^(subscribe( now| today| to our newsletter)?|related (articles|stories|links|topics|posts))\W*$",
)
# These say where a text comes from at its head or foot; in its middle they belong to it.
_LABEL = (
    r"(时间|日期|发布(时间|日期)|(文章|信息|稿件)?来\s*源|作者|责编|责任编辑|编辑|记者|通讯员|摄影|审核|校对"
    r"|点击|浏览|阅读|字号|打印)"
)
# A day in figures, perhaps with the time, as pages print it: 2021-08-03 10:25.
DAY = r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_AT_EDGES = _compiled(
    rf"^[•·\-*]?\s*{_LABEL}(数|次数|量)?\s*[:：]",
    r"^\[?(原标题|关键词)\]?\s*[:：]",
    r"^(source|date|published|updated|author|by|editor)\s*:",
    rf"^{DAY}$",
    rf"^{DAY}\s+\S{{0,18}}(网|报|社|台|刊|委|局|厅|部|办|府|院|会|中心|客户端|频道|公众号|发布)$",
    r"^欢迎(访问|光临)",
)
# A meeting's notice gives its time and place in the same form as a page gives its own date.
_EVENT = re.compile(
    r"^[•·\-*]?\s*(会议)?(地点|地址|主题|议程|参会|venue|place|agenda)[^\n]{0,8}\s*[:：]", re.IGNORECASE
)
_TIME = re.compile(r"^[•·\-*]?\s*(时间|日期|date)\s*[:：]", re.IGNORECASE)
_TRAIL = re.compile(r"[>›»]")
_LEGAL = re.compile(r"本[网站]|转载|版权归|授权|未经|法律责任|rights|liab", re.IGNORECASE)
_SENTENCE_END = re.compile(rf"[{STOPS}；;]$")
_HEAD_LINES = 12
_FOOT_LINES = 30
_LONGEST = 40.0


def boilerplate_ranges(text: str) -> tuple[Range, ...]:
    """The ranges of the lines that belong to the page, not to its text, from left to right."""
    found = [(match.start(), match.end(), match[0].strip()) for match in LINE.finditer(text)]
    found = [(start, end, line) for start, end, line in found if line]
    lines = [line for *_, line in found]
    repeated = Counter(lines)
    at_edges = _at_edges(lines)
    return tuple(
        (start, end)
        for number, (start, end, line) in enumerate(found)
        if number in at_edges or _is_of_page(line) or (repeated[line] >= 4 and _is_decoration(line))
    )


def _at_edges(lines: list[str]) -> set[int]:
    """The numbers of the lines at the head and foot that say where the text comes from."""
    head = lines[:_HEAD_LINES]
    is_event = any(map(_EVENT.match, lines[: 2 * _HEAD_LINES]))
    trails = [line for line in head if _TRAIL.search(line) and _is_of_page(line)]
    sections = {
        number for number, line in enumerate(head) if len(line) <= 6 and any(trail.endswith(line) for trail in trails)
    }
    edges = {*range(len(head)), *range(max(0, len(lines) - _FOOT_LINES), len(lines))}
    credits = {number for number in edges if _is_about_page(lines[number])}
    return sections | {number for number in credits if not (is_event and _TIME.match(lines[number]))}


def is_boilerplate(line: str) -> bool:
    """Whether a stripped line is navigation, a share bar, a picture's name, a disclaimer or, at an edge, a credit."""
    return _is_of_page(line) or _is_about_page(line)


def _is_of_page(line: str) -> bool:
    if len(line) > 4 * _LONGEST or measure(line) > _LONGEST:
        return line.lstrip("[【（(")[:2] in ("版权", "免责") and _matches(line, _ANYWHERE) and bool(_LEGAL.search(line))
    return _matches(line, _ANYWHERE)


def _is_about_page(line: str) -> bool:
    return len(line) <= 4 * _LONGEST and measure(line) <= _LONGEST and _is_credit(line)


def _is_credit(line: str) -> bool:
    """Labels such as 作者：蒋伟; an interview's 记者：您怎么看？ is a sentence."""
    return _matches(line, _AT_EDGES) and (not _SENTENCE_END.search(line) or line.startswith("欢迎"))


def _is_decoration(line: str) -> bool:
    """What a page says again and again: a few letters without a figure and without the end of a sentence."""
    return (
        len(line) >= 2
        and measure(line) <= 12
        and not any(character.isnumeric() for character in line)
        and not _SENTENCE_END.search(line)
        and line[0] not in "-*+|#"
    )


def _matches(line: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    return any(pattern.search(line) for pattern in patterns)


def outside(ranges: tuple[Range, ...], start: int, end: int) -> Iterator[Range]:
    """The parts of `start:end` that none of the sorted `ranges` covers."""
    for first, last in ranges:
        if last <= start or first >= end:
            continue
        if first > start:
            yield start, first
        start = last
    if start < end:
        yield start, end
