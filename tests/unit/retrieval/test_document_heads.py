"""Documents found by their heads."""

import sqlite3
import tempfile
from pathlib import Path

import pytest

from qa.retrieval import document_heads
from qa.retrieval.document_heads import DocumentHeads, head_texts
from qa.retrieval.generations import damaged
from qa.retrieval.lexical_index import LexicalIndex
from qa.retrieval.postings_writer import write_postings
from qa.types import Document, Form, Language, Question, Subject, Term

PASSAGES = 9


def document(name: str, title: str, text: str = "") -> Document:
    return Document(f"{name}.txt", title, text, "en", source="Daily_Post", date="2024-03-01")


REPORTS = [
    document("a", "Annual report of Alton", "Grain output rose. Corbridge was visited."),
    document("b", "Annual report of Brackwell", "Grain output fell."),
    document("c", "Leave policy", "Study leave is paid."),
]


def heads(documents: list[Document], passages: int = PASSAGES, short: tuple[str, ...] = ()) -> DocumentHeads:
    connection = sqlite3.connect(":memory:")
    connection.execute(document_heads.RUNS)
    rows: list[tuple[Language, str]] = [
        ("en", one.id) for one in documents for _ in range(1 if one.id in short else passages)
    ]
    texts = document_heads.fill(connection, rows, {one.id: head_texts(one) for one in documents})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "heads.postings"
        write_postings(file, texts)
        lexical = LexicalIndex(file, damaged)
    return DocumentHeads(lambda query, *values: connection.execute(query, values).fetchall(), lexical)


def asked(*words: str, names: tuple[str, ...] = ()) -> Question:
    terms = {word: Term(word, {"en": (Form(word.lower()),)}) for word in words}
    return Question(
        " ".join(words), "en", tuple(terms.values()), tuple(Subject(name, (terms[name],)) for name in names)
    )


def named(found: DocumentHeads, question: Question) -> list[str]:
    return [run.document_id for run in found.named(question).get("en", [])]


def test_a_document_is_found_by_the_name_in_its_title_with_its_rows() -> None:
    found = heads(REPORTS).named(asked("output", "Brackwel", names=("Brackwel",)))["en"]
    assert [(run.document_id, run.first, run.stop) for run in found] == [("b.txt", PASSAGES, 2 * PASSAGES)]


def test_any_word_of_a_title_counts_and_one_of_the_first_lines_only_as_a_name() -> None:
    found = heads(REPORTS)
    assert named(found, asked("leav")) == ["c.txt"]
    assert named(found, asked("studi", "paid")) == []
    assert named(found, asked("Corbridg", names=("Corbridg",))) == ["a.txt"]


def test_publisher_and_file_name_belong_to_the_head() -> None:
    other = Document("harlow-lease.txt", "Contract", "", "en", source="Evening Star")
    assert named(heads([*REPORTS, other]), asked("harlow")) == ["harlow-lease.txt"]
    assert named(heads([*REPORTS, other]), asked("even", "star")) == ["harlow-lease.txt"]


@pytest.mark.parametrize("question", [asked("ghost", names=("ghost",)), asked("2024"), asked()])
def test_a_question_that_names_no_head_or_fits_all_is_led_nowhere(question: Question) -> None:
    assert named(heads(REPORTS), question) == []


def test_short_documents_are_left_to_the_search_of_passages() -> None:
    assert named(heads(REPORTS, passages=7), asked("Brackwel", names=("Brackwel",))) == []


def test_five_hundred_documents_of_one_title_are_led_nowhere() -> None:
    many = [document(f"d{at}", "Annual report of Alton") for at in range(500)]
    assert named(heads(many), asked("alton", names=("alton",))) == []


def test_one_document_alone_needs_no_head() -> None:
    assert named(heads(REPORTS[:1]), asked("alton", names=("alton",))) == []


def test_a_short_document_is_listed_beside_a_long_one_that_is_named_too() -> None:
    other = document("d", "Letter from Alton")
    assert named(
        heads([*REPORTS, other, document("e", "Minutes")], short=("d.txt",)), asked("alton", names=("alton",))
    ) == ["a.txt", "d.txt"]
