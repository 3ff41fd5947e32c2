"""A question set: JSON Lines with id, lang_q, lang_doc, question, answers, doc_id, evidence, answerable."""

import json
from dataclasses import dataclass
from pathlib import Path

from qa.errors import BadQuestionFile


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with its accepted answers and the document that holds them; neither where it has no answer."""

    id: str
    pair: str
    question: str
    answers: tuple[str, ...]
    document_id: str | None
    answerable: bool


def read_questions(file: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a file. Raises `BadQuestionFile` with the line and what is wrong there."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"{file} cannot be read as UTF-8 text: {error}") from None
    found = tuple(_question(line, f"{file}:{number}") for number, line in enumerate(lines, start=1) if line.strip())
    if not found:
        raise BadQuestionFile(f"{file} has no question. Write one JSON object a line")
    return found


def _question(line: str, where: str) -> GoldQuestion:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadQuestionFile(f"{where} is no JSON object: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise BadQuestionFile(f'{where} has no "question"')
    answers = row.get("answers") or []
    if not isinstance(answers, list) or not all(isinstance(one, str) for one in answers):
        raise BadQuestionFile(f'{where}: "answers" is a list of texts')
    answerable = bool(row.get("answerable", bool(answers)))
    if answerable and not answers:
        raise BadQuestionFile(f"{where} is answerable but accepts no answer")
    pair = f"{row.get('lang_q', '?')}-{row.get('lang_doc', '?')}"
    return GoldQuestion(str(row.get("id", where)), pair, row["question"], tuple(answers), row.get("doc_id"), answerable)
