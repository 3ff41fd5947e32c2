"""A question set: JSON Lines or CSV with id, lang_q, lang_doc, question, answers, doc_id, evidence, answerable.

In a CSV file the first line names the columns, several accepted answers are parted by `|`, and `answerable` may be
left out: a question with an answer has one.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from qa.errors import BadQuestionFile

ANSWER_SEPARATOR = "|"
_NO = frozenset({"false", "no", "n", "0", "否"})


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its accepted answers and the document that holds them; neither where it has no answer.

    An open question has in their place what a good answer tells: `want`, groups of accepted forms, of which at least
    `least` are told, and `documents`, parts of the ids of those that may be quoted (none: any).
    """

    id: str
    pair: str
    question: str
    answers: tuple[str, ...]
    document_id: str | None
    answerable: bool
    want: tuple[tuple[str, ...], ...] = ()
    least: int = 0
    documents: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is judged by what is told of a subject, and not by one accepted answer."""
        return bool(self.want)


def read_questions(file: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a file. Raises `BadQuestionFile` with the line and what is wrong there."""
    rows = _csv_rows(file) if file.name.lower().endswith(".csv") else _json_rows(file)
    found = tuple(_question(row, file, line) for line, row in rows)
    if not found:
        raise BadQuestionFile(f"{file} has no question. Write one JSON object a line", fault="empty")
    return found


def _json_rows(file: Path) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(_text(file, "utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError) as error:
            message = f"{file}:{number} is no JSON object: {error}"
            raise BadQuestionFile(message, line=number, fault="no_row") from None


def _csv_rows(file: Path) -> Iterator[tuple[int, object]]:
    """The rows with the keys and values that a row of JSON has. Spreadsheets in Chinese also write GB18030."""
    reader = csv.DictReader(io.StringIO(_text(file, "utf-8-sig", "gb18030"), newline=""), strict=True)
    try:
        for row in reader:
            if any(isinstance(cell, str) and cell.strip() for cell in row.values()):
                yield reader.line_num, _from_cells(row)
    except csv.Error as error:
        line = reader.reader.line_num
        raise BadQuestionFile(f"{file}:{line} is no row of a table: {error}", line=line, fault="no_row") from None


def _from_cells(row: Mapping[str, object]) -> dict[str, object]:
    """The row without its empty cells, and with what is no text in JSON."""
    cells = {name.strip(): cell.strip() for name, cell in row.items() if name and isinstance(cell, str)}
    values: dict[str, object] = {name: cell for name, cell in cells.items() if cell}
    answers = [part.strip() for part in cells.get("answers", "").split(ANSWER_SEPARATOR)]
    values["answers"] = [part for part in answers if part]
    if "answerable" in values:
        values["answerable"] = cells["answerable"].lower() not in _NO
    return values


def _text(file: Path, *encodings: str) -> str:
    reason: Exception | None = None
    for encoding in encodings:
        try:
            return file.read_text(encoding)
        except (OSError, UnicodeDecodeError) as error:
            reason = reason or error
    raise BadQuestionFile(f"{file} cannot be read as UTF-8 text: {reason}") from None


def _question(row: object, file: Path, line: int) -> GoldQuestion:
    where = f"{file}:{line}"
    if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
        raise BadQuestionFile(f'{where} has no "question"', line=line, fault="no_question")
    answers = row.get("answers") or []
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise BadQuestionFile(f'{where}: "answers" is a list of texts', line=line, fault="answers")
    want, least, documents = _open_part(row, where, line)
    answerable = bool(row.get("answerable", bool(answers or want)))
    if answerable and not answers and not want:
        raise BadQuestionFile(f"{where} is answerable but accepts no answer", line=line, fault="no_answer")
    pair = f"{row.get('lang_q', '?')}-{row.get('lang_doc', '?')}"
    name, document_id = row.get("id", f"{file.name}:{line}"), row.get("doc_id")
    return GoldQuestion(
        str(name),
        pair,
        row["question"],
        tuple(answers),
        None if document_id is None else str(document_id),
        answerable,
        want,
        least,
        documents,
    )


def _open_part(
    row: Mapping[str, object], where: str, line: int
) -> tuple[tuple[tuple[str, ...], ...], int, tuple[str, ...]]:
    """What an open question wants told, at least how much of it, and from which documents."""
    want, documents = row.get("want") or [], row.get("documents") or []
    if not _are_texts(documents) or not isinstance(want, list) or not all(map(_are_texts, want)):
        message = f'{where}: "want" is a list of lists of texts, and "documents" a list of texts'
        raise BadQuestionFile(message, line=line, fault="want")
    least = row.get("least", len(want))
    if not isinstance(least, int) or not 0 <= least <= len(want):
        raise BadQuestionFile(
            f'{where}: "least" is a number up to that of the groups in "want"', line=line, fault="want"
        )
    return tuple(tuple(group) for group in want), least, tuple(documents)


def _are_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
