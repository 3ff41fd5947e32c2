"""The sample documents and the question set agree with each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qa.evaluation.normal_form import normalise

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
KEYS = [
    "id",
    "lang_q",
    "lang_doc",
    "question",
    "answers",
    "doc_id",
    "evidence",
    "answerable",
]


def _rows() -> list[dict[str, Any]]:
    text = (CORPUS / "questions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _answerable() -> list[dict[str, Any]]:
    return [row for row in _rows() if row["answerable"]]


def _unanswerable() -> list[dict[str, Any]]:
    return [row for row in _rows() if not row["answerable"]]


def _plain(text: str) -> str:
    return "".join(text.split()).replace(",", "").lower()


def test_every_row_has_the_same_keys_in_the_same_order() -> None:
    assert all(list(row) == KEYS for row in _rows())


def test_every_evidence_stands_in_its_document() -> None:
    for row in _answerable():
        text = (CORPUS / row["doc_id"]).read_text(encoding="utf-8")
        assert len(row["evidence"]) >= 6, row["id"]
        assert row["evidence"] in text, row["id"]


def test_an_accepted_answer_stands_in_the_evidence() -> None:
    for row in _answerable():
        evidence = _plain(row["evidence"])
        assert any(_plain(form) in evidence for form in row["answers"]), row["id"]


def test_the_document_is_in_the_language_that_the_row_names() -> None:
    for row in _answerable():
        assert row["doc_id"].startswith(row["lang_doc"] + "/"), row["id"]


def test_ids_and_questions_are_unique() -> None:
    rows = _rows()
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({row["question"] for row in rows}) == len(rows)


def test_there_are_enough_questions_and_enough_of_them_have_no_answer() -> None:
    unanswerable = _unanswerable()
    near = [row for row in unanswerable if row["id"].startswith("corpus-near-")]
    assert len(_rows()) >= 80
    assert len(unanswerable) >= 20
    assert 2 * len(near) >= len(unanswerable)


def test_unanswerable_rows_carry_no_answer_document_or_evidence() -> None:
    for row in _unanswerable():
        assert row["answers"] == [], row["id"]
        assert row["doc_id"] is None, row["id"]
        assert row["evidence"] is None, row["id"]


def test_both_languages_occur_in_questions_and_in_documents() -> None:
    pairs = {(row["lang_q"], row["lang_doc"]) for row in _answerable()}
    assert pairs == {("zh", "zh"), ("en", "zh"), ("en", "en"), ("zh", "en")}


def _conversations() -> list[dict[str, Any]]:
    text = (CORPUS / "conversations.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_there_are_sixty_conversations_in_both_languages_and_half_are_held_out() -> None:
    rows = _conversations()
    halves = [(row["half"], row["lang"]) for row in rows]
    assert len(rows) >= 60
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(halves.count((half, lang)) >= 15 for half in ("ours", "held_out") for lang in ("en", "zh"))
    assert 2 * sum(row["half"] == "held_out" for row in rows) >= len(rows)


def test_each_conversation_begins_with_a_question_that_stands_alone() -> None:
    for row in _conversations():
        assert 2 <= len(row["turns"]) <= 3, row["id"]
        assert row["turns"][0]["mentions"] is None, row["id"]


def test_an_accepted_answer_of_each_turn_stands_in_each_of_its_documents() -> None:
    for row in _conversations():
        for turn in row["turns"]:
            assert list(turn) == ["question", "mentions", "without", "answers", "doc_ids", "answerable"], row["id"]
            assert turn["answerable"] == bool(turn["answers"]) == bool(turn["doc_ids"]), turn["question"]
            for document in turn["doc_ids"]:
                text = normalise((CORPUS / document).read_text(encoding="utf-8"))
                assert any(normalise(form) in text for form in turn["answers"]), turn["question"]
