"""Scripts, words, readings and what a question asks for."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language import bigrams, content_words, detect, fold, measure, words
from qa.language.pinyin import readings, spellings
from qa.question.kind import kind_of
from qa.question.parts import split_parts
from tests.time_limits import at_most


def test_a_text_is_chinese_where_one_letter_in_five_is() -> None:
    assert [
        detect(text) for text in ("疫情", "Jilin", "", "2022", "追责484 people", "郴州 Chenzhou", "ab cdefghij 市")
    ] == [
        "zh",
        "en",
        "en",
        "en",
        "zh",
        "zh",
        "en",
    ]


def test_four_letters_measure_as_one_chinese_character() -> None:
    assert measure("疫情ab, ") == 3.0


def test_fold_makes_half_width_lower_case_and_simplified() -> None:
    assert fold("ＡＢＣ１２３，萬億時間") == "abc123,万亿时间"
    assert fold("㎏İﬁ") == "㎏İﬁ"


@settings(max_examples=2500, deadline=None, derandomize=True)
@given(st.text())
def test_fold_keeps_the_length_of_any_text_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_words_are_stems_dictionary_words_and_figures() -> None:
    assert words("疫情防控484人") == ("疫情", "防控", "人", "n484")
    assert words("They held 38万 children") == ("they", "hold", "万", "child", "n380000")


def test_invisible_marks_part_no_words() -> None:
    assert words("疫\u200b情防控 cafe\u0301") == words("疫情防控 café")
    assert bigrams("疫\ufeff情防") == ("疫情", "情防")


def test_bigrams_do_not_cross_what_is_not_chinese() -> None:
    assert bigrams("吉林a省纪委，人") == ("吉林", "省纪", "纪委")


def test_content_words_leave_out_what_only_asks() -> None:
    assert content_words("how many people were held in Jilin, Jilin") == ("people", "held", "jilin")
    assert content_words("吉林追责了多少人") == ("吉林", "追责")


def test_readings_are_syllables_with_breaks_between_runs() -> None:
    assert readings("郴州，张忠") == ("chen", "zhou", "|", "zhang", "zhong")
    assert readings("no Chinese") == ()


def test_spellings_are_few_and_quick_even_for_a_long_word() -> None:
    syllables = frozenset({"xi", "an", "xian", "a", "n", "na"})
    assert spellings("xian", syllables) == (("xian",), ("xi", "an"), ("xi", "a", "n"))
    with at_most(0.1, time.process_time):
        assert len(spellings("an" * 15, syllables)) == 4
        assert spellings("an" * 500, syllables) == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("追责问责多少人？", "figure"),
        ("How many people?", "figure"),
        ("百分之几", "figure"),
        ("何时召开会议", "date"),
        ("几月几日开会", "date"),
        ("几点开始", "date"),
        ("When was it?", "date"),
        ("谁是组长", "person"),
        ("Who led it?", "person"),
        ("在哪个小区", "place"),
        ("Which district?", "place"),
        ("制定了什么方案", "name"),
        ("几乎没有", "other"),
        ("", "other"),
        ("list the counties that were inspected in Hunan", "place"),
        ("Which counties were inspected?", "place"),
        ("列出越秀派干部去的街道", "place"),
        ("list the figures of the city", "other"),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_two_questions_at_once_are_parted_and_others_are_not() -> None:
    assert split_parts("立案几人、免职几人？") == ("立案几人", "免职几人？")
    assert split_parts("How many cases and how many removed?") == ("How many cases", "how many removed?")
    for whole in ("when and where was it held", "张三和李四是谁", "how many men and women", "\n" * 100_000):
        assert split_parts(whole) == (whole,)
