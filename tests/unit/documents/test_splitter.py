"""Passages are whole sentences, exact, in order, under their headings, without the boilerplate."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.boilerplate import boilerplate_ranges
from qa.documents.splitter import split
from qa.language import detect, measure
from qa.types import Document
from tests.properties import cases
from tests.time_limits import at_most

LINES = [
    *(
        "# 标题",
        "## Part",
        "一、总体情况",
        "工作进展",
        "全市检查42处，整改3处。",
        "图片",
        "来源：某报",
        "分享：",
        "---",
    ),
    *(
        "The commission sent",
        "ten teams to the city. They left.",
        "“未闭合的引号。",
        "（附件）",
        "记者：为什么？",
        "- item",
    ),
]
LINE = st.one_of(st.sampled_from(LINES), st.text(max_size=25))
TEXT = st.lists(LINE, max_size=9).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n"]).map(lambda end: end.join(lines))
)


def _document(text: str, title: str = "t") -> Document:
    return Document("d", title, text, detect(text))


def _passages(text: str, longest: int = 400) -> list[tuple[str, str]]:
    return [(passage.heading, passage.text) for passage in split(_document(text), longest=longest)]


def test_a_passage_carries_its_heading() -> None:
    text = "# 标题\n\n导语。\n\n## 进展\n\n整改3处。\n\n## 问题\n\n还有2处。"
    assert _passages(text) == [("标题", "标题\n\n导语。"), ("进展", "进展\n\n整改3处。"), ("问题", "问题\n\n还有2处。")]


def test_sentences_are_put_together_while_they_fit() -> None:
    assert _passages("甲乙丙丁。戊己庚辛。壬癸子丑。", longest=10) == [("", "甲乙丙丁。戊己庚辛。"), ("", "壬癸子丑。")]
    assert _passages("甲乙丙丁。戊己庚辛。", longest=2) == [("", "甲乙丙丁。"), ("", "戊己庚辛。")]


def test_boilerplate_parts_passages_and_is_in_none() -> None:
    assert _passages("甲事已办。\n图片\n乙事已办。\n分享：") == [("", "甲事已办。"), ("", "乙事已办。")]


def test_wrapped_lines_are_no_headings() -> None:
    first = "In May the commission sent ten teams to the city, and these"
    text = f"{first}\nteams of Jilin found 42 problems in the first week\nof their work. They left."
    assert _passages(text) == [("", text)]


def test_numbered_sentences_are_text_and_the_last_line_is_kept() -> None:
    assert _passages("情况如下。\n一、立案5件。\n二、免职4人。")[0][1].endswith("二、免职4人。")
    assert _passages("正文已完。\n\n交汇点记者 顾敏")[-1][1] == "交汇点记者 顾敏"


def test_passages_are_numbered_in_order() -> None:
    passages = split(_document("甲乙丙。丁戊己。庚辛壬。"), longest=4)
    assert [(one.id, one.document_id, one.start, one.end) for one in passages] == [
        ("d#0", "d", 0, 4),
        ("d#1", "d", 4, 8),
        ("d#2", "d", 8, 12),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 100_000,
        "(" * 300_000,
        "标题\n" * 30_000,
        "# a\nb\n图片\n" * 15_000,
        "来" + " " * 300_000 + "源",
        "a > " * 80_000,
    ],
    ids=["newlines", "brackets", "headings", "boilerplate", "spaces", "crumbs"],
)
def test_odd_documents_take_no_more_than_linear_time(text: str) -> None:
    with at_most(3, time.process_time):
        split(_document(text), longest=400)


@cases(2200, same=True)
@given(TEXT, st.sampled_from([1, 10, 60, 400]))
def test_passages_of_any_text_are_exact_and_in_order(text: str, longest: int) -> None:
    document = _document(text)
    passages = split(document, longest=longest)
    assert all(document.text[one.start : one.end] == one.text for one in passages)
    assert all(one.text and one.text == one.text.strip() for one in passages)
    assert all(one.end <= other.start for one, other in zip(passages, passages[1:], strict=False))
    assert all(measure(one.text) <= max(longest, 400) for one in passages)
    marked = boilerplate_ranges(text)
    assert all(one.end <= start or end <= one.start for one in passages for start, end in marked)


@cases(800, same=True)
@given(TEXT)
def test_passages_lose_only_boilerplate_marks_and_bare_headings(text: str) -> None:
    passages = split(_document(text), longest=400)
    kept = {at for one in passages for at in range(one.start, one.end)}
    kept |= {at for start, end in boilerplate_ranges(text) for at in range(start, end)}
    headings = "".join(one.heading for one in passages)
    lost = {character for at, character in enumerate(text) if at not in kept and not character.isspace()}
    assert lost <= set("#>-*+") | set(headings)
