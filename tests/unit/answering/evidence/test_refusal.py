"""Why a question is not answered, and a bar of support for each pair of languages."""

import pytest

from qa.answering.evidence.reader import OfAnother
from qa.answering.evidence.refusal import reason_to_refuse, supported
from qa.answering.evidence.scope import Scope
from qa.answering.evidence.support import PAIRS
from qa.types import Document, Evidence, Form, Hit, Language, Passage, Question, Range, Subject, Term

REPORT = "截至目前,全省追责问责484人,已经处理479人。张忠担任组长。"
DOCUMENT = Document("jilin.txt", "吉林战疫", REPORT, "zh", source="吉林省纪委", date="2022-05-26")
PASSAGE = Passage("jilin.txt#0", "jilin.txt", "", REPORT, 0, len(REPORT))
BARS = dict.fromkeys(PAIRS, 0.05)
HIT = Hit(PASSAGE, 0.2, {"dense": 1})
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


def _scope(*terms: Term, text: str = "?") -> tuple[Question, Scope]:
    question = Question(text, "en", terms)
    return question, Scope(question, lambda _: DOCUMENT)


def _evidence(quote: str, span: str | None, support: float = 0.9) -> Evidence:
    start = REPORT.index(quote)
    at: Range | None = None
    if span is not None:
        first = start + quote.index(span)
        at = (first, first + len(span))
    return Evidence(HIT, (start, start + len(quote)), at, support)


def test_a_place_and_a_year_in_no_document_are_both_named() -> None:
    document, _ = _document("没有。")
    year = Term("n2031", {"zh": (Form("n2031"),)}, weights={"zh": 0.0})
    question = Question("how many in Wuhan in 2031", "en", (_place("Wuhan", "武汉", found=0.0), year))
    reason = reason_to_refuse(question, [], Scope(question, lambda _: document), BARS)
    assert reason == "Wuhan, 2031 is not in these documents."


def _subject(text: str, weight: float) -> Subject:
    return Subject(text, (Term(text, {"zh": (Form(text),)}, weights={"zh": weight}),))


def test_a_name_that_stands_nowhere_is_named() -> None:
    asked = Question("how many in Ash", "en", (JILIN,), (_subject("Ash", 0.0), _subject("Oak", 1.0)))
    weak = [_evidence("全省追责问责484人", "484人", support=0.01)]
    reason = reason_to_refuse(asked, weak, Scope(asked, lambda _: DOCUMENT), BARS, is_in_scope=True)
    assert reason == "Nowhere in these documents: “Ash”."
    held = Question("how many in Oak", "en", (JILIN,), (_subject("Oak", 1.0),))
    assert "Nowhere" not in reason_to_refuse(held, weak, Scope(held, lambda _: DOCUMENT), BARS, is_in_scope=True)


def test_an_identifier_or_a_name_that_was_not_weighed_is_not_said_to_be_nowhere() -> None:
    bare = (Term("A", {"zh": ()}),)
    asked = Question("how many", "en", (JILIN,), (Subject("A-7", pattern="A-7"), Subject("A", bare)))
    weak = [_evidence("全省追责问责484人", "484人", support=0.01)]
    assert "Nowhere" not in reason_to_refuse(asked, weak, Scope(asked, lambda _: DOCUMENT), BARS, is_in_scope=True)


def test_each_pair_of_languages_has_a_bar_of_its_own() -> None:
    _, chinese = _document("追责问责四百八十四人。")
    _, english = _document("In all 484 people were held accountable.", "en")
    evidence = [Evidence(Hit(one, 1.0, {}), (0, 5), None, 0.3) for one in (chinese, english)]
    bars = {**dict.fromkeys(PAIRS, 0.2), ("en", "zh"): 0.4}
    assert supported(Question("how many", "en", ()), evidence, bars) == (evidence[1],)
    assert supported(Question("多少", "zh", ()), evidence, bars) == tuple(evidence)


@pytest.mark.parametrize(("language", "expected"), [("en", "The question does not say"), ("zh", "这个问题没有说明")])
def test_a_question_without_a_word_that_tells_is_refused_whatever_is_found(language: Language, expected: str) -> None:
    document, passage = _document("共有五人。")
    evidence = Evidence(Hit(passage, 1.0, {}), (0, 5), (2, 3), 0.9)
    question = Question("它有多少个？", language, ())
    scope = Scope(question, lambda _: document)
    assert reason_to_refuse(question, [evidence], scope, BARS).startswith(expected)


def test_where_passages_of_the_place_were_read_none_is_said_to_be_missing() -> None:
    document, _ = _document("长春共有五人。")
    question = Question("how many in Changchun", "en", (_place("Changchun", "长春", "changchun"),))
    scope = Scope(question, lambda _: document)
    assert reason_to_refuse(question, (), scope, BARS) == "No document that fits is about Changchun."
    said = reason_to_refuse(question, (), scope, BARS, is_in_scope=True)
    assert said == "No sentence says it clearly enough. Looked for: Changchun."


def test_a_place_in_no_document_is_named() -> None:
    question, scope = _scope(SHANGHAI)
    assert reason_to_refuse(question, [], scope, BARS) == "Shanghai is not in these documents."


def test_too_little_support_is_a_reason_and_enough_is_none() -> None:
    question, scope = _scope(JILIN, text="how many in Jilin")
    weak = reason_to_refuse(question, [_evidence("张忠担任组长。", None, 0.001)], scope, BARS)
    assert weak == "No sentence says it clearly enough. Looked for: Jilin."
    assert reason_to_refuse(question, [_evidence("张忠担任组长。", None, 0.9)], scope, BARS) == ""


def test_what_speaks_of_another_has_to_be_more_likely_right_than_wrong() -> None:
    question, _ = _scope(JILIN)
    own, other = (kind(HIT, (0, 4), None, 0.4) for kind in (Evidence, OfAnother))
    sure = OfAnother(HIT, (0, 4), None, 0.5)
    assert supported(question, [own, other, sure], BARS) == (own, sure)


def test_a_subject_of_which_something_else_is_told_is_named() -> None:
    birch = Term("Birch", {}, weights={"en": 1.0})
    asked = Question("Who manages the Birch depot?", "en", (birch,), (Subject("Birch", (birch,)),))
    other = OfAnother(HIT, (0, 4), None, 0.4)
    reason = reason_to_refuse(asked, [other], Scope(asked, lambda _: DOCUMENT), BARS, is_in_scope=True)
    assert reason == "“Birch” is named in these documents, but they do not tell this of it."
