"""Who made a text, by its first and last lines."""

import re

import pytest

from qa.language.bylines import bylines, role_asked, role_said
from qa.language.tables import LANGUAGES, Row, table

_ROWS = table("bylines")


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row["role"])
def test_a_label_names_its_role_and_is_asked_for_and_said(row: Row) -> None:
    for example in row.parts("examples"):
        assert [byline.role for byline in bylines(f"{example}\n\nThe text begins here.")] == [row["role"]], example
    for other in row.parts("counterexamples"):
        assert not [byline for byline in bylines(other) if byline.role == row["role"]], other
    for language in LANGUAGES:
        assert role_said(row["role"], language)
        for asked in row.parts(f"{language}_asked"):
            if not re.search(r"[()?:]", asked):
                assert role_asked(asked), asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报记者 王晓 通讯员 李明\n正文。", [("reporter", "王晓"), ("correspondent", "李明")]),
        ("来源:三湘网 作者:蒋伟 编辑:谢航 2021-08-01\n正文。", [("author", "蒋伟"), ("editor", "谢航")]),
        ("Editor: Mary Major | Photos by Tom Fox\nBody.", [("editor", "Mary Major"), ("photographer", "Tom Fox")]),
        ("作者：张三、李四\n正文。", [("author", "张三"), ("author", "李四")]),
        ("作者:佚名\n正文。\n保障经济社会发展。(王春晖)\n", [("author", "王春晖")]),
        ("The authority said so. He wrote by hand.", []),
        ("记者会上，局长回答了问题。", []),
    ],
)
def test_names_stand_behind_their_labels_or_sign_the_text(text: str, expected: list[tuple[str, str]]) -> None:
    found = bylines(text)
    assert [(byline.role, byline.name) for byline in found] == expected
    assert all(text[slice(*byline.place)] == byline.name for byline in found)
    assert all(byline.line[0] <= byline.place[0] and byline.place[1] <= byline.line[1] for byline in found)
