"""Sentences end where a reader would end them, and nothing of the text is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language import measure, sentences
from qa.language.sentences import LONGEST
from tests.properties import cases
from tests.time_limits import at_most

TEXT = st.one_of(
    st.text("市委a B.。！？!?…“”\"'（）()《》，,；：:1 \n\r\t-#>*+　\u200b", max_size=120), st.text(max_size=120)
)


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["全年3.5万人。", "同比增长2.1%。", "真的吗？！", "是的！"],
        ["他说“走。快走！”的时候下着雨。", "他说：“走！”", "第二天回来了。"],
        ["“下一步，坚强保障。”省纪委监委有关负责人表示。", "会议结束了。"],
        ["“落实了吗？”", "“到位？”", "7月30日，他来了。"],
        ["《关于……的通知》印发。", "（见附件。）", "第二句。"],
        ["a “没有关闭。", "下一句。", "再一句。"],
        ["（甲“乙。”", "丙。"],
        ["等等……", "他走了。"],
        ["他走了。", "“好”是对的。"],
        ["他走了。", '"好"是对的。'],
        ["完成.", "下一步开始."],
        ["见http://a.b/c?id=5&x=1。", "好！"],
        ["第一句；第二句。"],
    ],
)
def test_chinese_sentences_end_after_their_marks(pieces: list[str]) -> None:
    assert _cut("".join(pieces)) == pieces


@pytest.mark.parametrize(
    "pieces",
    [
        ["Mr. Li came at 5 p.m. on Jan. 3.", "It cost $3.50.", "Done?", "Yes!"],
        ["They met at 5 p.m.", "The meeting began."],
        ['He said "Stop. Now." and left.', "She stayed."],
        ['He said "Go."', "Then he left."],
        ["(He left.)", "Then she came."],
        ["The firm (Acme Inc.) The Hague court sued won."],
        ["J. K. Rowling and U.S. officials met.", "No. 5 is here."],
        ["1. Establish the team.", "2. Go on.", "In 2021.", "Then it ended."],
        ["wait... then go.", "Next one."],
        ['The screen is 5" wide.', 'Another is 6" wide.'],
    ],
)
def test_english_sentences_end_after_their_marks(pieces: list[str]) -> None:
    assert _cut(" ".join(pieces)) == pieces


def test_a_hard_wrapped_line_is_joined_to_the_next() -> None:
    wrapped = "The commission for discipline inspection of the province sent\nZhang Zhong to the city, where it rained."
    assert _cut(wrapped) == [wrapped]
    assert _cut("已立案3人，\r\n免职4人。\r\n约谈10人。") == ["已立案3人，\r\n免职4人。", "约谈10人。"]
    assert _cut("A short title\nThe text begins.") == ["A short title", "The text begins."]
    assert _cut("第一行，\n\n第二段。") == ["第一行，", "第二段。"]


def test_marks_of_markdown_at_the_beginning_of_a_line_are_left_out() -> None:
    assert _cut("# 标题\n- 项目一\n* item two\n> quoted.\n5 - 3 = 2. -x") == [
        "标题",
        "项目一",
        "item two",
        "quoted.",
        "5 - 3 = 2.",
        "-x",
    ]


def test_every_kind_of_line_end_parts_lines() -> None:
    assert _cut("甲。\r乙\u2028丙\r\n丁") == ["甲。", "乙", "丙", "丁"]


def test_a_range_of_the_text_is_cut_with_offsets_of_the_whole() -> None:
    assert sentences("甲。乙。丙。", 2, 4) == ((2, 4),)
    assert sentences("") == ()


def test_a_sentence_that_is_too_long_is_cut_at_its_clauses() -> None:
    clause = "各地认真落实有关要求，"
    pieces = _cut(clause * 100)
    assert "".join(pieces) == clause * 100
    assert all(piece.endswith("，") and 100 <= measure(piece) <= LONGEST for piece in pieces)


@pytest.mark.parametrize(
    "text",
    [
        "疫情防控" * 250_000,
        "(" * 400_000,
        "“" * 400_000,
        '"' * 400_000,
        "\n" * 1_000_000,
        "." * 400_000,
        "word " * 200_000,
    ],
    ids=["chinese", "brackets", "quotes", "straight quotes", "newlines", "dots", "words"],
)
def test_a_huge_line_without_a_sentence_takes_less_than_two_seconds(text: str) -> None:
    with at_most(2, time.process_time):
        found = sentences(text)
    assert sum(end - start for start, end in found) >= len("".join(text.split()))


@cases(2500, same=True)
@given(TEXT)
def test_sentences_of_any_text_are_in_order_and_lose_nothing(text: str) -> None:
    found = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in zip(found, found[1:], strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    kept = {at for start, end in found for at in range(start, end)}
    lost = {character for at, character in enumerate(text) if at not in kept and not character.isspace()}
    assert lost <= set("#>-*+")
    assert all(measure(text[start:end]) <= LONGEST for start, end in found)
