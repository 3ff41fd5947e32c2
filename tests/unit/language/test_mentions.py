"""Figures, dates, names, persons and places where a text mentions them."""

from qa.language.mentions import Kind, is_elsewhere, of_kind
from qa.types import Language


def _texts(sentence: str, kind: Kind, language: Language = "zh") -> list[str]:
    return [sentence[slice(*one)] for one in of_kind(sentence, kind, language)]


def test_figures_come_with_the_unit_of_a_measure() -> None:
    assert _texts("推动1.6万吨化肥转运,拨付603万元,检测率100%。", "figure") == ["1.6万吨", "603万元", "100%"]


def test_the_parts_of_a_date_are_no_figures() -> None:
    assert _texts("7月29日至30日,11个县市区。", "figure") == ["11"]


def test_a_chinese_numeral_counts_only_before_a_measure_word() -> None:
    assert _texts("一些人统一要求,第三次会议派出三人,提出八个不准。", "figure") == ["三", "八"]


def test_dates_stand_before_bare_years() -> None:
    assert _texts("2020年2月19日晚,2021", "date") == ["2020年2月19日"]
    assert _texts("in 1997 and 2003", "date", "en") == ["1997", "2003"]


def test_titles_stand_in_their_marks() -> None:
    assert _texts("印发《工作提示函》,提出“八严禁”要求", "name") == ["《工作提示函》", "“八严禁”"]


def test_a_person_has_a_surname() -> None:
    assert "张忠" in _texts("省监委主任张忠担任组长", "person")


def test_a_month_is_no_name() -> None:
    assert _texts("On 29 July the leaders met Wang Lingbo.", "person", "en") == ["Wang Lingbo"]


def test_a_latin_name_ends_where_chinese_begins() -> None:
    assert _texts("由John Smith张三带队", "person") == ["张三", "John Smith"]


def test_a_sentence_is_elsewhere_that_names_a_place_and_none_of_those_asked_for() -> None:
    assert is_elsewhere("长春派出5个组。", [[]])
    assert not is_elsewhere("长春派出5个组。", [[], [(0, 2)]])
    assert not is_elsewhere("共派出5个组。", [[]])
    assert not is_elsewhere("长春派出5个组。", [])


def test_a_question_without_a_kind_has_no_candidates() -> None:
    assert _texts("全省追责问责484人。", "other") == []
