"""The lessons of contrast drawn from schemas: answers stand where they are said to, near misses have none."""

import time
from random import Random

import pytest

from training.contrast.documents import draw_document
from training.contrast.facts import Ask, answers
from training.contrast.near_misses import near_misses_of
from training.contrast.rendering import render
from training.contrast.schemas import schema_lessons
from training.examples import Example

ANSWERED = {"present", "quantity", "status", "head only", "pronoun", "alias"}
REFUSED = {"sibling", "absent attribute", "absent period", "quantity", "status", "removed", "foreign head"}


@pytest.fixture(scope="module")
def lessons() -> list[Example]:
    return schema_lessons(seed=7, count=500)


def _kind(lesson: Example) -> str:
    return lesson.source.removeprefix("schema ").rsplit(" ", 1)[0]


def test_every_answer_stands_in_its_passage(lessons: list[Example]) -> None:
    for lesson in lessons:
        if lesson.answer:
            start, end = lesson.answer
            assert 0 <= start < end <= len(lesson.passage)
            assert lesson.passage[start:end] == lesson.passage[start:end].strip() != ""


def test_every_kind_and_every_pair_of_languages_is_there(lessons: list[Example]) -> None:
    assert {_kind(lesson) for lesson in lessons if lesson.answer} == ANSWERED
    assert {_kind(lesson) for lesson in lessons if not lesson.answer} == REFUSED
    assert {lesson.source.rsplit(" ", 1)[1] for lesson in lessons} == {"zh-zh", "en-en", "en-zh", "zh-en"}


def test_somewhat_fewer_than_half_are_answered(lessons: list[Example]) -> None:
    assert 0.42 < sum(lesson.answer is not None for lesson in lessons) / len(lessons) < 0.48


def test_no_mark_or_blank_of_a_template_is_left(lessons: list[Example]) -> None:
    for lesson in lessons:
        for text in (lesson.question, lesson.passage, lesson.head):
            assert not any(mark in text for mark in ("{", "}", "\ue000", "\ue001", "[", "]"))


def test_the_value_of_a_near_miss_is_told_of_nothing_that_it_asks() -> None:
    random = Random(11)
    asked = 0
    while asked < 500:
        document = draw_document(random, random.choice(("en", "zh")))
        for miss in near_misses_of(random, document, render(random, document)):
            same = [
                fact
                for fact in miss.document.facts
                if fact.subject == miss.ask.subject
                and fact.attribute == miss.ask.attribute
                and fact.aspect == miss.ask.aspect
                and miss.ask.period in (None, fact.period)
            ]
            assert same == []
            asked += 1


def test_every_fact_is_found_by_what_it_tells_and_stands_once() -> None:
    random = Random(3)
    for _ in range(200):
        document = draw_document(random, random.choice(("en", "zh")))
        rendered = render(random, document)
        for fact in document.facts:
            start, end = rendered.spans[fact]
            assert rendered.passage[start:end] == fact.value.text
            asked = Ask(fact.subject, fact.attribute, fact.aspect, fact.period)
            assert fact in answers(asked, document.facts)


def test_the_same_seed_makes_the_same_lessons(lessons: list[Example]) -> None:
    assert schema_lessons(seed=7, count=500) == lessons
    assert schema_lessons(seed=8, count=500) != lessons


def test_ten_thousand_lessons_take_seconds() -> None:
    start = time.perf_counter()
    assert len(schema_lessons(seed=1, count=10_000)) == 10_000
    assert time.perf_counter() - start < 20
