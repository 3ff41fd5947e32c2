"""Figures and dates are read as values, whichever way they are written."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language import dates, figures, plain, search_terms

NUMERIC = st.text(
    "0123456789零〇一二两三四五六七八九十百千万亿廿点几多余第百分之年月日号,.%-—至、 and hundred one a Mayjune萬億壹拾",
    max_size=60,
)


def _read(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], plain(one.value) + ("%" if one.percent else "")) for one in figures(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("42", "42"),
        ("四十二", "42"),
        ("forty-two", "42"),
        ("38万", "380000"),
        ("38萬", "380000"),
        ("380,000", "380000"),
        ("three hundred and eighty thousand", "380000"),
        ("1.6万", "16000"),
        ("1,307亿", "130700000000"),
        ("一千三百零七亿", "130700000000"),
        ("二億", "200000000"),
        ("1.2万亿", "1200000000000"),
        ("3亿5000万", "350000000"),
        ("一点五亿", "150000000"),
        ("百分之十二", "12%"),
        ("百分之二十点五", "20.5%"),
        ("百分之百", "100%"),
        ("12.5%", "12.5%"),
        ("１２．５％", "12.5%"),
        ("12 per cent", "12%"),
        ("5 percentage points", "5%"),
        ("5个百分点", "5%"),
        ("两万零三", "20003"),
        ("一百二", "120"),
        ("一百零二", "102"),
        ("三万五", "35000"),
        ("十二", "12"),
        ("廿五", "25"),
        ("卅", "30"),
        ("〇", "0"),
        ("二〇二二", "2022"),
        ("300多万", "3000000"),
        ("三十余万", "300000"),
        ("４２", "42"),
        ("壹佰贰拾", "120"),
        ("a hundred and fifty", "150"),
        ("2.5 billion", "2500000000"),
        ("one million, two hundred thousand and five", "1200005"),
    ],
)
def test_a_figure_has_one_value_in_every_writing(written: str, value: str) -> None:
    assert _read(written) == [(written, value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3-5个", [("3", "3"), ("5", "5")]),
        ("3,4,5", [("3", "3"), ("4", "4"), ("5", "5")]),
        ("第三批69名", [("三", "3"), ("69", "69")]),
        ("the 21st of 44", [("21", "21"), ("44", "44")]),
        ("one thousand and two thousand", [("one thousand", "1000"), ("two thousand", "2000")]),
        ("six or seven hundred", [("six", "6"), ("seven hundred", "700")]),
        ("1万2千人和3000人", [("1万2千", "12000"), ("3000", "3000")]),
        ("10万20万", [("10万", "100000"), ("20万", "200000")]),
        ("七点五十分", [("七", "7"), ("五十", "50")]),
    ],
)
def test_neighbouring_figures_are_kept_apart_in_order(text: str, found: list[tuple[str, str]]) -> None:
    assert _read(text) == found


@pytest.mark.parametrize(
    "text", ["万一", "千万不要", "几十万人", "十几人", "三四百", "三三两两", "half a million", "百", "hundreds"]
)
def test_what_only_hints_at_a_number_is_none(text: str) -> None:
    assert _read(text) == []


def test_numerals_too_long_to_be_a_quantity_cost_no_time() -> None:
    assert figures("1" * 1_000_000 + "万") == ()
    assert figures("一" + "万" * 100_000) == ()


def _dated(text: str) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(text[one.start : one.end], one.year, one.month, one.day) for one in dates(text)]


@pytest.mark.parametrize(
    "written",
    [
        "2022年5月26日",
        "2022 年 5 月 26 日",
        "2022年5月26号",
        "二〇二二年五月二十六日",
        "二零二二年五月廿六日",
        "2022-05-26",
        "2022/5/26",
        "May 26, 2022",
        "26 May 2022",
        "26th of May 2022",
        "２０２２年５月２６日",
    ],
)
def test_a_date_has_one_value_in_every_writing(written: str) -> None:
    assert _dated(written) == [(written, 2022, 5, 26)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2022年", [("2022", 2022, None, None)]),
        ("2022年5月", [("2022年5月", 2022, 5, None)]),
        ("Sept. 5", [("Sept. 5", None, 9, 5)]),
        ("三月三十一日", [("三月三十一日", None, 3, 31)]),
        ("7月29日至30日", [("7月29日", None, 7, 29), ("30日", None, 7, 30)]),
        ("7月30日、31日", [("7月30日", None, 7, 30), ("31日", None, 7, 31)]),
        ("July 29-30, 2021", [("July 29-30, 2021", 2021, 7, 29), ("30", 2021, 7, 30)]),
        ("3个月", []),
        ("march 38,000 steps", []),
        ("12月32日", []),
        ("2月30日", []),
        ("13月1日", []),
        ("12345年", []),
    ],
)
def test_a_date_says_no_more_than_the_text(
    text: str, found: list[tuple[str, int | None, int | None, int | None]]
) -> None:
    assert _dated(text) == found


def test_search_terms_are_the_same_in_both_languages() -> None:
    assert search_terms("38万张，7月29日") == ("n380000", "n7", "n29", "d07x29")
    assert search_terms("380,000 on July 29") == ("n380000", "n29", "d07x29")
    assert search_terms("一点五") == ("n1p5",)


def test_a_plain_number_has_no_exponent_and_no_idle_zeros() -> None:
    assert [plain(Decimal(one)) for one in ("1.60E+4", "2.50", "100", "0.0")] == ["16000", "2.5", "100", "0"]


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.one_of(NUMERIC, st.text(max_size=60)))
def test_figures_and_dates_of_any_text_have_ranges_in_order(text: str) -> None:
    found = [(one.start, one.end) for one in figures(text)]
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in zip(found, found[1:], strict=False))
    days = [(one.start, one.end) for one in dates(text)]
    assert all(0 <= start < end <= len(text) for start, end in days)
    assert days == sorted(days)
