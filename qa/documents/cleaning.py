"""What of a text is furniture of a web page, and what its head says about it. Nothing is cut: ranges are marked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from qa.language import Date, dates, detect, measure
from qa.types import Range

_LINE = re.compile(r"[^\n]+")
# A line that one of these describes carries nothing of the report itself.
_FURNITURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^欢迎(访问|光临)",
        r"^(您?(所在的?|当前)的?位置|当前位置|现在位置)\s*[:：]",
        r"^(网站)?首页\s*[>›»|]",
        r"^[\w\s]{0,20}[>›»][\w\s>›»]{2,40}$",
        r"^[•·\-*]?\s*(时间|日期|发布(时间|日期)|文章来源|来\s*源|作者|责编|责任编辑|编辑|记者|点击|浏览|阅读|字号|打印)\s*[:：]",
        r"^(source|date|published|updated|author|by|editor)\s*:",
        r"^\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(\s+\d{1,2}:\d{2}(:\d{2})?)?\s*\S{0,20}$",
        r"^(图片|已编辑图片)([\s　]+(图片|已编辑图片))*$",
        r"^\S{0,40}\.(jpe?g|png|gif|webp|bmp|svg)$",
        r"^\[?(原文链接|原标题|相关(网站|链接|阅读|新闻)|延伸阅读|标签|关键词|分享(到|至)?|扫一扫|二维码)\]?\s*([:：].*)?$",
        r"^[\[【（(]?\s*(版权|免责|版权和免责)(声明|所有)",
        r"^[?？<>《》〈〉\s]*(阅读)?(上|下)一[篇页条]",
        r"^(copyright|©|all rights reserved|disclaimer|terms of (use|service)|privacy policy|cookie)",
        r"^(share( this)?|follow us|subscribe|sign (in|up)|log ?in|newsletter|read more|related (articles|stories|links)|advertisement"
        r"|home|menu|search|skip to (main )?content|back to top|print|email)\s*[:>|›»]?.{0,40}$",
    )
)
_DATE_LABEL = re.compile(r"(?:发布时间|发布日期|时间|日期|published|updated|date)\s*[:：]?\s*", re.IGNORECASE)
_SOURCE_LABEL = re.compile(r"(?:文章来源|来\s*源|source|publisher)\s*[:：]\s*([^\n]+)", re.IGNORECASE)
_SOURCE_ENDS = re.compile(r"\s{2,}|[\s　]+(?:作者|编辑|责编|发布|时间|日期|\d{4}[-/年])")
_DATE_THEN_SOURCE = re.compile(
    r"^\s*\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s+(\S{2,20})\s*$", re.MULTILINE
)
_HEADING = re.compile(r"^(#{1,6}\s+\S|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]+[章节部分篇])")
_HEAD_LINES = 12
# An unmarked heading is shorter than this; a picture's caption, which looks like one, mostly is not.
LONGEST_HEADING = 20


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say: empty where they do not."""

    title: str
    date: str
    source: str


def furniture(text: str) -> tuple[Range, ...]:
    """The ranges of the lines that belong to the page, not to its text, from left to right."""
    lines = [(match.start(), match.end(), match[0].strip()) for match in _LINE.finditer(text)]
    repeated = Counter(line for *_, line in lines)
    return tuple(
        (start, end)
        for start, end, line in lines
        if line and (is_furniture(line) or repeated[line] >= 3 and measure(line) <= 12)
    )


def is_furniture(line: str) -> bool:
    """Whether a stripped line is navigation, a share bar, a picture's name, a disclaimer or an editors' line."""
    return any(pattern.search(line) for pattern in _FURNITURE) and (
        measure(line) <= 40 or line.lstrip("[【（(").startswith(("版权", "免责"))
    )


def read_head(text: str) -> Head:
    """Title, date (as 2022-05-26) and publisher, where the first lines give them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    top = "\n".join(lines)
    return Head(title=_title(lines), date=_date(lines), source=_source(top))


def is_heading(line: str) -> bool:
    """Whether a stripped line is a heading: marked as one, or short and without the end of a sentence."""
    if _HEADING.match(line) and measure(line) <= 60:
        return True
    return (
        measure(line) <= LONGEST_HEADING
        and len(line) >= 2
        and not re.search(r"[。！？!?；;，,:：、.…”\"）)]$", line)
        and not is_furniture(line)
    )


def _title(lines: list[str]) -> str:
    marked = next((line.lstrip("# ").strip() for line in lines if line.startswith("# ")), "")
    if marked:
        return marked
    for line in lines[:6]:
        plain = line.lstrip("# ").strip()
        longest = 70 if detect(plain) == "zh" else 40
        if (
            not is_furniture(line)
            and measure(plain) * (1 if detect(plain) == "zh" else 2) >= 3
            and measure(plain) <= longest
        ):
            if not re.search(r"[。；;，,：:.]$", plain) and not _is_navigation_word(plain, lines):
                return plain
        elif measure(plain) > longest:
            break
    return ""


def _is_navigation_word(line: str, lines: list[str]) -> bool:
    """A section's name such as 工作动态, which the breadcrumb below it says again."""
    return measure(line) <= 6 and any(line in other and line != other for other in lines)


def _date(lines: list[str]) -> str:
    labelled = [line[match.end() :] for line in lines if (match := _DATE_LABEL.search(line))]
    bare = [line for line in lines if is_furniture(line)]
    for line in [*labelled, *bare]:
        for date in dates(line):
            if date.year and date.month:
                return _iso(date)
    return ""


def _iso(date: Date) -> str:
    return f"{date.year:04}-{date.month:02}" + (f"-{date.day:02}" if date.day else "")


def _source(top: str) -> str:
    match = _SOURCE_LABEL.search(top)
    if match:
        return _SOURCE_ENDS.split(match[1].strip())[0].strip()
    match = _DATE_THEN_SOURCE.search(top)
    return match[1] if match else ""


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
