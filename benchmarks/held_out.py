"""The questions that the reader never learnt from, and their halves: one to calibrate on, one to report.

Split by article: of XQuAD's every third is held out, with the same articles of both SQuAD 2.0 sets; of these again
every other one is for calibration.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from training.reading_sets import is_held_out, is_held_out_paragraph

SHARED = Path(__file__).resolve().parents[2] / "shared"
READING, QUESTIONS = SHARED / "data" / "reading", SHARED / "data" / "questions"
PAIRS = ("zh-zh", "en-zh", "en-en", "zh-en")
Half = Literal["calibration", "report", "both"]
Row = dict[str, Any]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ReadingQuestion:
    """A question with the passage to read and the accepted answers; none where the passage does not answer."""

    id: str
    pair: str
    question: str
    passage: str
    answers: tuple[str, ...]


def in_half(article: int, half: Half) -> bool:
    """Whether an article of XQuAD, by its number, is held out and belongs to a half."""
    return is_held_out(article) and (half == "both" or (article % 2 == 0) == (half == "calibration"))


def cmrc_trial() -> Iterator[ReadingQuestion]:
    """Chinese questions over Chinese Wikipedia: the trial part of CMRC 2018."""
    for paragraph in _paragraphs(READING / "cmrc2018_trial.json"):
        for row in paragraph["qas"]:
            yield _reading(row, "zh-zh", row["question"], paragraph["context"])


def cmrc_development() -> Iterator[ReadingQuestion]:
    """Chinese questions over Chinese Wikipedia: the held-out paragraphs of CMRC 2018's development part."""
    for number, paragraph in enumerate(_paragraphs(READING / "cmrc2018_dev_part.json")):
        for row in paragraph["qas"] if is_held_out_paragraph(number) else ():
            yield _reading(row, "zh-zh", row["question"], paragraph["context"])


def xquad(pair: str, half: Half = "both") -> Iterator[ReadingQuestion]:
    """Held-out questions of XQuAD, question and passage in the languages of the pair; accepted is what XQuAD marks."""
    asked, told = (_articles(READING / f"xquad_{language}.json") for language in pair.split("-"))
    questions = {row["id"]: row["question"] for article in asked for one in article["paragraphs"] for row in one["qas"]}
    for number, article in enumerate(told):
        for paragraph in article["paragraphs"] if in_half(number, half) else ():
            for row in paragraph["qas"]:
                yield _reading(row, pair, questions[row["id"]], paragraph["context"])


def chinese_squad2(half: Half = "both") -> Iterator[ReadingQuestion]:
    """Held-out questions of SQuAD 2.0 in Chinese, many of them near misses, and those at hand in English too."""
    english = {key: row["question"] for key, row in _english_squad2().items()}
    for article in _chinese_articles(half):
        for paragraph in article["paragraphs"]:
            for row in paragraph["qas"]:
                yield _reading(row, "zh-zh", row["question"], paragraph["context"])
                if row["id"] in english:
                    yield _reading(row, "en-zh", english[row["id"]], paragraph["context"])


def english_squad2(half: Half = "both") -> tuple[list[Row], list[Row]]:
    """Questions and documents of SQuAD 2.0 in English that belong to held-out articles, by their Chinese twins.

    A Chinese twin of a question, where there is one, joins as a question of the pair zh-en.
    """
    chinese = {
        row["id"]: row["question"]
        for article in _chinese_articles(half)
        for paragraph in article["paragraphs"]
        for row in paragraph["qas"]
    }
    found = _english_squad2()
    held = {row["doc_id"] for key, row in found.items() if key in chinese}
    english = [row for row in found.values() if row["doc_id"] in held]
    twins = [
        {**row, "id": f"{row['id']}-zh", "lang_q": "zh", "question": chinese[key]}
        for key, row in found.items()
        if key in chinese
    ]
    documents = [row for row in rows(QUESTIONS / "squad2_dev500.docs.jsonl") if row["doc_id"] in held]
    return [*english, *twins], documents


def article_of(document_id: str) -> int:
    """The number of XQuAD's article in the id of a document, as in xquad-zh-07-03."""
    return int(document_id.split("-")[2])


def spread(items: Sequence[Item], limit: int) -> list[Item]:
    """At most so many items, evenly spread over all of them; all where the limit is 0."""
    if not limit or limit >= len(items):
        return list(items)
    return [items[at * len(items) // limit] for at in range(limit)]


def rows(file: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def write_rows(file: Path, found: Sequence[Row]) -> Path:
    """A JSON Lines file with these rows, and the folder it lies in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), "utf-8")
    return file


def _reading(row: Row, pair: str, question: str, passage: str) -> ReadingQuestion:
    answers = () if row.get("is_impossible") else tuple(dict.fromkeys(one["text"].strip() for one in row["answers"]))
    return ReadingQuestion(row["id"], pair, question.strip(), passage, answers)


def _english_squad2() -> dict[str, Row]:
    return {row["id"].removeprefix("squad2-"): row for row in rows(QUESTIONS / "squad2_dev500.jsonl")}


def _chinese_articles(half: Half) -> list[Row]:
    """The articles of the Chinese SQuAD 2.0 that share a question with a held-out article of XQuAD."""
    numbers = {row["id"].split("-", 3)[3]: article_of(row["doc_id"]) for row in rows(QUESTIONS / "xquad_en-en.jsonl")}
    found = []
    for article in _articles(READING / "chinese_squad2_dev.json"):
        ids = [row["id"] for paragraph in article["paragraphs"] for row in paragraph["qas"]]
        shared = [numbers[one] for one in ids if one in numbers]
        if shared and in_half(shared[0], half):
            found.append(article)
    return found


def _paragraphs(file: Path) -> Iterator[Row]:
    for article in _articles(file):
        yield from article["paragraphs"]


def _articles(file: Path) -> list[Row]:
    articles: list[Row] = json.loads(file.read_text("utf-8"))["data"]
    return articles
