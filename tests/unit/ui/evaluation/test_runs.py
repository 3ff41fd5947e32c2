"""What is kept of an evaluation and how it is exported."""

import csv
import io
from pathlib import Path

from qa import Answer, Case, Citation, Document, Evaluation, GoldQuestion, Hit, Passage
from ui.evaluation import evaluation_html
from ui.evaluation.runs import Run, Runs, run_of

TEXT = "追责问责484人。处理479人。"
DOCUMENT = Document("a.md", "<b>A</b>", TEXT, "zh")
CITATION = Citation(DOCUMENT, 1, "a.md", DOCUMENT.title, 0, 9, TEXT[:9], 4, 7)
HIT = Hit(Passage("a.md#0", "a.md", "", TEXT, 0, len(TEXT)), 0.5, {"dense": 1})
POINT = {"threshold": 0.5, "precision": 0.75, "recall": 0.6, "false_refusal_rate": 0.1}


def case(name: str, *, is_right: bool, seconds: float = 0.2) -> Case:
    gold = GoldQuestion(name, "en-zh", f"=how many <i>{name}</i>", ("479", "四百七十九"), "a.md", True)
    answer = Answer(gold.question, "en", "answered", "484 [1]", (CITATION,), (HIT,), 0.9, seconds={"total": seconds})
    return Case(gold, answer, is_right)


def report(right: float | None, curve: list[dict[str, float]] | None = None) -> dict[str, object]:
    row = {name: right for name in evaluation_html.COLUMNS}
    whole = {**row, "questions": 2, "seconds_p50": 0.2, "seconds_p95": 0.4, "refusal_curve": curve or [POINT]}
    return {**whole, "by_language": {"en-zh": whole}}


def run(name: str, right: float | None, *, first_is_right: bool) -> Run:
    cases = (case("one", is_right=first_is_right), case("two", is_right=True, seconds=0.4))
    evaluation = Evaluation(cases, report(right))
    return run_of(evaluation, name=name, when="2026-11-25 10:00:00", title=lambda _: DOCUMENT.title)


def test_a_run_is_read_as_it_was_written_and_the_one_before_is_kept(tmp_path: Path) -> None:
    runs = Runs(tmp_path / "evaluations")
    assert runs.latest() is None
    for name in ("first", "second", "third"):
        runs.add(run(name, 0.5, first_is_right=False))
    assert runs.latest() == run("third", 0.5, first_is_right=False)
    assert runs.before() == run("second", 0.5, first_is_right=False)
    (tmp_path / "evaluations/latest.json").write_text('{"cases": [{}]}')
    assert runs.latest() is None


def test_the_csv_has_a_row_for_each_question_and_no_formula() -> None:
    text = run("first", 0.5, first_is_right=False).to_csv()
    first, second = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert first["question"] == "'=how many <i>one</i>"
    assert (first["expected"], first["right"], second["right"]) == ("479|四百七十九", "no", "yes")
    assert (first["document_id"], first["start"], first["end"], first["quote"]) == ("a.md", "0", "9", "追责问责484人。")
