"""The reading aid: words with reading and meaning, names romanised, figures as the reader writes them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Gloss, reading_aid


def _glosses(text: str) -> dict[str, Gloss]:
    return {text[gloss.start : gloss.end]: gloss for gloss in reading_aid(text)}


def test_a_chinese_word_has_its_pinyin_and_its_english_meanings() -> None:
    found = _glosses("他去银行，不行。")
    assert (found["银行"].reading, found["银行"].meanings) == ("yínháng", ("bank",))
    assert found["不行"].reading == "bùxíng"
    assert found["他"].meanings[0] == "he or him"


def test_words_are_cut_as_the_dictionary_has_them() -> None:
    assert [*_glosses("共追责问责484人")] == ["共", "追责问责", "人"]
    assert "held accountable" in _glosses("追责问责")["追责问责"].meanings


def test_a_meaning_in_two_forms_is_told_once() -> None:
    meanings = _glosses("监督")["监督"].meanings
    assert "supervise" in meanings
    assert "to supervise" not in meanings


def test_persons_and_places_without_an_entry_are_romanised() -> None:
    found = _glosses("王春晖和顾敏在梅岭村报道。")
    assert (found["王春晖"].kind, found["王春晖"].meanings) == ("name", ("Wang Chunhui",))
    assert found["顾敏"].meanings == ("Gu Min",)


@pytest.mark.parametrize(
    ("text", "part", "written"),
    [
        ("共38万人", "38万", "380,000"),
        ("占百分之三十", "百分之三十", "30%"),
        ("2022年5月26日发布", "2022年5月26日", "26 May 2022"),
        ("about 2.3 million people", "2.3 million", "230万"),
        ("on 26 May 2022", "26 May 2022", "2022年5月26日"),
        ("twelve firms", "twelve", "12"),
    ],
)
def test_figures_and_dates_are_given_as_the_reader_writes_them(text: str, part: str, written: str) -> None:
    assert _glosses(text)[part] == Gloss(text.index(part), text.index(part) + len(part), "figure", "", (written,))


def test_a_figure_that_both_write_alike_has_no_gloss() -> None:
    assert [gloss for text in ("484人", "8,586 people") for gloss in reading_aid(text) if gloss.kind == "figure"] == []


def test_traditional_characters_are_found_by_their_simplified_forms() -> None:
    found = _glosses("張忠擔任督導檢查組組長，共38萬人")
    assert found["張忠"].meanings == ("Zhang Zhong",)
    assert found["擔任"].reading == "dānrèn"
    assert found["38萬"].meanings == ("380,000",)


def test_english_words_and_phrases_have_their_chinese_ones_common_ones_first() -> None:
    found = _glosses("The State Council built a hospital for the people")
    assert found["State Council"].meanings == ("国务院",)
    assert found["hospital"].meanings[0] == "医院"
    assert found["people"].meanings[0] == "人"
    assert "The" not in found


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("吉林省共問責张忠担任38万人百分之三十，。 a Th.e5月6日行长地\n\u200b**|🙂"), max_size=60)
)
def test_glosses_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    at = 0
    for gloss in reading_aid(text):
        assert at <= gloss.start < gloss.end <= len(text)
        assert gloss.meanings
        assert all(gloss.meanings)
        at = gloss.end


def test_a_long_quote_is_glossed_to_its_end() -> None:
    text = "全省纪检监察机关对重点场所进行监督检查。" * 100
    found = reading_aid(text)
    assert len(text) == 2000
    assert text[found[-1].start : found[-1].end] == "监督检查"
