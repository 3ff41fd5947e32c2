"""More near misses, for what the mixture lacks: English passages that do not answer, and XQuAD's under other questions.

SQuAD 2.0 (Rajpurkar et al., "Know What You Don't Know", ACL 2018) has for most paragraphs of XQuAD questions that they
do not answer. Its articles that are held out are held out here too.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from training.examples import Example
from training.reading_sets import (
    LANGUAGES,
    Json,
    english_documents,
    english_wordings,
    is_held_out,
    learnt_articles,
    over_english,
    read_articles,
)

# An answer of the Chinese set that an English text has too: a figure, or a name left in Latin letters.
_IN_BOTH_LANGUAGES = re.compile(r"[\d,.%]{2,}|[A-Za-z][A-Za-z .'-]{3,}")


def near_misses(reading: Path, questions: Path) -> Iterator[Example]:
    """Questions of SQuAD 2.0 over XQuAD's paragraph and over their own in English; most have no answer there."""
    translations = _paragraphs_by_question(reading)
    english, documents = english_wordings(questions), english_documents(questions)
    for article in learnt_articles(reading):
        for paragraph in article["paragraphs"]:
            rows = paragraph["qas"]
            same = next((translations[row["id"]] for row in rows if row["id"] in translations), {})
            yield from _over_xquad(rows, same, english)
            own = {english[row["id"]]["doc_id"] for row in rows if row["id"] in english}
            for row in (row for row in rows if row["id"] in english):
                told = english[row["id"]]
                yield from over_english(told, row["question"].strip(), documents[told["doc_id"]], "extra squad2_zh-en")
            if len(own) == 1:
                others = [row for row in rows if row["id"] not in english]
                yield from _over_own_english(others, documents[own.pop()])


def _over_xquad(rows: list[Json], passages: Mapping[str, str], english: Mapping[str, Json]) -> Iterator[Example]:
    """What the paragraph does not answer, asked over its translations, in English where the wording is at hand."""
    for row in (row for row in rows if row.get("is_impossible")):
        wordings = {"zh": row} | ({"en": english[row["id"]]} if row["id"] in english else {})
        for asked, wording in wordings.items():
            for told, passage in passages.items():
                yield Example(wording["question"].strip(), passage, None, f"extra squad2_{asked}-{told} over XQuAD")


def _over_own_english(rows: list[Json], text: str) -> Iterator[Example]:
    """Chinese questions over the English of their paragraph; answered where an answer stands there word for word."""
    for row in rows:
        question, source = row["question"].strip(), "extra squad2_zh-en, Chinese only"
        if row.get("is_impossible"):
            yield Example(question, text, None, source)
            continue
        for form in dict.fromkeys(answer["text"].strip() for answer in row["answers"]):
            places = list(re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text))
            if _IN_BOTH_LANGUAGES.fullmatch(form) and len(places) == 1:
                yield Example(question, text, places[0].span(), source)
                break


def _paragraphs_by_question(reading: Path) -> dict[str, dict[str, str]]:
    """Id of a question of XQuAD → its paragraph in each language; without the held-out articles."""
    paragraphs: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for number, article in enumerate(read_articles(reading / f"xquad_{language}.json")):
            if is_held_out(number):
                continue
            for paragraph in article["paragraphs"]:
                for row in paragraph["qas"]:
                    paragraphs.setdefault(row["id"], {})[language] = paragraph["context"]
    return paragraphs
