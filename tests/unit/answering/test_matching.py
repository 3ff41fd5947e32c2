"""Where terms of a question stand in a text: as words, by stem, in pinyin, as a figure."""

from qa.answering.matching import Matcher
from qa.types import Form, Term


def test_a_name_in_pinyin_finds_its_characters() -> None:
    term = Term("Guangta", {"zh": (Form("guang ta", is_reading=True),)})
    assert Matcher("奔赴光塔街检测").find(term, "zh") == ((2, 4),)


def test_pinyin_is_tried_only_where_no_word_is_found() -> None:
    term = Term("Jilin", {"zh": (Form("吉林"), Form("ji lin", is_reading=True))})
    assert Matcher("吉林,麒麟,及林").find(term, "zh") == ((0, 2),)
    assert Matcher("暨麟").find(term, "zh") == ((0, 2),)


def test_a_name_whose_characters_are_known_is_not_found_by_sound_in_a_common_word() -> None:
    term = Term("Shanghai", {"zh": (Form("上海"), Form("shang hai", is_reading=True))})
    assert Matcher("学生意外伤害责任保险").find(term, "zh") == ()
    fujian = Term("Fujian", {"zh": (Form("福建"), Form("fu jian", is_reading=True))})
    assert Matcher("深化数字政府建设").find(fujian, "zh") == ()
    zhang = Term("Zhang Zhong", {"zh": (Form("张仲"), Form("zhang zhong", is_reading=True))})
    assert Matcher("组长张忠带队检查").find(zhang, "zh") == ((2, 4),)


def test_english_words_are_found_by_stem_and_phrase() -> None:
    term = Term("held accountable", {"en": (Form("hold account"),)})
    assert Matcher("484 people were held accountable there").find(term, "en") == ((16, 32),)


def test_a_figure_is_found_by_value() -> None:
    term = Term("n380000", {"zh": (Form("n380000"),)})
    assert Matcher("通行证38万余张").find(term, "zh") == ((3, 6),)
