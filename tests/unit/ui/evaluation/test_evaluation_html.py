"""A report as HTML: wrong cases, charts and the comparison with the run before."""

from qa import Answer, Case, Citation, Document, Evaluation, GoldQuestion, Hit, Passage
from ui.evaluation import evaluation_html
from ui.evaluation.runs import Run, run_of

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


def test_a_wrong_case_shows_its_evidence_with_the_answer_marked_and_nothing_foreign_as_html() -> None:
    shown = evaluation_html.report(run("now", 0.5, first_is_right=False), run("then", 1.0, first_is_right=True))
    assert shown.count('<details class="case">') == 1
    assert '追责问责<mark class="answer">484</mark>人。' in shown
    assert "right in the run before" in shown
    assert '<small class="worse">-0.50</small>' in shown
    assert "<i>" not in shown
    assert "<b>" not in shown


def test_a_run_without_a_mistake_says_so_and_an_empty_page_invites() -> None:
    right = evaluation_html.report(run("now", 1.0, first_is_right=True), None)
    assert "Every answer is right." in right
    assert '<details class="case">' not in right
    assert "No run yet" in evaluation_html.report(None, None)


def test_each_picture_has_a_sentence_with_its_values_in_both_languages() -> None:
    shown = evaluation_html.report(run("now", 0.5, first_is_right=True), None)
    assert shown.count("<svg ") == shown.count('aria-hidden="true"') == 3
    assert "Share of right answers: English → Chinese 0.50." in shown
    assert "refusals that are right 0.75, unanswerable questions refused 0.60" in shown
    assert "答对率：英文 → 中文 0.50。" in shown
    assert "拒答中拒对的 0.75" in shown
    assert "半数回答不超过 0.20 秒，95% 不超过 0.40 秒。" in shown


def test_what_open_questions_want_told_has_columns_where_a_set_has_such_questions() -> None:
    plain = run("now", 0.5, first_is_right=True)
    assert "Foreign quotes" not in evaluation_html.report(plain, None)
    opened = {**report(0.5), "told": 0.75, "foreign_quotes": 0.25}
    before = {**report(0.5), "told": 0.5, "foreign_quotes": 0.0}
    runs = [
        run_of(Evaluation((), figures), name="open", when="2026-11-25 10:00:00", title=lambda _: "")
        for figures in (opened, before)
    ]
    shown = evaluation_html.report(*runs)
    assert "Told as wanted" in shown
    assert '0.75 <small class="better">+0.25</small>' in shown
    assert '0.25 <small class="worse">+0.25</small>' in shown
