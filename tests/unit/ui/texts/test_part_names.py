"""Pages, sheets and slides are called by the reader's language."""

import pytest

from ui.texts.part_names import part_name


@pytest.mark.parametrize(
    ("part", "english", "chinese"),
    [
        ("p. 12", "p. 12", "第 12 页"),
        ("Sheet2, row 14", "Sheet2, row 14", "Sheet2, 第 14 行"),
        ("slide 3", "slide 3", "第 3 张幻灯片"),
        ("slide 3, notes", "slide 3, notes", "第 3 张幻灯片的备注"),
        ("报告.docx", "报告.docx", "报告.docx"),
        ("a, {b}, line 7", "a, {b}, line 7", "a, {b}, 第 7 行"),
        ("{x}", "{x}", "{x}"),
        ("", "", ""),
    ],
)
def test_a_part_has_its_name_in_each_language(part: str, english: str, chinese: str) -> None:
    assert (part_name(part, "en"), part_name(part, "zh")) == (english, chinese)
