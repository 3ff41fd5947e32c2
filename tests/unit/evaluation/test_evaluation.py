"""The metrics, each worked out by hand on a few results."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import BadQuestionFile, Cancelled
from qa.evaluation import metrics
from qa.evaluation.metrics import Result
from qa.evaluation.normal_form import normalise, tokens
from qa.evaluation.question_set import GoldQuestion, read_questions
from qa.evaluation.refusal_curve import Point, curve_table, refusal_curve, to_json
from qa.evaluation.report import evaluate, mistakes, summarise, to_table
from qa.types import Answer, Citation, Document, Hit, Passage

DOCUMENT = Document("a", "A", "追责问责484人。处理479人。", "zh")
OTHER = Document("b", "B", "另有484人。", "zh")


def _gold(number: int, *answers: str, document_id: str | None = "a", pair: str = "zh-zh") -> GoldQuestion:
    return GoldQuestion(f"q{number}", pair, "多少", answers, document_id, bool(answers))


def _hit(document: Document) -> Hit:
    return Hit(Passage(f"{document.id}#0", document.id, "", document.text, 0, len(document.text)), 0.1, {})


def _said(quote: str, answer: str, document: Document = DOCUMENT, found: tuple[Document, ...] = (DOCUMENT,)) -> Answer:
    start = document.text.index(quote)
    first = document.text.index(answer, start)
    citation = Citation(document, 1, document.id, "", start, start + len(quote), quote, first, first + len(answer))
    hits = tuple(map(_hit, found))
    return Answer("多少", "zh", "answered", f"{answer}[1]", (citation,), hits, 0.9, seconds={"total": 0.2})


def _refused() -> Answer:
    return Answer("多少", "zh", "not_found", "没有", (), (), 0.1, reason="没有", seconds={"total": 0.4})


RIGHT = Result(_gold(1, "484"), _said("追责问责484人", "484"))
WRONG_FIGURE = Result(_gold(2, "484人", "484"), _said("处理479人", "479"))
WRONG_DOCUMENT = Result(_gold(3, "484"), _said("另有484人", "484", OTHER, (OTHER, DOCUMENT)))
WRONGLY_REFUSED = Result(_gold(4, "484"), _refused())
RIGHTLY_REFUSED = Result(_gold(5, document_id=None, pair="en-zh"), _refused())
WRONGLY_ANSWERED = Result(_gold(6, document_id=None, pair="en-zh"), _said("处理479人", "479"))
ALL = [RIGHT, WRONG_FIGURE, WRONG_DOCUMENT, WRONGLY_REFUSED, RIGHTLY_REFUSED, WRONGLY_ANSWERED]


def test_an_answer_is_accurate_when_it_holds_an_accepted_form_whatever_it_cites() -> None:
    assert metrics.answer_accuracy(ALL) == 2 / 4


def test_an_answer_is_grounded_when_the_gold_document_is_quoted() -> None:
    assert metrics.grounded_accuracy(ALL) == 1 / 4


def test_exact_match_and_f1_compare_the_marked_answer() -> None:
    assert metrics.exact_match([RIGHT, WRONG_FIGURE]) == 1 / 2
    longer = Result(_gold(7, "484"), _said("追责问责484人", "问责484人"))
    # The tokens 问 责 <484> 人 against <484>: 2 × 1 / (4 + 1).
    assert metrics.span_f1([longer]) == pytest.approx(0.4)


def test_citation_precision_counts_citations_and_recall_counts_questions() -> None:
    assert metrics.citation_precision(ALL) == 1 / 4
    assert metrics.citation_recall(ALL) == 1 / 4


def test_refusals_are_precise_when_unanswerable_and_complete_when_none_is_missed() -> None:
    assert metrics.refusal_precision(ALL) == 1 / 2
    assert metrics.refusal_recall(ALL) == 1 / 2
    assert metrics.false_refusal_rate(ALL) == 1 / 4


def test_recall_counts_distinct_documents_in_their_order() -> None:
    assert metrics.recall_at(1)([RIGHT, WRONG_DOCUMENT]) == 1 / 2
    assert metrics.recall_at(5)([RIGHT, WRONG_DOCUMENT]) == 1
    assert metrics.mrr_at_10([RIGHT, WRONG_DOCUMENT, WRONGLY_REFUSED]) == pytest.approx((1 + 1 / 2 + 0) / 3)


def test_seconds_are_those_of_the_nearest_rank() -> None:
    assert metrics.seconds_at(50)(ALL) == 0.2
    assert metrics.seconds_at(95)(ALL) == 0.4


def test_what_cannot_be_counted_is_none() -> None:
    assert metrics.refusal_recall([RIGHT]) is None
    assert metrics.answer_accuracy([]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3,800 people", "3800 People"),
        ("38万", "380,000"),
        ("四百八十四", "484"),
        ("562.5 billion", "5625亿"),
        ("July 29", "7月29日"),
        ("“八严禁”", "八严禁"),
        ("張忠", "张忠"),
        ("１５００件", "1500 件"),
        ("12 per cent", "12%"),
    ],
)
def test_these_forms_are_the_same_answer(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_a_figure_does_not_stand_in_a_longer_one() -> None:
    assert normalise("48") not in normalise("484人")
    assert normalise("484") not in normalise("1,484")


def test_tokens_are_characters_words_and_figures() -> None:
    assert tokens("问责484人 in Jilin") == ["问", "责", "<484>", "人", "in", "jilin"]


def test_the_report_has_the_agreed_keys_for_all_and_for_each_pair() -> None:
    report = summarise(ALL)
    keys = [
        "questions",
        "answer_accuracy",
        "grounded_accuracy",
        "exact_match",
        "span_f1",
        "citation_precision",
        "citation_recall",
        "refusal_precision",
        "refusal_recall",
        "false_refusal_rate",
        "recall_at_1",
        "recall_at_5",
        "recall_at_10",
        "mrr_at_10",
        "seconds_p50",
        "seconds_p95",
    ]
    assert list(report) == [*keys, "refusal_curve", "by_language"]
    by_language = report["by_language"]
    assert isinstance(by_language, dict)
    assert list(by_language) == ["en-zh", "zh-zh"]
    assert by_language["en-zh"]["questions"] == 2
    assert json.loads(json.dumps(report)) == report


def test_the_table_has_a_row_for_all_and_for_each_pair() -> None:
    rows = to_table(summarise(ALL)).split("\n\n")[0].splitlines()[2:]
    assert [line.split("|")[1].strip() for line in rows] == ["all", "en-zh", "zh-zh"]


def _at(results: list[Result], threshold: float) -> Point:
    return next(point for point in refusal_curve(results) if point.threshold == threshold)


def test_the_curve_refuses_whatever_is_less_sure_than_its_threshold() -> None:
    # Below 0.5 are the two refusals, of confidence 0.1, one of them right; above it are four answers, of 0.9.
    assert _at(ALL, 0.5) == Point(0.5, 1 / 2, 1 / 2, 1 / 4)
    assert _at(ALL, 0.05) == Point(0.05, None, 0.0, 0.0)
    assert _at(ALL, 0.98) == Point(0.98, 2 / 6, 1.0, 1.0)


def test_a_curve_without_unanswerable_questions_has_no_recall_and_no_table() -> None:
    assert _at([RIGHT], 0.98) == Point(0.98, 0.0, None, 1.0)
    assert curve_table(to_json(refusal_curve([RIGHT]))) == ""


def test_some_points_of_the_curve_follow_the_table() -> None:
    lines = to_table(summarise(ALL)).split("\n\n")[1].splitlines()
    assert lines[0] == "| refused below | precision | recall | false refusals |"
    assert "| 0.50 | 0.50 | 0.50 | 0.25 |" in lines


def test_mistakes_name_each_wrong_question_once() -> None:
    assert [line.split(":")[0] for line in mistakes(ALL)] == ["q2", "q3", "q4", "q6"]


def test_a_question_file_is_read_row_by_row(tmp_path: Path) -> None:
    row = {"id": "x", "lang_q": "en", "lang_doc": "zh", "question": "how many", "answers": ["484"], "doc_id": "a"}
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps({**row, "answerable": True}) + "\n\n", "utf-8")
    assert read_questions(file) == (GoldQuestion("x", "en-zh", "how many", ("484",), "a", True),)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not json", r"q.jsonl:1 is no JSON object"),
        ('{"answers": []}', 'has no "question"'),
        ('{"question": "?", "answers": "484"}', "list of texts"),
        ('{"question": "?", "answerable": true}', "accepts no answer"),
        ("", "has no question"),
    ],
)
def test_a_bad_question_file_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(line, "utf-8")
    with pytest.raises(BadQuestionFile, match=said):
        read_questions(file)


CSV = "id,lang_q,lang_doc,question,answers,doc_id,answerable\n"


def test_a_csv_file_says_the_same_as_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_text(
        CSV + 'x,en,zh,"how many, in\nall?",484 | 四百八十四,a.md,\ny,zh,zh,上海多少人？,,,否\n,,,,,,\n', "utf-8-sig"
    )
    assert read_questions(file) == (
        GoldQuestion("x", "en-zh", "how many, in\nall?", ("484", "四百八十四"), "a.md", True),
        GoldQuestion("y", "zh-zh", "上海多少人？", (), None, False),
    )
    file.write_text(CSV + "y,zh,zh,上海多少人？,,,\n", "gb18030")
    assert read_questions(file)[0].question == "上海多少人？"


@pytest.mark.parametrize(
    ("rows", "line", "fault"),
    [
        ("x,en,zh,how many?,484,a,true\nz,en,zh,,484,a,true\n", 3, "no_question"),
        ("x,en,zh,how many?,,a,true\n", 2, "no_answer"),
        ('x,en,zh,"how many?,484,a,true\n', 2, "no_row"),
        ("", 0, "empty"),
    ],
)
def test_a_bad_csv_file_is_refused_with_its_line(tmp_path: Path, rows: str, line: int, fault: str) -> None:
    file = tmp_path / "q.csv"
    file.write_text(CSV + rows, "utf-8")
    with pytest.raises(BadQuestionFile) as raised:
        read_questions(file)
    assert (raised.value.line, raised.value.fault) == (line, fault)


def test_an_evaluation_judges_each_case_and_ends_when_progress_raises() -> None:
    answers = {"one": RIGHT.answer, "two": WRONG_FIGURE.answer}
    questions = [
        GoldQuestion("1", "zh-zh", "one", ("484",), "a", True),
        GoldQuestion("2", "zh-zh", "two", (), None, False),
    ]
    calls: list[tuple[int, int]] = []
    evaluation = evaluate(questions, answers.__getitem__, progress=lambda done, total: calls.append((done, total)))
    assert [case.is_right for case in evaluation.cases] == [True, False]
    assert evaluation.report["answer_accuracy"] == 1.0
    assert calls == [(1, 2), (2, 2)]

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        evaluate(questions, answers.__getitem__, progress=stop)


def test_an_open_question_is_judged_by_what_is_told_and_by_whose_quotes() -> None:
    document = Document("zh/a.md", "A", "484 people. 53 talks.", "en")
    citation = Citation(document, 1, "zh/a.md", "A", 0, 11, "484 people.")
    answer = Answer("q", "en", "answered", "“484 people.”[1]", (citation,), (), 1.0)
    gold = GoldQuestion("o", "en-any", "q", (), None, True, (("484",), ("53", "fifty-three")), 2, ("a.md",))
    assert metrics.told([Result(gold, answer)]) == 0.5
    assert metrics.foreign_quotes([Result(gold, answer)]) == 0
    assert not metrics.is_right(Result(gold, answer))
    easy = replace(gold, least=1)
    assert metrics.is_right(Result(easy, answer))
    foreign = replace(easy, documents=("b.md",))
    assert metrics.foreign_quotes([Result(foreign, answer)]) == 1
    assert not metrics.is_right(Result(foreign, answer))
    assert {"told", "foreign_quotes"} <= set(summarise([Result(gold, answer)]))
    assert "| told | foreign quotes |" in to_table(summarise([Result(gold, answer)]))


@pytest.mark.parametrize(
    "row",
    [
        '{"question": "q", "want": "484"}',
        '{"question": "q", "want": [["484"]], "least": 2}',
        '{"question": "q", "want": [[1]]}',
    ],
)
def test_an_open_question_that_wants_nothing_sensible_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "open.jsonl"
    file.write_text(row + "\n", "utf-8")
    with pytest.raises(BadQuestionFile, match=r"open\.jsonl:1"):
        read_questions(file)
