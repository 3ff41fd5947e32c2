"""Runs of a question set over a collection: what is kept of them, on disk and for export."""

import csv
import io
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qa import Case, Evaluation, WenjuError

LATEST, BEFORE = "latest.json", "before.json"
_SEARCHED_SHOWN = 3
_COLUMNS = (
    "id", "pair", "question", "expected", "status", "answer", "reason", "right", "confidence", "seconds",
    "document_id", "start", "end", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of a document; `answer_start` and `answer_end` mark the answer in it, or are None."""

    document_id: str
    title: str
    start: int
    end: int
    text: str
    answer_start: int | None = None
    answer_end: int | None = None


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A question, what was said, whether that is right, and the evidence for it."""

    id: str
    pair: str
    question: str
    expected: tuple[str, ...]
    status: str
    answer: str
    reason: str
    is_right: bool
    confidence: float
    seconds: float
    quotes: tuple[Quote, ...]
    searched: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a question set, named after its file, with the report of `qa evaluate`."""

    name: str
    when: str
    report: Mapping[str, Any]
    cases: tuple[JudgedCase, ...]

    @property
    def wrong(self) -> tuple[JudgedCase, ...]:
        return tuple(one for one in self.cases if not one.is_right)

    def to_json(self) -> str:
        """The run as a file that `read` takes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def to_csv(self) -> str:
        """A row for each question; the first quote stands with it. It opens in a spreadsheet as plain text."""
        out = io.StringIO()
        out.write("\ufeff")  # without it spreadsheets take UTF-8 for something else
        writer = csv.writer(out)
        writer.writerow(_COLUMNS)
        writer.writerows(map(_row, self.cases))
        return out.getvalue()


def run_of(evaluation: Evaluation, *, name: str, when: str, title: Callable[[str], str]) -> Run:
    """What is kept of an evaluation; `title` gives a document's title by its id."""
    return Run(name, when, evaluation.report, tuple(_case(one, title) for one in evaluation.cases))


class Runs:
    """The last run of a collection and the one before it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def latest(self) -> Run | None:
        return _read(self._folder / LATEST)

    def before(self) -> Run | None:
        return _read(self._folder / BEFORE)

    def add(self, run: Run) -> None:
        """Keep a run; the one that was the last becomes the one before."""
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / "latest.new"
        fresh.write_text(run.to_json(), "utf-8")
        if (self._folder / LATEST).exists():
            os.replace(self._folder / LATEST, self._folder / BEFORE)
        os.replace(fresh, self._folder / LATEST)


def _read(file: Path) -> Run | None:
    """The run of a file; None where there is none that can be read."""
    try:
        row = json.loads(file.read_text("utf-8"))
        cases = tuple(_case_from(one) for one in row["cases"])
        return Run(str(row["name"]), str(row["when"]), dict(row["report"]), cases)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _case_from(row: Mapping[str, Any]) -> JudgedCase:
    quotes, searched = (tuple(Quote(**one) for one in row[name]) for name in ("quotes", "searched"))
    return JudgedCase(**{**row, "expected": tuple(row["expected"]), "quotes": quotes, "searched": searched})


def _case(case: Case, title: Callable[[str], str]) -> JudgedCase:
    answer = case.answer
    quotes = tuple(
        Quote(one.document_id, one.title, one.start, one.end, one.quote, one.answer_start, one.answer_end)
        for one in answer.citations
    )
    searched = tuple(
        Quote(one.document_id, _titled(one.document_id, title), one.start, one.end, one.text)
        for one in (hit.passage for hit in answer.hits[:_SEARCHED_SHOWN])
    )
    return JudgedCase(
        case.gold.id,
        case.gold.pair,
        case.gold.question,
        case.gold.answers,
        answer.status,
        answer.text,
        answer.reason,
        case.is_right,
        round(answer.confidence, 4),
        round(answer.seconds.get("total", 0.0), 4),
        quotes,
        () if case.is_right else searched,
    )


def _titled(document_id: str, title: Callable[[str], str]) -> str:
    try:
        return title(document_id)
    except WenjuError:
        return document_id


def _row(case: JudgedCase) -> list[object]:
    first = case.quotes[0] if case.quotes else None
    place = (first.document_id, first.start, first.end, first.text) if first else ("", "", "", "")
    cells = (
        case.id, case.pair, case.question, "|".join(case.expected), case.status, case.answer, case.reason,
        "yes" if case.is_right else "no", case.confidence, case.seconds, *place,
    )  # fmt: skip
    return [_harmless(one) for one in cells]


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
