"""What the head and the foot of a text say about it: title, date, publisher; and which lines are headings."""

import re
from dataclasses import dataclass
from itertools import islice

from qa.documents.boilerplate import DAY, is_boilerplate
from qa.language import Date, dates, detect, measure
from qa.language.lines import LINE
from qa.language.punctuation import SENTENCE_ENDS

_DATE_LABEL = re.compile(
    r"(?:发布时间|发布日期|成文日期|\b(?:published|posted|updated|date)\b(?:\s+on)?)\s*[:：]?\s*"
    r"|(?:时间|日期)\s*(?:[:：]\s*|(?=\d{4}))",
    re.IGNORECASE,
)
_SOURCE_LABEL = re.compile(
    r"(?:^|[\s•·|｜])(?:(?:文章|信息|稿件)?来\s*源|发文机关|发布机构|source|publisher)\s*[:：]\s*([^\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_SOURCE_ENDS = re.compile(r"\s{2,}|[\s　]+(?:作者|记者|编辑|责编|发布|时间|日期|点击|浏览|字号|\d{4}[-/年])|[|｜]")
_DATE_THEN_SOURCE = re.compile(rf"^\s*{DAY}\s+(\S{{2,20}})\s*$", re.MULTILINE)
_TITLE_LABEL = re.compile(r"^(?:标\s*题|题\s*目|文章标题|title)\s*[:：]\s*(.+)$", re.IGNORECASE)
# Lines that stand above a title: the number of an official paper, and labels of its record.
_NO_TITLE = re.compile(
    r"[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d+\s*号$"
    r"|^(?:索\s*引\s*号|主题(?:分类|词)|发文(?:机关|字号)|成文日期|文\s*号|信息(?:分类|名称)|有效性|收件人|主送|keywords|tags)\s*[:：]",
    re.IGNORECASE,
)
_MARKED_HEADING = re.compile(r"^(#{1,6}\s+\S|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]+[章节部分篇])")
_NO_HEADING = re.compile(rf"[{SENTENCE_ENDS}；;，,：:、.”\"）)]$|^(?:[-*+•·]\s|[>|])")
_LETTER = re.compile(r"[^\W\d_]")
_HEAD_LINES = 12
_FOOT_LINES = 5
# Date and publisher stand in short lines; the sentences of a report name other dates.
_LONGEST_LABEL_LINE = 60.0
# An unmarked heading is shorter than this; a picture's caption, which looks like one, mostly is not.
LONGEST_HEADING = 20


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say: empty where they do not."""

    title: str
    date: str
    source: str


def read_head(text: str) -> Head:
    """Title, date (as 2022-05-26) and publisher, where the first lines give them; an official paper's date is last."""
    stripped = (match[0].strip() for match in LINE.finditer(text))
    lines = list(islice((line for line in stripped if line), _HEAD_LINES))
    short = [line for line in lines if len(line) <= 4 * _LONGEST_LABEL_LINE and measure(line) <= _LONGEST_LABEL_LINE]
    return Head(title=_title(lines), date=_date(short) or _date_below(text), source=_source("\n".join(short)))


def is_heading(line: str) -> bool:
    """Whether a stripped line is a heading: marked as one, or short and without the end of a sentence."""
    if len(line) > 240:
        return False
    if _MARKED_HEADING.match(line) and measure(line) <= 60:
        return line.startswith("#") or not re.search(r"[。！？；]", line)
    return (
        measure(line) <= LONGEST_HEADING
        and len(line) >= 2
        and bool(_LETTER.search(line))
        and not _NO_HEADING.search(line)
        and not is_boilerplate(line)
    )


def _title(lines: list[str]) -> str:
    for line in lines:
        if line.startswith("# ") and (marked := line.lstrip("# ").strip()):
            return marked
        if (labelled := _TITLE_LABEL.match(line)) and measure(line) <= 70:
            return labelled[1].strip()
    for line in lines[:8]:
        plain = line.lstrip("# ").strip()
        per_word, longest = (1, 70) if detect(plain) == "zh" else (2, 40)
        size = measure(plain)
        if size > longest and not is_boilerplate(line):
            break
        if is_boilerplate(line) or size * per_word < 3 or not _LETTER.search(plain) or _NO_TITLE.search(plain):
            continue
        if not re.search(r"[。；;，,：:.]$", plain) and not _is_navigation_word(plain, lines):
            return plain
    return ""


def _is_navigation_word(line: str, lines: list[str]) -> bool:
    """A section's name such as 工作动态, which the breadcrumb below it says again."""
    return measure(line) <= 6 and any(line in other and line != other and re.search(r"[>›»]", other) for other in lines)


def _date(lines: list[str]) -> str:
    for line in lines:
        label = _DATE_LABEL.search(line)
        date = next(iter(dates(line[label.end() :])), None) if label else None
        if date and date.start <= 3 and date.year and date.month:
            return _iso(date)
    for line in filter(is_boilerplate, lines):
        for date in dates(line):
            if date.year and date.month:
                return _iso(date)
    return ""


def _date_below(text: str) -> str:
    """The date that closes an official paper, alone in its line: 2022年5月26日."""
    foot = [line for line in re.split(r"[\n\r]+", text[-2000:].strip()) if line.strip()][-_FOOT_LINES:]
    for line in reversed(foot):
        alone = line.strip(" 　\t()（）")
        for date in dates(alone):
            if (date.start, date.end) == (0, len(alone)) and date.year and date.month and date.day:
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
