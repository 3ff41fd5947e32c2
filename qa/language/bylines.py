"""Who made a text: author, reporter, editor and others, as its first and last lines name them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.language.lines import LINE, trimmed
from qa.language.mentions import of_kind
from qa.language.scripts import measure
from qa.language.tables import Row, table
from qa.types import Language, Range

# Where bylines stand: in this many of the first and of the last lines, or alone in a line of the text.
_HEAD_LINES, _FOOT_LINES = 12, 30
_LONGEST_LINE = 60.0
_HAN_NAME = r"(?:[\u4e00-\u9fff][ 　][\u4e00-\u9fff](?![\u4e00-\u9fff])|[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?)"
_LATIN_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?:[ ](?:(?:de|van|von|al|bin)[ ])*[A-ZÀ-ÖØ-Þ][\w.'’-]*){1,3}"
_NAMES = rf"(?:{_HAN_NAME}|{_LATIN_NAME})(?:[ 、,，/／和&]+(?:and )?(?:{_HAN_NAME}|{_LATIN_NAME}))*?"
# What stands there instead of a name.
_NO_NAME = re.compile(r"佚名|匿名|本站|未知|管理员|网络|admin|unknown|anonymous|staff|n/?a", re.IGNORECASE)
# A name in brackets alone at the very end signs the text.
_SIGNED = re.compile(rf"[(（]\s*(?P<name>{_HAN_NAME}|{_LATIN_NAME})\s*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Byline:
    """A name with its role, and the line that says so; ranges of the text."""

    role: str
    name: str
    place: Range
    line: Range


@dataclass(frozen=True, slots=True)
class _Label:
    role: str
    pattern: re.Pattern[str]


def _label(row: Row) -> _Label:
    """A label, then a colon or white space, then names up to the next label; in English a line begins with it."""
    before = r"(?:^|[\s　•·|｜(（]|[\u4e00-\u9fff]{2,6}(?=记))"
    zh = rf"{before}(?:{row['zh']})\s?(?P<mark_zh>[:：]|[ 　]|(?={_HAN_NAME}\s*$))"
    en = rf"(?:^|[\s|•(])(?i:{row['en']})(?P<mark_en>\s*:|[ ](?=[A-Z]))"
    after = r"(?=\s*(?:$|[)）|｜•]|\s{1,3}[\u4e00-\u9fff]{2,4}\s?[:：]|\s{1,3}[A-Za-z ]{3,16}:|\s\d{4}))"
    return _Label(row["role"], re.compile(rf"(?:{zh}|{en})\s*(?P<names>{_NAMES}){after}"))


@cache
def _labels() -> tuple[_Label, ...]:
    """Compiled when a byline is looked for first: that takes a tenth of a second."""
    return tuple(map(_label, table("bylines")))


def bylines(text: str) -> tuple[Byline, ...]:
    """The bylines of a text from first to last; a name in brackets at its very end is the author's, if no other is."""
    lines = [match.span() for match in LINE.finditer(text) if match[0].strip()]
    edges = dict.fromkeys([*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:], *_lonely(text, lines)])
    found = sorted((byline for line in edges for byline in _in_line(text, line)), key=lambda byline: byline.place)
    if not any(byline.role == "author" for byline in found):
        found += [signed for line in lines[-_FOOT_LINES:] for signed in _signed(text, line)][-1:]
    return tuple({(byline.role, byline.name): byline for byline in found}.values())


def _lonely(text: str, lines: list[Range]) -> Iterator[Range]:
    """Lines that hold a short byline and nothing else."""
    for start, end in lines:
        if end - start <= 4 * _LONGEST_LINE and measure(text[start:end].strip()) <= 12:
            yield start, end


def _in_line(text: str, line: Range) -> Iterator[Byline]:
    start, end = line
    words = text[start:end]
    if end - start > 4 * _LONGEST_LINE or measure(words) > _LONGEST_LINE:
        return
    found: dict[Range, tuple[Range, Byline]] = {}
    for label in _labels():
        for match in label.pattern.finditer(words):
            first = start + match.start("names")
            for name in re.finditer(rf"{_HAN_NAME}|{_LATIN_NAME}", match["names"]):
                place = first + name.start(), first + name.end()
                byline = Byline(label.role, name[0], place, trimmed(text, *line))
                # The nearest label counts, and of those the longest: "Photos by", not "by".
                nearness = (-first, match.start())
                is_marked = bool(
                    (match["mark_zh"] or match["mark_en"] or "").strip(" ") or words[first - start - 1].isspace()
                )
                is_name = is_marked or bool(of_kind(name[0], "person", "zh"))
                if is_name and not _is_no_name(name[0]) and (place not in found or nearness < found[place][0]):
                    found[place] = nearness, byline
    yield from (byline for _, byline in found.values())


def _signed(text: str, line: Range) -> Iterator[Byline]:
    match = _SIGNED.search(text, line[0], line[1])
    if match and not _is_no_name(match["name"]):
        yield Byline("author", match["name"], match.span("name"), (match.start(), match.end()))


def _is_no_name(words: str) -> bool:
    return bool(_NO_NAME.fullmatch(words)) or any(re.fullmatch(row["zh"], words) for row in table("bylines"))


def role_said(role: str, language: Language) -> str:
    """What a role is called."""
    return next(row[f"{language}_said"] for row in table("bylines") if row["role"] == role)


def role_asked(question: str) -> str:
    """The role that a question asks for; empty where it asks for none."""
    found = ((re.search(row.pattern("_asked"), question, re.IGNORECASE), row["role"]) for row in table("bylines"))
    return next((role for match, role in found if match), "")
