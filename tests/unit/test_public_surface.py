"""What outside code relies on: names, fields and shapes."""

import dataclasses

import pytest

import qa
from qa.types import Answer, Citation, Document, Evidence, Hit, Part, Passage

DOCUMENT = Document("a.txt", "A", "张忠担任组长。", "zh")


def _citation(**changes: object) -> Citation:
    values: dict[str, object] = {
        "number": 1,
        "document_id": "a.txt",
        "title": "A",
        "start": 0,
        "end": 2,
        "quote": "张忠",
        "answer_start": 0,
        "answer_end": 2,
    }
    return Citation(DOCUMENT, **{**values, **changes})  # type: ignore[arg-type]


def test_the_public_names_are_these() -> None:
    assert sorted(qa.__all__) == [
        "Answer",
        "Assistant",
        "BadQuestionFile",
        "Cancelled",
        "Case",
        "Citation",
        "CommonMention",
        "Document",
        "Evaluation",
        "Event",
        "Evidence",
        "Gloss",
        "GoldQuestion",
        "Hit",
        "IndexReport",
        "Mark",
        "NothingToIndex",
        "PagePicture",
        "PagePictures",
        "Passage",
        "Preview",
        "Settings",
        "Translation",
        "WenjuError",
        "accepted_suffixes",
        "ask",
        "build_index",
        "common_mentions",
        "evaluate",
        "index_version",
        "is_probable",
        "is_talk",
        "questions_to_try",
        "read_questions",
        "reading_aid",
        "remove_document",
    ]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Document, "id title text language source date sha256 parts file_sha256"),
        (Passage, "id document_id heading text start end"),
        (Hit, "passage score ranks"),
        (Evidence, "hit sentence span support part"),
        (Citation, "number document_id title start end quote answer_start answer_end part ocr unsure"),
        (Answer, "question language status text citations hits confidence reason seconds understood"),
        (qa.IndexReport, "documents passages added changed removed skipped seconds unchanged"),
    ],
)
def test_the_fields_of_a_type_are_these(kind: type, fields: str) -> None:
    assert [one.name for one in dataclasses.fields(kind)] == fields.split()


def test_a_document_knows_the_hash_of_its_text() -> None:
    assert Document("b", "B", "abc", "en").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_passage_as_long_as_its_text_is_the_only_one_that_can_be_built() -> None:
    with pytest.raises(ValueError, match="length"):
        Passage("p", "a.txt", "", "abc", 0, 4)


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "张衷"},
        {"start": 1},
        {"end": 3},
        {"document_id": "b.txt"},
        {"answer_end": 3},
        {"answer_start": None},
        {"answer_start": 2, "answer_end": 2},
        {"quote": "", "end": 0, "answer_start": None, "answer_end": None},
    ],
)
def test_a_citation_that_is_not_what_the_document_says_cannot_be_built(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="citation 1"):
        _citation(**changes)


def test_an_answer_with_a_mark_but_without_its_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="no citation"):
        Answer("q", "en", "answered", "484[1] and 479[2]", (_citation(),), (), 0.9)


def test_a_citation_names_the_page_on_which_its_answer_begins() -> None:
    pages = Document("b.pdf", "B", "一二三。四五六。", "zh", parts=(Part(0, "p. 1"), Part(4, "p. 2")))
    assert [pages.part_at(offset) for offset in (0, 3, 4, 8)] == ["p. 1", "p. 1", "p. 2", "p. 2"]
    marked = Citation(pages, 1, "b.pdf", "B", 0, 8, pages.text, 5, 6)
    assert marked.part == "p. 2"
    assert marked.to_json()["part"] == "p. 2"
    assert Citation(pages, 1, "b.pdf", "B", 0, 4, "一二三。").part == "p. 1"


def test_what_stands_before_the_first_part_and_a_text_without_parts_have_none() -> None:
    assert Document("b.pdf", "B", "封面。一。", "zh", parts=(Part(3, "p. 1"),)).part_at(2) == ""
    assert _citation().part == ""
    assert "part" not in _citation().to_json()


def test_a_refusal_with_a_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="no citation"):
        Answer("q", "en", "not_found", "no", (_citation(),), (), 0.1, reason="sought")


def test_a_refusal_without_a_reason_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="reason"):
        Answer("q", "en", "not_found", "no", (), (), 0.1)


def test_the_json_of_an_answer_has_exactly_these_keys() -> None:
    hit = Hit(Passage("a.txt#0", "a.txt", "", "张忠担任组长。", 0, 7), 0.5, {"dense": 1})
    answer = Answer("谁", "zh", "answered", "张忠[1]", (_citation(),), (hit,), 0.9, seconds={"total": 0.1})
    assert answer.to_json() == {
        "question": "谁",
        "language": "zh",
        "status": "answered",
        "text": "张忠[1]",
        "confidence": 0.9,
        "reason": "",
        "citations": [
            {
                "number": 1,
                "document_id": "a.txt",
                "title": "A",
                "start": 0,
                "end": 2,
                "quote": "张忠",
                "answer_start": 0,
                "answer_end": 2,
            }
        ],
        "hits": [{"document_id": "a.txt", "start": 0, "end": 7, "score": 0.5, "ranks": {"dense": 1}}],
        "seconds": {"total": 0.1},
    }


def test_the_json_names_the_understood_question_only_where_a_conversation_changed_it() -> None:
    answer = Answer("那四平呢？", "zh", "answered", "张忠[1]", (_citation(),), (), 0.9, understood="四平的组长是谁？")
    assert list(answer.to_json())[:2] == ["question", "understood"]
    assert answer.to_json()["understood"] == "四平的组长是谁？"
