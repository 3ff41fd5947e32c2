"""The view Evaluate as HTML: what can be run, the report as table and pictures, each wrong case with its evidence."""

from collections.abc import Mapping, Sequence
from typing import Any

from ui.documents.documents_html import collection_label
from ui.evaluation import charts
from ui.evaluation.runs import JudgedCase, Quote, Run
from ui.texts.markup import safe
from ui.texts.views_messages import LANGUAGES, MESSAGES, Words, both, spoken

COLUMNS = (
    "questions", "answer_accuracy", "grounded_accuracy", "exact_match", "span_f1", "refusal_precision",
    "refusal_recall", "false_refusal_rate", "recall_at_5", "seconds_p50", "seconds_p95",
)  # fmt: skip
_SERIES = (("precision", "precision"), ("recall", "recall"), ("false_refusals", "false_refusal_rate"))
_SPOKEN_THRESHOLD = 0.5

Row = Mapping[str, Any]


def start(collection: str, built_in: int) -> str:
    """What can be run over the collection; `built_in` counts the sample questions, 0 where there are none."""
    label = both("built_in", count=built_in)
    run = f'<button type="button" class="primary" data-run>{label}</button>' if built_in else ""
    return (
        f'<section class="judge"><h2 class="title">{both("evaluate")}</h2><p class="hint">{both("evaluate_more")} '
        f"{both('over')}: <strong>{collection_label(collection)}</strong></p>"
        f'<div class="judge-ways">{run}<label class="own-set"><input type="file" accept=".jsonl,.csv">'
        f'<span class="file-choice">{both("own_set")}</span></label></div>'
        f'<p class="hint">{both("own_set_more")}</p></section>'
    )


def report(run: Run | None, before: Run | None) -> str:
    """A run beside the one before it."""
    if run is None:
        return f'<section class="nothing"><h2>{both("no_run")}</h2><p>{both("no_run_more")}</p></section>'
    compared = f'<p class="hint">{both("run_before", name=before.name, when=before.when)}</p>' if before else ""
    saves = "".join(
        f'<button type="button" class="quiet" data-save="{kind}">{both(f"export_{kind}")}</button>'
        for kind in ("json", "csv")
    )
    return (
        f'<section class="report"><header class="list-head"><div><h2>{both("report")}</h2>'
        f'<p class="hint">{both("run_of", name=run.name, when=run.when)}</p>{compared}</div>'
        f'<div class="saves">{saves}</div></header>'
        f"{_table(run.report, before.report if before else None)}"
        f'<div class="pictures">{_accuracy(run, before)}{_refusals(run.report)}{_latency(run)}</div>'
        f"{_wrong(run, before)}</section>"
    )


def _table(report: Row, before: Row | None) -> str:
    head = "".join(f'<th scope="col">{both(name)}</th>' for name in COLUMNS)
    rows = [_table_row(both("all"), report, before)]
    earlier = before["by_language"] if before else {}
    rows += [
        _table_row(spoken(pair_words(pair)), row, earlier.get(pair)) for pair, row in report["by_language"].items()
    ]
    return (
        f'<div class="wide" tabindex="0" role="region"><span class="unseen">{both("report")}</span><table><thead><tr>'
        f'<th scope="col">{both("pair")}</th>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )


def _table_row(label: str, row: Row, before: Row | None) -> str:
    cells = "".join(f"<td>{_cell(row.get(name))}{_difference(name, row, before)}</td>" for name in COLUMNS)
    return f'<tr><th scope="row">{label}</th>{cells}</tr>'


def pair_words(pair: str) -> Words:
    """The languages of a question and of its document in words; anything else than two known ones as it stands."""
    names = [MESSAGES[one] for one in pair.split("-") if one in LANGUAGES]
    if len(names) != 2:
        return pair, pair
    english, chinese = (f"{names[0][at]} → {names[1][at]}" for at in range(len(LANGUAGES)))
    return english, chinese


def _cell(value: object) -> str:
    return "–" if value is None else f"{value:.2f}" if isinstance(value, float) else safe(str(value))


def _difference(name: str, row: Row, before: Row | None) -> str:
    """How far a share or a time has moved since the run before; nothing where it has not."""
    now, then = row.get(name), before.get(name) if before else None
    if name == "questions" or not isinstance(now, float) or not isinstance(then, float) or abs(now - then) < 0.005:
        return ""
    is_better = (now < then) == (name == "false_refusal_rate" or name.startswith("seconds"))
    return f' <small class="{"better" if is_better else "worse"}">{now - then:+.2f}</small>'


def _figure(title: str, picture: str, spoken: str, legend: str = "") -> str:
    return f'<figure><figcaption>{both(title)}</figcaption>{picture}{legend}<p class="unseen">{spoken}</p></figure>'


def _accuracy(run: Run, before: Run | None) -> str:
    pairs = run.report["by_language"]
    earlier = before.report["by_language"] if before else {}
    key = "answer_accuracy"
    shown = [charts.Bar(pair_words(pair), row[key], earlier.get(pair, {}).get(key)) for pair, row in pairs.items()]
    values = tuple(", ".join(f"{one.label[at]} {_cell(one.value)}" for one in shown) for at in range(len(LANGUAGES)))
    legend = f'<p class="legend">{both("chart_before")}</p>' if any(one.before is not None for one in shown) else ""
    return _figure("chart_accuracy", charts.bars(shown), both("alt_accuracy", values=values), legend)


def _refusals(report: Row) -> str:
    curve = report["refusal_curve"]
    if all(point["recall"] is None for point in curve):
        title, sentence = both("chart_refusals"), both("no_unanswerable")
        return f'<figure><figcaption>{title}</figcaption><p class="hint">{sentence}</p></figure>'
    shown = [
        charts.Line(style, tuple((one["threshold"], one[key]) for one in curve if one[key] is not None))
        for style, key in _SERIES
    ]
    legend = "".join(f'<span class="key {style}">{both(style)}</span>' for style, _ in _SERIES)
    spoken = both("alt_refusals", values=_at_threshold(curve))
    return _figure(
        "chart_refusals",
        charts.lines(shown),
        spoken,
        f'<p class="legend axis">{both("chart_x_refusals")}</p><p class="legend">{legend}</p>',
    )


def _at_threshold(curve: Sequence[Row]) -> tuple[str, str]:
    """The values of the curve at one threshold, in each language."""
    point = min(curve, key=lambda one: abs(one["threshold"] - _SPOKEN_THRESHOLD))
    english, chinese = (
        ", ".join(f"{MESSAGES[style][language]} {_cell(point[key])}" for style, key in _SERIES) for language in (0, 1)
    )
    return english, chinese


def _latency(run: Run) -> str:
    values = {"median": _cell(run.report["seconds_p50"]), "late": _cell(run.report["seconds_p95"])}
    sentence = both("alt_latency", **values)
    picture = charts.histogram([one.seconds for one in run.cases])
    return f'<figure><figcaption>{both("chart_latency")}</figcaption>{picture}<p class="legend">{sentence}</p></figure>'


def _wrong(run: Run, before: Run | None) -> str:
    if not run.wrong:
        return f"<h2>{both('no_wrong')}</h2>"
    right_before = {one.id for one in before.cases if one.is_right} if before else set()
    cases = "".join(_case(one, is_new=one.id in right_before) for one in run.wrong)
    return f'<h2>{both("wrong", count=len(run.wrong))}</h2><div class="cases">{cases}</div>'


def _case(case: JudgedCase, *, is_new: bool) -> str:
    new = f'<span class="tally skipped">{both("newly_wrong")}</span>' if is_new else ""
    expected = safe(" / ".join(case.expected)) if case.expected else both("expected_refusal")
    verb, said = ("said", case.answer) if case.status == "answered" else ("refused", case.reason)
    pieces, title = (case.quotes, "evidence") if case.quotes else (case.searched, "searched")
    quotes = "".join(map(_quote, pieces)) or f'<p class="hint">{both("no_evidence")}</p>'
    return (
        f'<details class="case"><summary><span class="langs">{spoken(pair_words(case.pair))}</span>'
        f'<span class="asked-here">{safe(case.question)}</span>{new}</summary>'
        f"<dl><dt>{both('expected')}</dt><dd>{expected}</dd><dt>{both(verb)}</dt><dd>{safe(said)}</dd>"
        f"<dt>{both(title)}</dt><dd>{quotes}</dd></dl></details>"
    )


def _quote(one: Quote) -> str:
    text = safe(one.text)
    if one.answer_start is not None and one.answer_end is not None:
        first, last = one.answer_start - one.start, one.answer_end - one.start
        marked = f'<mark class="answer">{safe(one.text[first:last])}</mark>'
        text = f"{safe(one.text[:first])}{marked}{safe(one.text[last:])}"
    return (
        f"<blockquote><p>{text}</p><footer>{safe(one.title)} · {safe(one.document_id)} · {one.start}–{one.end}</footer>"
        f"</blockquote>"
    )
