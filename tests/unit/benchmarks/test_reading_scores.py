"""How spans are compared with accepted answers, worked out by hand."""

import pytest

from benchmarks.held_out import in_half, spread
from benchmarks.reading_scores import area_under_curve, cmrc_f1, exact_match, f1


def test_an_english_answer_is_compared_without_case_articles_and_punctuation() -> None:
    assert exact_match("The Panthers.", ["panthers"], "en") == 1
    assert exact_match("Panthers defense", ["panthers"], "en") == 0


def test_a_chinese_answer_is_compared_without_punctuation_and_width() -> None:
    assert exact_match("《战国无双３》", ["战国无双3"], "zh") == 1


def test_the_best_of_several_accepted_answers_counts() -> None:
    # panthers defense against panthers: 2 × 1 / (2 + 1).
    assert f1("panthers defense", ["points", "panthers"], "en") == pytest.approx(2 / 3)


def test_chinese_f1_is_over_characters_and_latin_words() -> None:
    # 136 次 against 136: tokens 136, 次; 2 × 1 / (2 + 1).
    assert f1("136 次", ["136"], "zh") == pytest.approx(2 / 3)


def test_the_f1_of_cmrc_counts_one_unbroken_run() -> None:
    # 甲乙丙丁 and 甲乙戊丁 share 甲, 乙, 丁, of which 甲乙 is the longest run.
    assert f1("甲乙丙丁", ["甲乙戊丁"], "zh") == pytest.approx(3 / 4)
    assert cmrc_f1("甲乙丙丁", ["甲乙戊丁"], "zh") == pytest.approx(2 / 4)


def test_nothing_shared_is_zero() -> None:
    assert f1("甲", ["乙"], "zh") == cmrc_f1("甲", ["乙"], "zh") == cmrc_f1("", ["乙"], "zh") == 0


def test_the_area_under_the_curve_counts_pairs_in_the_right_order() -> None:
    # 3 > 1, 3 > 2, 2 > 1 and the tie 2 = 2: 3.5 of 4.
    assert area_under_curve([3, 2], [1, 2]) == 3.5 / 4


def test_each_held_out_article_is_in_one_half() -> None:
    assert [in_half(one, "calibration") for one in (2, 5, 8)] == [True, False, True]
    assert [in_half(one, "report") for one in (2, 5, 8)] == [False, True, False]
    assert not in_half(3, "both")


def test_a_limited_set_is_spread_over_the_whole_one() -> None:
    assert spread(list(range(10)), 4) == [0, 2, 5, 7]
    assert spread([1, 2], 0) == [1, 2]
