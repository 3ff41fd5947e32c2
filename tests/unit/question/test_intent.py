"""What a question wants, row by row of the table, and its parts."""

import pytest

from qa.language.tables import Row, table
from qa.question.intent import _DATA, Intent, intent_of, pattern_of, without_greeting

_ROWS = table("intents", _DATA)


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: f"{row['kind']} {row['asked']} {row['examples'][:20]}")
def test_every_example_of_a_row_matches_and_no_counterexample_does(row: Row) -> None:
    pattern = pattern_of(row)
    assert row.parts("examples")
    for example in row.parts("examples"):
        assert pattern.search(example), example
        found = intent_of(example + "?")
        assert (found.kind, found.asked) == (row["kind"], row["asked"]), example
    for other in row.parts("counterexamples"):
        assert not pattern.search(other), other


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Summarise the report on Jilin", Intent("summary", "Jilin")),
        ("概括一下越秀区的报告", Intent("summary", "越秀区")),
        ("Summarise the documents in three sentences.", Intent("summary", length="3")),
        ("用两句话概括吉林的报告", Intent("summary", "吉林", length="2")),
        ("What is in the contract?", Intent("summary", "the contract")),
        ("Who wrote the Jilin report?", Intent("about", "Jilin", "author")),
        ("谁是顾敏？", Intent("about", "顾敏", "person")),
        ("Please summarize the briefing about Hunan.", Intent("summary", "Hunan")),
        ("请总结一下关于越秀的文章", Intent("summary", "越秀")),
        ("How many problems did Changchun solve?", Intent("fact")),
        ("Which city lies furthest north?", Intent("fact")),
        ("How old is Zhang Zhong?", Intent("fact")),
        ("Hello!", Intent("talk", asked="greeting")),
        ("Tell me about masks in Jiangsu in detail", Intent("overview", "masks in Jiangsu", length="long")),
        (
            "Compare how Jilin and Hunan punished people",
            Intent("comparison", sides=(("Jilin", "Jilin punished people"), ("Hunan", "Hunan punished people"))),
        ),
        ("吉林和湖南的做法有什么不同？", Intent("comparison", sides=(("吉林", "吉林的做法"), ("湖南", "湖南的做法")))),
        ("What is the difference between the number of cases in Alton and Wexley?", Intent("fact")),
        ("How many people were held accountable in Jilin?", Intent("fact")),
        ("郴州立案几人、免职几人？", Intent("fact")),
        ("When did the ferry come out of the dock?", Intent("fact")),
    ],
)
def test_a_question_has_its_kind_and_its_parts(question: str, expected: Intent) -> None:
    assert intent_of(question) == expected


def test_a_greeting_before_a_question_is_left_out() -> None:
    assert without_greeting("Hi, how many buses are there?") == "how many buses are there?"
    assert without_greeting("你好，吉林追责多少人？") == "吉林追责多少人？"
    assert without_greeting("Hello") == "Hello"
    assert without_greeting("Hillary won") == "Hillary won"


def test_what_two_sides_did_belongs_to_both() -> None:
    assert intent_of("比较四平和延边州发现的问题").sides == (
        ("四平", "四平的发现的问题"),
        ("延边州", "延边州的发现的问题"),
    )
