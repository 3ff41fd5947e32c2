"""A question set run through an assistant, and what came out as a table or JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.evaluation.metrics import METRICS, OPEN_METRICS, Result, is_right
from qa.evaluation.question_set import GoldQuestion
from qa.evaluation.refusal_curve import curve_table, refusal_curve, to_json
from qa.types import Answer

Report = dict[str, object]
_COLUMNS = (
    ("questions", "questions"),
    ("answer right", "answer_accuracy"),
    ("grounded", "grounded_accuracy"),
    ("exact", "exact_match"),
    ("F1", "span_f1"),
    ("citation precision", "citation_precision"),
    ("refusal precision", "refusal_precision"),
    ("refusal recall", "refusal_recall"),
    ("false refusals", "false_refusal_rate"),
    ("recall@5", "recall_at_5"),
    ("seconds", "seconds_p50"),
)


_OPEN_COLUMNS = (("told", "told"), ("foreign quotes", "foreign_quotes"))


@dataclass(frozen=True, slots=True)
class Case:
    """A question of the set, what was answered, and whether that is right."""

    gold: GoldQuestion
    answer: Answer
    is_right: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every case in the order of the set, and the report of `qa evaluate`."""

    cases: tuple[Case, ...]
    report: Report


def evaluate(
    questions: Sequence[GoldQuestion],
    answer: Callable[[str], Answer],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Ask every question once and judge the answers. Whatever `progress(done, total)` raises ends the run."""
    results = run(questions, answer, progress=progress)
    return Evaluation(
        tuple(Case(result.gold, result.answer, is_right(result)) for result in results), summarise(results)
    )


def run(
    questions: Sequence[GoldQuestion],
    answer: Callable[[str], Answer],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """Every question asked once, in order."""
    results = []
    for number, gold in enumerate(questions, start=1):
        results.append(Result(gold, answer(gold.question)))
        if progress is not None:
            progress(number, len(questions))
    return results


def summarise(results: Sequence[Result]) -> Report:
    """The report of `qa evaluate`: every metric over all questions, and again for each language pair."""
    pairs = sorted({result.gold.pair for result in results})
    by_language = {pair: _metrics([result for result in results if result.gold.pair == pair]) for pair in pairs}
    return {**_metrics(results), "by_language": by_language}


def _metrics(results: Sequence[Result]) -> Report:
    has_open = any(result.gold.is_open for result in results)
    values = {name: metric(results) for name, metric in (METRICS | (OPEN_METRICS if has_open else {})).items()}
    rounded = {name: None if value is None else round(value, 4) for name, value in values.items()}
    return {"questions": len(results), **rounded, "refusal_curve": to_json(refusal_curve(results))}


def to_table(report: Report) -> str:
    """The report as a Markdown table, a row for each language pair, and what other bars would refuse."""
    by_language = report["by_language"]
    assert isinstance(by_language, dict)
    rows = [("all", report), *by_language.items()]
    columns = (*_COLUMNS, *(column for column in _OPEN_COLUMNS if column[1] in report))
    lines = ["| pair | " + " | ".join(title for title, _ in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(_cell(row.get(key)) for _, key in columns) + " |" for name, row in rows]
    curve = report["refusal_curve"]
    assert isinstance(curve, list)
    return "\n".join([*lines, *(["", table] if (table := curve_table(curve)) else [])])


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else "–" if value is None else str(value)


def mistakes(results: Sequence[Result]) -> list[str]:
    """One line for each question that was answered wrongly or refused wrongly."""
    lines = []
    for result in results:
        if not is_right(result):
            told = result.answer.reason if result.refused else result.answer.text.replace("\n", " ")
            wanted = result.gold.answers or ["; ".join(group) for group in result.gold.want]
            expected = " / ".join(wanted) or "a refusal"
            lines.append(f"{result.gold.id}: {result.gold.question} | expected: {expected} | said: {told[:160]}")
    return lines
