"""Questions of several parts, and each part made to stand alone."""

import pytest

from qa.question.parts import split_parts, stand_alone_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("立案几人、免职几人？", ("立案几人", "免职几人？")),
        ("立案多少起以及免职多少人", ("立案多少起", "免职多少人")),
        ("谁是组长，什么时候成立", ("谁是组长", "什么时候成立")),
        ("2022年，立案多少起；免职多少人", ("2022年，立案多少起", "免职多少人")),
        ("How many cases and how many removed?", ("How many cases", "how many removed?")),
        ("How many cases were filed? How many were closed?", ("How many cases were filed", "How many were closed?")),
        (
            "In 2020, how many were fined, how many warned and how many removed?",
            ("In 2020, how many were fined", "how many warned", "how many removed?"),
        ),
    ],
)
def test_questions_asked_at_once_are_parted(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "when and where was it held",
        "是谁和什么时候",
        "张三和李四是谁",
        "湖南和湖北立案多少起",
        "2022年，立案多少起",
        "In 2020, how many were fined?",
        "how many men and women",
        "",
        "，" * 3000,
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    assert split_parts(question) == (question,)
    assert stand_alone_parts(question) == (question,)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "how many cases were filed and how many removed in Hunan",
            ("how many cases were filed in Hunan?", "how many removed in Hunan"),
        ),
        (
            "In 2020, how many cases were filed and how many people removed in hunan?",
            ("In 2020, how many cases were filed in hunan?", "how many people removed in hunan in 2020?"),
        ),
        (
            "How many officials in Jilin were warned and how many removed from office?",
            ("How many officials in Jilin were warned", "how many officials removed from office in Jilin?"),
        ),
        (
            "When did the Tangshan earthquake strike and how many died?",
            ("When did the Tangshan earthquake strike", "how many died (Tangshan)?"),
        ),
        ("how many live in Paris and how many in London", ("how many live in Paris", "how many in London")),
        ("湖南2022年立案多少起、免职多少人？", ("湖南2022年立案多少起", "湖南2022年免职多少人？")),
        ("湖南省纪委监委立案多少起、免职多少人", ("湖南省纪委监委立案多少起", "湖南省纪委监委免职多少人")),
        ("湖南1月立案多少起、2月立案多少起", ("湖南1月立案多少起", "湖南2月立案多少起")),
        ("2022年湖南立案多少起、湖北立案多少起", ("2022年湖南立案多少起", "2022年湖北立案多少起")),
        ("立案几人、免职几人", ("立案几人", "免职几人")),
    ],
)
def test_a_part_gets_the_place_date_and_subject_that_it_lacks(question: str, parts: tuple[str, ...]) -> None:
    assert stand_alone_parts(question) == parts
