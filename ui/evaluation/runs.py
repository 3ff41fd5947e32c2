"""Runs of a question set over a collection, as they are kept on disk and exported."""

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
    """A piece of a document with its offsets; `answer_start` and `answer_end` are None if no answer is in it."""

    document_id: str
    title: str
    start: int
    end: int
    text: str
    answer_start: int | None = None
    answer_end: int | None = None


@dataclass(frozen=True, slots=True)
class EvaluatedCase:
    """A question, its answer, whether that is right, and the evidence for it."""

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
    """A run of a question set, named after its file, with the report of `qa evaluate`."""

    name: str
    when: str
    report: Mapping[str, Any]
    cases: tuple[EvaluatedCase, ...]

    @property
    def wrong(self) -> tuple[EvaluatedCase, ...]:
        return tuple(case for case in self.cases if not case.is_right)

    def to_json(self) -> str:
        """The run as JSON, as `Runs` keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    def to_csv(self) -> str:
        """A row for each question with its first quote; no cell is taken for a formula by a spreadsheet."""
        out = io.StringIO()
        out.write("\ufeff")  # without it spreadsheets take UTF-8 for something else
        writer = csv.writer(out)
        writer.writerow(_COLUMNS)
        writer.writerows(map(_row, self.cases))
        return out.getvalue()


def run_of(evaluation: Evaluation, *, name: str, when: str, title: Callable[[str], str]) -> Run:
    """The part of an evaluation that is kept; `title` gives the title of a document by its id."""
    return Run(name, when, evaluation.report, tuple(_case(case, title) for case in evaluation.cases))


class Runs:
    """The latest run of a collection and the run before, in two files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def latest(self) -> Run | None:
        return _read(self._folder / LATEST)

    def before(self) -> Run | None:
        return _read(self._folder / BEFORE)

    def add(self, run: Run) -> None:
        """Keep a run as the latest; the latest until now becomes the one before."""
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / "latest.new"
        fresh.write_text(run.to_json(), "utf-8")
        if (self._folder / LATEST).exists():
            os.replace(self._folder / LATEST, self._folder / BEFORE)
        os.replace(fresh, self._folder / LATEST)


def _read(file: Path) -> Run | None:
    """The run in a file; None if the file is missing or cannot be read."""
    try:
        row = json.loads(file.read_text("utf-8"))
        cases = tuple(_case_from(case) for case in row["cases"])
        return Run(str(row["name"]), str(row["when"]), dict(row["report"]), cases)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _case_from(row: Mapping[str, Any]) -> EvaluatedCase:
    quotes, searched = (tuple(Quote(**fields) for fields in row[name]) for name in ("quotes", "searched"))
    return EvaluatedCase(**{**row, "expected": tuple(row["expected"]), "quotes": quotes, "searched": searched})


def _case(case: Case, title: Callable[[str], str]) -> EvaluatedCase:
    answer = case.answer
    quotes = tuple(
        Quote(
            citation.document_id,
            citation.title,
            citation.start,
            citation.end,
            citation.quote,
            citation.answer_start,
            citation.answer_end,
        )
        for citation in answer.citations
    )
    searched = tuple(
        Quote(passage.document_id, _titled(passage.document_id, title), passage.start, passage.end, passage.text)
        for passage in (hit.passage for hit in answer.hits[:_SEARCHED_SHOWN])
    )
    return EvaluatedCase(
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


def _row(case: EvaluatedCase) -> list[object]:
    first = case.quotes[0] if case.quotes else None
    place = (first.document_id, first.start, first.end, first.text) if first else ("", "", "", "")
    cells = (
        case.id, case.pair, case.question, "|".join(case.expected), case.status, case.answer, case.reason,
        "yes" if case.is_right else "no", case.confidence, case.seconds, *place,
    )  # fmt: skip
    return [_harmless(cell) for cell in cells]


def _harmless(cell: object) -> object:
    """The cell, with an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
