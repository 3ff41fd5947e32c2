"""Example questions are made from the figures of the documents at hand, else from their titles."""

from qa import Document
from ui.chat.examples import SAMPLE_EXAMPLES, examples_for


def test_the_sample_documents_have_their_own_examples() -> None:
    assert examples_for([Document("zh/jilin-2022.md", "t", "x", "zh")]) == SAMPLE_EXAMPLES


def test_a_counted_clause_becomes_the_question_for_its_count() -> None:
    english = Document("a", "A", "It rained.\nAcross Jilin, 484 people were held accountable.", "en")
    chinese = Document("b", "B", "春天。其中少年儿童达到53人，全省共追责问责484人，其中已处理479人。", "zh")
    assert examples_for([english, chinese]) == (
        "Across Jilin, how many people were held accountable?",
        "Summarise “A”",
        "全省共追责问责多少人？",
        "概括一下《B》",
    )


def test_a_year_is_no_count_and_each_language_has_two_at_the_most() -> None:
    documents = [
        Document(str(number), f"T{number}", "In March, 2022 a new outbreak came.", "en") for number in range(9)
    ]
    assert examples_for(documents) == ("Summarise “T0”", "Summarise “T1”")
    assert examples_for([]) == ()
