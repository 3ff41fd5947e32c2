"""The page, sheet or slide of a citation, in every language; the index holds its English name."""

import re

from ui.texts.languages import Sentence, column_of

# What a part is called, after the name of the sheet or attachment that it is in.
_PARTS: tuple[tuple[re.Pattern[str], Sentence], ...] = tuple(
    (re.compile(rf"(?P<before>(?:.*, )?){pattern}"), sentence)
    for pattern, sentence in (
        (r"p\. (?P<number>\d+)", ("p. {number}", "第 {number} 页")),
        (r"slide (?P<number>\d+)", ("slide {number}", "第 {number} 张幻灯片")),
        (r"slide (?P<number>\d+), notes", ("slide {number}, notes", "第 {number} 张幻灯片的备注")),
        (r"row (?P<number>\d+)", ("row {number}", "第 {number} 行")),
        (r"line (?P<number>\d+)", ("line {number}", "第 {number} 行")),
        (r"chapter (?P<number>\d+)", ("chapter {number}", "第 {number} 章")),
        (r"attachment (?P<number>\d+)", ("attachment {number}", "附件 {number}")),
    )
)


def part_name(part: str, language: str) -> str:
    """The name of a part in a language; one of the document's own, such as that of a sheet, as it is."""
    for pattern, sentence in _PARTS:
        if match := pattern.fullmatch(part):
            return match["before"] + sentence[column_of(language)].format(number=match["number"])
    return part
