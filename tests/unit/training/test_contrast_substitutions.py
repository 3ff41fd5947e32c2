from random import Random

import pytest

from training.contrast.heads import with_heads
from training.contrast.substitutions import Mention, mentions, substituted
from training.examples import Example

PASSAGE = (
    "The ferry Marlin carried 1,240 passengers in 1987. It was built by Dorn Brothers in Velden. Nobody knows why the"
    " harbour of Velden was left by all other ships of the company that year."
)
EXAMPLES = [
    Example("How many passengers did the ferry Marlin carry in 1987?", PASSAGE, (25, 30), "test"),
    Example("Where was the tower of Hasselby rebuilt in 1954?", "The tower was rebuilt.", None, "test"),
    Example("Who wrote the letters from Quimper?", "Ana wrote the letters from Quimper.", (0, 3), "test"),
]


def made(kind: str) -> list[Example]:
    every = [lesson for seed in range(12) for lesson in substituted(EXAMPLES, 1.0, Random(seed))]
    return [lesson for lesson in every if lesson.source == f"test {kind}"]


def test_a_question_mentions_names_years_and_large_figures() -> None:
    assert mentions("How many of the 1,240 passengers did the ferry Marlin carry in 1987?") == (
        Mention("1987", "year"),
        Mention("1,240", "number"),
        Mention("Marlin", "latin"),
    )
    assert Mention("李伟", "person") in mentions("李伟哪一年到吉林工作？")


def test_the_answer_stands_where_the_example_says() -> None:
    assert PASSAGE[25:30] == "1,240"


def test_a_question_asked_of_another_names_what_its_passage_does_not() -> None:
    lessons = made("asked of another")
    assert lessons
    for lesson in lessons:
        source = next(example for example in EXAMPLES if example.passage == lesson.passage)
        changed = set(lesson.question.split()) - set(source.question.split())
        assert lesson.answer is None
        assert changed
        assert not any(word.strip("?") in lesson.passage for word in changed)


def test_a_passage_told_of_another_lacks_what_its_question_names() -> None:
    lessons = made("told of another")
    assert lessons
    for lesson in lessons:
        assert lesson.answer is None
        assert any(mention.text not in lesson.passage for mention in mentions(lesson.question))


def test_a_renamed_question_keeps_its_answer() -> None:
    lessons = made("renamed")
    assert lessons
    for lesson in lessons:
        assert lesson.answer is not None
        assert lesson.passage[slice(*lesson.answer)] in ("1,240", "Ana")
        assert all(mention.text in lesson.passage for mention in mentions(lesson.question))


def test_what_is_left_out_is_the_sentence_that_answers() -> None:
    lessons = made("left out")
    assert lessons
    for lesson in lessons:
        assert lesson.answer is None
        assert "1,240" not in lesson.passage
        assert "Dorn Brothers" in lesson.passage


@pytest.mark.parametrize("seed", [0, 1])
def test_the_same_seed_gives_the_same_lessons_and_heads(seed: int) -> None:
    once, again = (list(with_heads(list(substituted(EXAMPLES, 1.0, Random(seed))), Random(seed))) for _ in range(2))
    assert once == again


def test_about_half_of_the_lessons_get_a_head_and_nothing_else_changes() -> None:
    lessons = [EXAMPLES[0]] * 400
    headed = list(with_heads(lessons, Random(0)))
    assert 160 < sum(bool(lesson.head) for lesson in headed) < 280
    assert {(lesson.question, lesson.passage, lesson.answer) for lesson in headed} == {
        (EXAMPLES[0].question, EXAMPLES[0].passage, EXAMPLES[0].answer)
    }
