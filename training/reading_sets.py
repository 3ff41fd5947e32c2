"""The public reading sets as examples, split by article; nothing of a held-out article is ever learnt from."""

import json
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from qa.types import Range
from training.examples import Example

# Where the sets stand unless told otherwise: beside the project.
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# XQuAD's articles are numbered 0–47; every third is held out, and the same articles of the translated SQuAD 2.0 too.
HELD_OUT_REMAINDER = 2
# Of CMRC 2018's development part every fourth paragraph is held out.
HELD_OUT_PARAGRAPHS = 4
LANGUAGES = ("zh", "en")
Json = dict[str, Any]


def is_held_out(article: int) -> bool:
    """Whether an article of XQuAD, by its number, is kept for measuring."""
    return article % 3 == HELD_OUT_REMAINDER


def is_held_out_paragraph(number: int) -> bool:
    """Whether a paragraph of CMRC's development part, by its number, is kept for measuring."""
    return number % HELD_OUT_PARAGRAPHS == HELD_OUT_PARAGRAPHS - 1


def wikipedia(reading: Path) -> Iterator[Example]:
    """Chinese questions over Chinese Wikipedia: a part of CMRC 2018's development set, and DRCD."""
    for name in ("cmrc2018_dev_part", "drcd_dev_simplified", "drcd_test_simplified"):
        paragraphs = [one for article in read_articles(reading / f"{name}.json") for one in article["paragraphs"]]
        for number, paragraph in enumerate(paragraphs):
            if name.startswith("cmrc") and is_held_out_paragraph(number):
                continue
            for row in paragraph["qas"]:
                yield from _example(row["question"], paragraph["context"], row, name.split("_")[0])


def xquad(reading: Path) -> Iterator[Example]:
    """The parallel questions in all four pairs of languages."""
    sets = {language: read_articles(reading / f"xquad_{language}.json") for language in LANGUAGES}
    questions = {
        language: {row["id"]: row["question"] for article in articles for row in questions_of(article)}
        for language, articles in sets.items()
    }
    for document_language, articles in sets.items():
        for number, article in enumerate(articles):
            if is_held_out(number):
                continue
            for paragraph in article["paragraphs"]:
                for row in paragraph["qas"]:
                    for language in LANGUAGES:
                        question = questions[language][row["id"]]
                        yield from _example(
                            question, paragraph["context"], row, f"xquad_{language}-{document_language}"
                        )


def squad2(reading: Path, questions: Path) -> Iterator[Example]:
    """SQuAD 2.0 in Chinese, with those of its questions whose English wording is at hand, and in English."""
    english = english_wordings(questions)
    learnt: set[str] = set()
    for article in learnt_articles(reading):
        learnt.update(row["id"] for row in questions_of(article))
        for paragraph in article["paragraphs"]:
            for row in paragraph["qas"]:
                yield from _example(row["question"], paragraph["context"], row, "squad2_zh-zh")
                if row["id"] in english:
                    question = english[row["id"]]["question"]
                    yield from _example(question, paragraph["context"], row, "squad2_en-zh")
    yield from _english_squad2(english, learnt, english_documents(questions))


def _english_squad2(rows: Mapping[str, Json], learnt: Set[str], texts: Mapping[str, str]) -> Iterator[Example]:
    """Only over paragraphs that the Chinese set has in an article to learn from: the others' articles are not known."""
    safe = {row["doc_id"] for key, row in rows.items() if key in learnt}
    for row in (row for row in rows.values() if row["doc_id"] in safe):
        yield from over_english(row, row["question"], texts[row["doc_id"]], "squad2_en-en")


def over_english(row: Json, question: str, text: str, source: str) -> Iterator[Example]:
    """A row of the English SQuAD 2.0 over its paragraph; none where no form of its answer stands there just once."""
    if not row["answerable"]:
        yield Example(question, text, None, source)
    elif (form := next((form for form in row["answers"] if text.count(form) == 1), None)) is not None:
        start = text.index(form)
        yield Example(question, text, (start, start + len(form)), source)


def learnt_articles(reading: Path) -> Iterator[Json]:
    """The articles of SQuAD 2.0 in Chinese that XQuAD has and that are not held out; the others' are not known."""
    articles = read_articles(reading / "xquad_en.json")
    numbers = {row["id"]: number for number, article in enumerate(articles) for row in questions_of(article)}
    for article in read_articles(reading / "chinese_squad2_dev.json"):
        shared = [numbers[row["id"]] for row in questions_of(article) if row["id"] in numbers]
        if shared and not any(map(is_held_out, shared)):
            yield article


def english_wordings(questions: Path) -> dict[str, Json]:
    """Id of a question of SQuAD 2.0 → its row in English; 500 are at hand."""
    return {row["id"].removeprefix("squad2-"): row for row in _lines(questions / "squad2_dev500.jsonl")}


def english_documents(questions: Path) -> dict[str, str]:
    """Document id → the English paragraph of SQuAD 2.0."""
    return {row["doc_id"]: row["text"] for row in _lines(questions / "squad2_dev500.docs.jsonl")}


def _example(question: str, passage: str, row: Json, source: str) -> Iterator[Example]:
    """The row as an example; none where the stated answer does not stand at the stated place."""
    if row.get("is_impossible"):
        yield Example(question.strip(), passage, None, source)
    elif (place := _place(passage, row["answers"])) is not None:
        yield Example(question.strip(), passage, place, source)


def _place(passage: str, answers: list[Json]) -> Range | None:
    for answer in answers:
        text, start = answer["text"].strip(), answer.get("answer_start", -1)
        if text and passage[start : start + len(text)] == text and start >= 0:
            return start, start + len(text)
        if text and passage.count(text) == 1:
            start = passage.index(text)
            return start, start + len(text)
    return None


def questions_of(article: Json) -> list[Json]:
    return [row for paragraph in article["paragraphs"] for row in paragraph["qas"]]


def read_articles(file: Path) -> list[Json]:
    articles: list[Json] = json.loads(file.read_text("utf-8"))["data"]
    return articles


def _lines(file: Path) -> list[Json]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]
