"""The plain view: what a person sees, and where it stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.plain_text import on_one_line, plain
from tests.properties import cases

WRAPPED = (
    "全市今年共检修水闸一百二十八座，更换闸\n门36扇，投入资金1.2亿元，出动潜水\n"
    "员54名，工程由海河公司承建于202\n3年10月3日完工。\n"
)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("12&nbsp;600 tickets for &euro;8", "12,600 tickets for €8"),
        ("58\u202f214 visitors", "58,214 visitors"),
        ("9&#44;800 cups", "9,800 cups"),
        ("Mill\xadbrook, 3\u200b150张", "Millbrook, 3150张"),
        ("２０２２年４８６件，９３．５％", "2022年486件，93.5%"),
        ("\u2f08口", "人口"),
        ("AT&T; R&D &c.", "AT&T; R&D &c."),
        ("cost 2,\n350,000 dollars", "cost 2,350,000 dollars"),
        ("Brindle and\nSons", "Brindle and Sons"),
        ("> 41 days and\n> found", "> 41 days and found"),
        ("> said.\nNo", "> said.\nNo"),
        (WRAPPED, WRAPPED.replace("\n", "") + "\n"),
        ("Name: Harlow\nTown: Alton", "Name: Harlow\nTown: Alton"),
        ("王伟\n李丽", "王伟\n李丽"),
        ("联系电话：关于本次活动的有关事项请咨询 0431-88904567\n2022年3月5日", None),
        ("- 41 days and\n- found", "- 41 days and\n- found"),
    ],
)
def test_the_view_shows_what_a_person_sees(text: str, view: str | None) -> None:
    assert plain(text).text == (text if view is None else view)


@pytest.mark.parametrize(
    ("text", "shown", "own"),
    [
        ("sold 12&nbsp;600 tickets", "12,600", "12&nbsp;600"),
        ("sold &euro;8 each", "€8", "&euro;8"),
        ("共有3\u200b150张", "3150", "3\u200b150"),
        (WRAPPED, "2023年10月3日", "202\n3年10月3日"),
        ("> found that\n> the crane broke", "that the crane", "that\n> the crane"),
    ],
)
def test_each_place_of_the_view_is_known_in_the_text(text: str, shown: str, own: str) -> None:
    view = plain(text)
    start = view.text.index(shown)
    assert text[slice(*view.place((start, start + len(shown))))] == own


def test_in_one_sentence_every_break_is_a_joint() -> None:
    assert on_one_line("更换闸\n门36扇") == "更换闸门36扇"
    assert on_one_line("Alton \n  lies") == "Alton lies"


@cases(300, same=True)
@given(st.text(alphabet="a1，, \n\r>&;#nbsp\u200b\u00a0二月\u2f08Ａ．％", max_size=60))
def test_the_view_of_any_text_covers_places_in_order(text: str) -> None:
    view = plain(text)
    places = [view.place((at, at + 1)) for at in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
