"""The view Evaluate as HTML: the question sets to run, the report as a table and charts, each wrong case."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.collections.collection_label import label_html
from ui.evaluation import charts
from ui.evaluation.runs import EvaluatedCase, Quote, Run
from ui.texts.languages import LANGUAGES, Sentence
from ui.texts.markup import safe, words
from ui.texts.messages import say

COLUMNS = (
    "questions", "answer_accuracy", "grounded_accuracy", "exact_match", "span_f1", "refusal_precision",
    "refusal_recall", "false_refusal_rate", "recall_at_5", "seconds_p50", "seconds_p95",
)  # fmt: skip
# Those of open questions, shown where a set has such questions.
OPEN_COLUMNS = ("told", "foreign_quotes")
_BETTER_LOW = ("false_refusal_rate", "foreign_quotes", "seconds_p50", "seconds_p95")
_SERIES = (("precision", "precision"), ("recall", "recall"), ("false_refusals", "false_refusal_rate"))
_TOLD_THRESHOLD = 0.5

Row = Mapping[str, Any]


def start(collection: str, built_in: int) -> str:
    """The question sets to run over a collection; `built_in` is the number of sample questions, 0 if there are none."""
    label = words("built_in", count=built_in)
    run = f'<button type="button" class="primary" data-run>{label}</button>' if built_in else ""
    return (
        f'<section class="judge"><h2 class="title">{words("view_evaluate")}</h2>'
        f'<p class="hint">{words("evaluate_more")} '
        f"{words('over')}: <strong>{label_html(collection)}</strong></p>"
        f'<div class="judge-ways">{run}<label class="own-set"><input type="file" accept=".jsonl,.csv">'
        f'<span class="file-choice">{words("own_set")}</span></label></div>'
        f'<p class="hint">{words("own_set_more")}</p></section>'
    )


def report(run: Run | None, before: Run | None) -> str:
    """The report of a run, compared with the run before; an invitation if there is no run."""
    if run is None:
        return f'<section class="nothing"><h2>{words("no_run")}</h2><p>{words("no_run_more")}</p></section>'
    compared = f'<p class="hint">{words("run_before", name=before.name, when=before.when)}</p>' if before else ""
    saves = "".join(
        f'<button type="button" class="quiet" data-save="{kind}">{words(f"export_{kind}")}</button>'
        for kind in ("json", "csv")
    )
    return (
        f'<section class="report"><header class="list-head"><div><h2>{words("report")}</h2>'
        f'<p class="hint">{words("run_of", name=run.name, when=run.when)}</p>{compared}</div>'
        f'<div class="saves">{saves}</div></header>'
        f"{_table(run.report, before.report if before else None)}"
        f'<div class="pictures">{_accuracy(run, before)}{_refusals(run.report)}{_latency(run)}</div>'
        f"{_wrong(run, before)}</section>"
    )


def _table(report: Row, before: Row | None) -> str:
    head = "".join(f'<th scope="col">{words(name)}</th>' for name in _columns(report))
    rows = [_table_row(words("all"), report, before, _columns(report))]
    earlier = before["by_language"] if before else {}
    rows += [
        _table_row(words(language_pair(pair)), row, earlier.get(pair), _columns(report))
        for pair, row in report["by_language"].items()
    ]
    return (
        f'<div class="wide" tabindex="0" role="region"><span class="unseen">{words("report")}</span><table><thead><tr>'
        f'<th scope="col">{words("pair")}</th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _columns(report: Row) -> tuple[str, ...]:
    return (*COLUMNS, *(name for name in OPEN_COLUMNS if name in report))


def _table_row(label: str, row: Row, before: Row | None, columns: Sequence[str]) -> str:
    cells = "".join(f"<td>{_cell(row.get(name))}{_difference(name, row, before)}</td>" for name in columns)
    return f'<tr><th scope="row">{label}</th>{cells}</tr>'


def language_pair(pair: str) -> Sentence:
    """The names of the languages of a question and its document, such as "en-zh"; any other text unchanged."""
    codes = [code for code in pair.split("-") if code in LANGUAGES]
    if len(codes) != 2:
        return (pair,) * len(LANGUAGES)
    question, document = codes
    return tuple(
        f"{say(f'language_{question}', language)} → {say(f'language_{document}', language)}" for language in LANGUAGES
    )


def _cell(value: object) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else safe(str(value))


def _difference(name: str, row: Row, before: Row | None) -> str:
    """The change of a figure since the run before; empty if it did not change."""
    now, then = row.get(name), before.get(name) if before else None
    if name == "questions" or not isinstance(now, float) or not isinstance(then, float) or abs(now - then) < 0.005:
        return ""
    is_better = (now < then) == (name in _BETTER_LOW)
    return f' <small class="{"better" if is_better else "worse"}">{now - then:+.2f}</small>'


def _figure(title: str, picture: str, told: str, legend: str = "") -> str:
    return f'<figure><figcaption>{words(title)}</figcaption>{picture}{legend}<p class="unseen">{told}</p></figure>'


def _accuracy(run: Run, before: Run | None) -> str:
    pairs = run.report["by_language"]
    earlier = before.report["by_language"] if before else {}
    key = "answer_accuracy"
    bars = [charts.Bar(language_pair(pair), row[key], earlier.get(pair, {}).get(key)) for pair, row in pairs.items()]
    values = tuple(
        ", ".join(f"{say(bar.label, language)} {_cell(bar.value)}" for bar in bars) for language in LANGUAGES
    )
    legend = f'<p class="legend">{words("chart_before")}</p>' if any(bar.before is not None for bar in bars) else ""
    return _figure("chart_accuracy", charts.bars(bars), words("alt_accuracy", values=values), legend)


def _refusals(report: Row) -> str:
    curve = report["refusal_curve"]
    if all(point["recall"] is None for point in curve):
        title, sentence = words("chart_refusals"), words("no_unanswerable")
        return f'<figure><figcaption>{title}</figcaption><p class="hint">{sentence}</p></figure>'
    shown = [
        charts.Line(style, tuple((point["threshold"], point[key]) for point in curve if point[key] is not None))
        for style, key in _SERIES
    ]
    legend = "".join(f'<span class="key {style}">{words(style)}</span>' for style, _ in _SERIES)
    told = words("alt_refusals", values=_at_threshold(curve))
    return _figure(
        "chart_refusals",
        charts.lines(shown),
        told,
        f'<p class="legend axis">{words("chart_x_refusals")}</p><p class="legend">{legend}</p>',
    )


def _at_threshold(curve: Sequence[Row]) -> Sentence:
    """The values of the curve at `_TOLD_THRESHOLD`."""
    nearest = min(curve, key=lambda point: abs(point["threshold"] - _TOLD_THRESHOLD))
    return tuple(
        ", ".join(f"{say(style, language)} {_cell(nearest[key])}" for style, key in _SERIES) for language in LANGUAGES
    )


def _latency(run: Run) -> str:
    values = {"median": _cell(run.report["seconds_p50"]), "late": _cell(run.report["seconds_p95"])}
    sentence = words("alt_latency", **values)
    picture = charts.histogram([case.seconds for case in run.cases])
    return (
        f'<figure><figcaption>{words("chart_latency")}</figcaption>{picture}<p class="legend">{sentence}</p></figure>'
    )


def _wrong(run: Run, before: Run | None) -> str:
    if not run.wrong:
        return f"<h2>{words('no_wrong')}</h2>"
    right_before = {case.id for case in before.cases if case.is_right} if before else set()
    cases = "".join(_case(case, is_new=case.id in right_before) for case in run.wrong)
    return f'<h2>{words("wrong", count=len(run.wrong))}</h2><div class="cases">{cases}</div>'


def _case(case: EvaluatedCase, *, is_new: bool) -> str:
    new = f'<span class="tally skipped">{words("newly_wrong")}</span>' if is_new else ""
    expected = safe(" / ".join(case.expected)) if case.expected else words("expected_refusal")
    reply, text = ("answered", case.answer) if case.status == "answered" else ("refused", case.reason)
    pieces, title = (case.quotes, "evidence") if case.quotes else (case.searched, "nearest_passages")
    quotes = "".join(map(_quote, pieces)) or f'<p class="hint">{words("no_evidence")}</p>'
    return (
        f'<details class="case"><summary><span class="langs">{words(language_pair(case.pair))}</span>'
        f'<span class="asked-here">{safe(case.question)}</span>{new}</summary>'
        f"<dl><dt>{words('expected')}</dt><dd>{expected}</dd><dt>{words(reply)}</dt><dd>{safe(text)}</dd>"
        f"<dt>{words(title)}</dt><dd>{quotes}</dd></dl></details>"
    )


def _quote(quote: Quote) -> str:
    text = safe(quote.text)
    if quote.answer_start is not None and quote.answer_end is not None:
        first, last = quote.answer_start - quote.start, quote.answer_end - quote.start
        marked = f'<mark class="answer">{safe(quote.text[first:last])}</mark>'
        text = f"{safe(quote.text[:first])}{marked}{safe(quote.text[last:])}"
    return (
        f"<blockquote><p>{text}</p><footer>{safe(quote.title)} · {safe(quote.document_id)} · "
        f"{quote.start}–{quote.end}</footer></blockquote>"
    )
