"""What documents say of themselves, each with the line that says so."""

import pytest

from qa.answering.answers.about_documents import answer_of, which_meant
from qa.types import Answer, Document, Question

TEXT = "The year in Alton\nSource: Alton Post\nBy Jane Doe\nPublished: 4 June 2021\n\nIt rained. Jane Doe saw it.\n"
DOCUMENT = Document("alton.txt", "The year in Alton", TEXT, "en", source="Alton Post", date="2021-06-04")
OTHER = Document("b.txt", "桥的检测", "桥的检测\n记者 顾敏\n正文。", "zh")


def _asked(asked: str, text: str = "Who wrote it?", *documents: Document) -> Answer | None:
    held = documents or (DOCUMENT,)
    return answer_of(Question(text, "en", ()), asked, held, total=len(held), is_one=len(held) == 1)


@pytest.mark.parametrize(
    ("asked", "said", "quote"),
    [
        ("author", "Jane Doe (author)[1]", "By Jane Doe"),
        ("date", "2021-06-04[1]", "Published: 4 June 2021"),
        ("publisher", "Alton Post[1]", "Source: Alton Post"),
        ("title", "The year in Alton[1]", "The year in Alton"),
        ("language", "English[1]", "The year in Alton"),
        ("size", "About 20 words[1]", "The year in Alton"),
    ],
)
def test_a_document_tells_of_itself_by_its_own_lines(asked: str, said: str, quote: str) -> None:
    answer = _asked(asked)
    assert answer is not None
    assert answer.text == said
    assert [citation.quote for citation in answer.citations] == [quote]


def test_what_no_line_says_is_left_to_the_text() -> None:
    bare = Document("c.txt", "", "It rained.", "en")
    assert _asked("author", "Who wrote it?", bare) is None
    assert _asked("date", "When was it published?", bare) is None


def test_a_reporter_answers_for_an_author_where_none_is_named() -> None:
    answer = _asked("author", "Who wrote it?", OTHER)
    assert answer is not None
    assert answer.text == "顾敏 (reporter)[1]"


def test_documents_are_listed_by_title_with_their_number() -> None:
    answer = _asked("list", "Which documents do you have?", DOCUMENT, OTHER)
    assert answer is not None
    assert answer.text == "Documents: 2\n- The year in Alton · 2021-06-04[1]\n- 桥的检测[2]"


def test_a_person_is_one_of_a_byline_only_where_the_text_does_not_tell_more() -> None:
    assert (answer := _asked("person", "谁是顾敏？", DOCUMENT, OTHER)) is not None
    assert answer.citations[0].quote == "记者 顾敏"
    assert _asked("person", "Who is Jane Doe?", DOCUMENT) is None


def test_which_of_several_is_meant_is_asked_back() -> None:
    answer = which_meant(Question("Who wrote the report?", "en", ()), (), [DOCUMENT, OTHER])
    assert answer.status == "not_found"
    assert answer.reason == "More than one document fits. Which one is meant: The year in Alton · 2021-06-04; 桥的检测?"
