"""What speaks against a span that a language model claims."""

import pytest

from qa.answering.evidence.claimed import coverage, scope_fault
from qa.language import detect, stem
from qa.question.subject import subjects
from qa.types import Document, Form, Question, Term
from tests.sources import found, shelf, source


def _term(text: str, *, is_place: bool = False) -> Term:
    return Term(text, {"zh": (Form(text),), "en": (Form(stem(text.lower())),)}, is_place=is_place)


def _fault(asked: str, terms: tuple[str, ...], sentence: str, said: str, *, text: str = "", title: str = "") -> object:
    told = text or sentence
    document = source("a.txt", told, language=detect(told))
    if title:
        document = Document(document.id, title, told, document.language)
    words = tuple(_term(each, is_place=each.endswith("市")) for each in terms)
    question = Question(asked, detect(asked), words, subjects(asked, words))
    return scope_fault(question, found(document, sentence, said, 0.8), shelf([document]))


DRIVERS = "The Birch depot has 44 buses and 12 drivers."
PUNISHED = "给予党纪处分209人，给予组织处理217人。"
REMOVED = "Cases were filed against three people, four were removed."
CITIES = "长春市发现问题8586个，吉林市发现问题5319个。"
INCOMES = "城乡居民收入分别增长4.4%、5.8%。"


@pytest.mark.parametrize(
    ("asked", "terms", "sentence", "said", "fault"),
    [
        ("How many buses does the Birch depot have?", ("buses", "Birch", "depot"), DRIVERS, "44", None),
        ("How many drivers does the Birch depot have?", ("drivers", "Birch", "depot"), DRIVERS, "12", None),
        ("How many drivers does the Birch depot have?", ("drivers", "Birch", "depot"), DRIVERS, "44", "figure"),
        ("How many trams does the Birch depot have?", ("trams", "Birch", "depot"), DRIVERS, "44", "attribute"),
        ("How many buses does the Ash depot have?", ("buses", "Ash", "depot"), DRIVERS, "44", "subject"),
        ("给予组织处理多少人？", ("组织处理",), PUNISHED, "217", None),
        ("给予组织处理多少人？", ("组织处理",), PUNISHED, "209", "figure"),
        ("吉林市发现问题多少个？", ("吉林市", "发现", "问题"), CITIES, "5319", None),
        ("吉林市发现问题多少个？", ("吉林市", "发现", "问题"), CITIES, "8586", "another"),
        ("居民收入增长多少？", ("居民", "收入", "增长"), INCOMES, "4.4%", "figure"),
        ("How many people were removed?", ("people", "removed"), REMOVED, "three", "figure"),
        ("How many people were removed?", ("people", "removed"), REMOVED, "four", None),
        ("设有多少个工作组？", ("工作组",), "从三个方面入手，设有工作组。", "三", "attribute"),
        ("立案多少起？", ("立案",), "立案87起。", "87起", None),
        ("生产总值多少？", ("生产总值",), "生产总值达14.2万亿元、年均增长5.7%。", "14.2万亿元", None),
        ("生产总值多少？", ("生产总值",), "生产总值迈上4个台阶、达14.2万亿元。", "14.2万亿元", None),
        ("2020年立案多少起？", ("立案",), "2021年立案87起。", "87起", "period"),
        ("年收入增长多少？", ("收入", "增长"), "收入年均增长5.8%。", "5.8%", "another"),
        ("How many people work there?", ("people", "work"), "Anna Holm and her people work a lot.", "a lot", "kind"),
    ],
)
def test_a_span_is_claimed_rightly_or_for_a_reason_not(
    asked: str, terms: tuple[str, ...], sentence: str, said: str, fault: str | None
) -> None:
    assert _fault(asked, terms, sentence, said) == fault


def test_a_subject_may_stand_above_the_sentence_or_before_it() -> None:
    asked, terms = "How many buses does the Oak depot have?", ("buses", "Oak", "depot")
    assert _fault(asked, terms, "It has 61 buses.", "61", title="The Oak depot") is None
    before = "The Oak depot lies in Alton. It has 61 buses."
    assert _fault(asked, terms, "It has 61 buses.", "61", text=before) is None


def test_a_span_is_found_in_the_plain_view_of_its_passage() -> None:
    text = "The Birch depot has &nbsp;44 buses\nand 12 drivers."
    asked, terms = "How many drivers does the Birch depot have?", ("drivers", "Birch", "depot")
    assert _fault(asked, terms, text, "12") is None
    assert _fault(asked, terms, text, "44") == "figure"


def test_coverage_is_the_share_of_the_question_in_the_sentence() -> None:
    document = source("a.txt", "The Oak depot has 61 buses.", language="en")
    question = Question("How many trams?", "en", (_term("Oak"), _term("buses"), _term("trams"), _term("depot")))
    assert coverage(question, found(document, document.text, "61", 0.5), shelf([document])) == 0.75
