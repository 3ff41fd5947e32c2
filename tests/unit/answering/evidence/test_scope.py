"""Which passages a question asks about: places and years as a rule of their own."""

import pytest

from qa.answering.evidence.scope import Scope
from qa.language.demonyms import is_demonym
from qa.types import Document, Form, Hit, Language, Passage, Question, Term

REPORT = "截至目前,全省追责问责484人,已经处理479人。张忠担任组长。"
DOCUMENT = Document("jilin.txt", "吉林战疫", REPORT, "zh", source="吉林省纪委", date="2022-05-26")
PASSAGE = Passage("jilin.txt#0", "jilin.txt", "", REPORT, 0, len(REPORT))
SHANGHAI = Term("Shanghai", {"zh": (Form("上海"),)}, is_place=True, weights={"zh": 0.0})
JILIN = Term("Jilin", {"zh": (Form("吉林"),)}, is_place=True, weights={"zh": 1.2})


def _document(text: str, language: Language = "zh", title: str = "") -> tuple[Document, Passage]:
    document = Document("a", title, text, language)
    return document, Passage("a#0", "a", "", text, 0, len(text))


def _place(text: str, chinese: str = "", english: str = "", found: float = 1.0) -> Term:
    forms: dict[Language, tuple[Form, ...]] = {
        "zh": (Form(chinese),) if chinese else (),
        "en": (Form(english),) if english else (),
    }
    return Term(text, forms, is_place=True, weights={"zh": found, "en": found})


def _holds(asked: str, text: str, *terms: Term, language: Language = "zh", title: str = "") -> bool:
    document, passage = _document(text, language, title)
    return Scope(Question(asked, "en", terms), lambda _: document).holds(passage)


def _scope(*terms: Term, text: str = "?") -> tuple[Question, Scope]:
    question = Question(text, "en", terms)
    return question, Scope(question, lambda _: DOCUMENT)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("how many in 2019", "2019年共有五人。", True),
        ("how many in 2019", "2018年共有五人。", False),
        ("2019年有多少人", "二〇一九年共有五人。", True),
        ("which network led in the 1970s", "七十年代末领先。", True),
        ("1970年代谁领先", "七十年代末领先。", True),
        ("in the 1980's", "没有年份。", True),
        ("room 20190", "没有年份。", True),
    ],
)
def test_a_year_of_the_question_must_stand_in_the_document_and_a_decade_need_not(
    asked: str, text: str, expected: bool
) -> None:
    assert _holds(asked, text) is expected


def test_a_document_of_another_year_may_name_the_one_asked_for_only_in_the_passage() -> None:
    document = Document("a", "2021年报告", "甲" * 400 + "2019年五人。" + "乙" * 10, "zh")
    named = Passage("a#1", "a", "", document.text[400:], 400, len(document.text))
    other = Passage("a#0", "a", "", document.text[:400], 0, 400)
    scope = Scope(Question("how many in 2019", "en", ()), lambda _: document)
    assert [scope.holds(named), scope.holds(other)] == [True, False]


def test_a_text_on_several_years_must_name_the_year_beside_what_is_asked() -> None:
    lead = "Source: briefings of 2019, 2020 and 2021\n" + "x" * 300
    document = Document("a", "Briefing", f"{lead}484 people.\nIn 2019, 12 people.", "en", date="2021-05-26")
    first = document.text.index("484")
    bare = Passage("a#0", "a", "", document.text[first : first + 11], first, first + 11)
    dated = Passage("a#1", "a", "", document.text[first + 12 :], first + 12, len(document.text))

    def holds(asked: str) -> list[bool]:
        scope = Scope(Question(asked, "en", ()), lambda _: document)
        return [scope.holds(bare), scope.holds(dated)]

    assert holds("how many in 2019") == [False, True]
    assert holds("how many in 2021") == [True, True]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("In China's 2010 Report on the Work of the Government, what was the deficit?", False),
        ("the deficit in the 2010 annual report", False),
        ("the deficit in the report for 2010", False),
        ("2010年政府工作报告中赤字是多少", False),
        ("how many cases did the city in 2010 report", True),
        ("2010年报告了多少例", True),
        ("the deficit in the 2011 report", True),
        ("how much was the deficit in 2010", True),
    ],
)
def test_the_year_of_a_report_is_that_of_its_title_and_not_one_that_it_mentions(asked: str, expected: bool) -> None:
    assert _holds(asked, "2010年赤字一万亿元，报告病例五例。", title="2011年政府工作报告") is expected


def test_a_place_does_not_stand_where_only_its_one_character_name_does() -> None:
    france = Term("France", {"zh": (Form("法国"), Form("法"))}, is_place=True, weights={"zh": 1.0})
    assert not _holds("the capital of France", "依法办事，首府一处。", france)
    assert _holds("the capital of France", "法国的首府一处。", france)


def test_a_country_stands_in_an_english_text_by_its_adjective_too() -> None:
    germany = _place("德国", "德国", "germani")
    assert _holds("德国的比例", "German exports grew.", germany, language="en")
    assert not _holds("德国的比例", "Polish exports grew.", germany, language="en")


def test_a_country_stands_at_no_head_where_the_text_names_it_again_and_again() -> None:
    china, paris = _place("China", "中国", "china"), _place("Paris", "巴黎", "pari")
    often, once = "中国经济增长。中国特色。中国制造。", "中国经济增长。"
    document = Document("a", "政府工作报告", often + "甲" * 300 + "赤字一万亿元。", "zh")
    start = document.text.index("赤字")
    passage = Passage("a#1", "a", "", document.text[start:], start, len(document.text))
    assert Scope(Question("deficit of China", "en", (china,)), lambda _: document).holds(passage)
    assert not Scope(Question("deficit of Paris", "en", (paris,)), lambda _: document).holds(passage)
    document = Document("a", "政府工作报告", "甲" * 300 + once + "赤字一万亿元。", "zh")
    start = document.text.index("赤字")
    passage = Passage("a#1", "a", "", document.text[start:], start, len(document.text))
    assert not Scope(Question("deficit of China", "en", (china,)), lambda _: document).holds(passage)


def test_a_country_that_many_passages_name_and_no_head_narrows_nothing() -> None:
    texts = {"a": "赤字一万亿元。", "b": "法国的赤字一万亿元。"}
    documents = {name: Document(name, "报告", text, "zh") for name, text in texts.items()}
    hits = [Hit(Passage(f"{name}#0", name, "", text, 0, len(text)), 1.0, {}) for name, text in texts.items()]

    def within(weight: float) -> list[str]:
        france = _place("France", "法国", "franc", found=weight)
        scope = Scope(Question("deficit of France", "en", (france,)), documents.__getitem__)
        return [hit.passage.document_id for hit in scope.within(hits)]

    assert within(1.0) == ["a", "b"]
    assert within(3.0) == ["b"]
    documents["b"] = Document("b", "法国报告", texts["b"], "zh")
    assert within(1.0) == ["b"]


def test_an_adjective_a_unit_a_common_word_or_a_lone_character_is_no_place() -> None:
    assert is_demonym("British")
    assert not is_demonym("Britain")
    for term in (_place("British", "英国"), _place("Yuan", "沅"), _place("资源", "资源"), _place("陈", "陈")):
        assert _holds("?", "没有地名。", term)


def test_a_country_that_only_its_adjective_may_stand_for_is_not_said_to_be_nowhere() -> None:
    document, _ = _document("German exports grew.", "en")
    question = Question("德国的比例", "zh", (_place("德国", "德国", "germani", found=0.0),))
    assert Scope(question, lambda _: document).nowhere == ()


def test_a_place_at_the_head_of_the_document_is_enough() -> None:
    _, scope = _scope(JILIN)
    assert scope.holds(PASSAGE)


def test_a_passage_of_another_place_is_out_of_scope() -> None:
    _, scope = _scope(SHANGHAI)
    assert not scope.holds(PASSAGE)


def test_a_year_must_be_the_one_that_the_head_names() -> None:
    assert _scope(text="in 2022")[1].holds(PASSAGE)
    assert not _scope(text="in 2020")[1].holds(PASSAGE)


def test_a_place_that_is_cut_by_an_invisible_mark_is_still_named() -> None:
    text = "南\u200b山区共有养老院27家。"
    document = Document("a", "", text, "zh")
    place = Term("南山区", {"zh": (Form("南山区"),)}, is_place=True, weights={"zh": 1.0})
    scope = Scope(Question("南山区有多少家养老院？", "zh", (place,)), lambda _: document)
    assert scope.holds(Passage("a#0", "a", "", text, 0, len(text)))


@pytest.mark.parametrize(
    ("asked", "title", "expected"),
    [
        ("How many jobs were there in 2025?", "Report 2026", True),
        ("How many jobs were there in 2024?", "Report 2026", False),
        ("How many jobs were there in 2025?", "Report 2025", True),
        # The year of a report that is asked for must be its own.
        ("How many jobs does the 2025 report tell of?", "Work report 2026", False),
    ],
)
def test_a_report_of_one_year_tells_of_the_year_before_if_it_names_that(asked: str, title: str, expected: bool) -> None:
    text = "There were 61 jobs."
    document = Document("a", title, f"{text} In 2025 it rained. In 2024 it snowed.", "en")
    passage = Passage("a#0", "a", "", text, 0, len(text))
    assert Scope(Question(asked, "en", ()), lambda _: document).holds(passage) == expected
