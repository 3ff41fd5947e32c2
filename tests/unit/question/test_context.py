"""A question that leans on the conversation before it, made to stand alone; one that stands alone, left as it is."""

from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.language.tables import Row, table
from qa.messages import MESSAGES
from qa.question.asked_again import _DATA, asked_again
from qa.question.context import stand_alone
from qa.types import Language
from tests.time_limits import at_most

JILIN = ("How many people were held accountable in Jilin in 2022?", "484: “Across Jilin, 484 people …”[1]")
CHANGCHUN = ("How many problems did Changchun solve?", "8,586")
LEADER = ("Who led the working group of Jilin?", "Zhang Zhong: “Zhang Zhong headed the group.”[1]")
JILIN_ZH = ("2022年吉林省一共追责问责了多少人？", "484：“……共追责问责484人”[1]")
CHANGCHUN_ZH = ("长春市推动解决的问题有多少个？", "8586个")
LEADER_ZH = ("吉林省督导工作组的组长是谁？", "张忠：“组长是张忠。”[1]")


def _places(text: str) -> tuple[str, ...]:
    return tuple(name for name in ("chenzhou", "mayang") if name in text)


@pytest.mark.parametrize(
    ("turn", "question", "alone"),
    [
        (CHANGCHUN, "and in Siping?", "How many problems did Siping solve?"),
        (CHANGCHUN, "what about Jilin City", "How many problems did Jilin City solve?"),
        (CHANGCHUN, "Siping?", "How many problems did Siping solve?"),
        (CHANGCHUN, "How many teams were formed there?", "How many teams were formed in Changchun?"),
        (CHANGCHUN, "How many teams did it form?", "How many teams did Changchun form?"),
        (CHANGCHUN, "What is its population?", "What is Changchun's population?"),
        (CHANGCHUN, "who led the commission of that city?", "who led the commission of Changchun?"),
        (CHANGCHUN, "and how many teams were sent", "how many teams were sent in Changchun?"),
        (CHANGCHUN, "What about the fertiliser?", "what about the fertiliser in Changchun?"),
        (JILIN, "what about 2021", "How many people were held accountable in Jilin in 2021?"),
        (
            JILIN,
            "how many of them were removed",
            "how many of the people who were held accountable in Jilin in 2022 were removed",
        ),
        (JILIN, "how many were removed?", "how many people were removed in Jilin in 2022?"),
        (JILIN, "In how many batches?", "In how many batches were people held accountable in Jilin in 2022?"),
        (JILIN, "What was built in that year?", "What was built in 2022?"),
        (LEADER, "How old is he?", "How old is Zhang Zhong?"),
        (LEADER, "When was it founded?", "When was the working group of Jilin founded?"),
    ],
)
def test_an_english_follow_up_stands_alone(turn: tuple[str, str], question: str, alone: str) -> None:
    assert stand_alone(question, [turn]) == alone


@pytest.mark.parametrize(
    ("turn", "question", "alone"),
    [
        (CHANGCHUN_ZH, "那四平呢？", "四平推动解决的问题有多少个？"),
        (CHANGCHUN_ZH, "四平市？", "四平市推动解决的问题有多少个？"),
        (CHANGCHUN_ZH, "那四平有多少？", "四平推动解决的问题有多少个？"),
        (CHANGCHUN_ZH, "该市组成了多少个督导检查组？", "长春市组成了多少个督导检查组？"),
        (CHANGCHUN_ZH, "那里的市纪委书记是谁？", "长春市的市纪委书记是谁？"),
        (CHANGCHUN_ZH, "检查了多少个场所？", "长春市检查了多少个场所？"),
        (JILIN_ZH, "2020年呢？", "2020年吉林省一共追责问责了多少人？"),
        (JILIN_ZH, "那辽宁省呢", "2022年辽宁省一共追责问责了多少人？"),
        (JILIN_ZH, "其中多少人被免职？", "2022年吉林省追责问责的人中，多少人被免职？"),
        (JILIN_ZH, "被免职的呢？", "吉林省被免职的有多少人？"),
        (LEADER_ZH, "他今年多大？", "张忠今年多大？"),
        (LEADER_ZH, "该工作组有多少人？", "吉林省督导工作组有多少人？"),
    ],
)
def test_a_chinese_follow_up_stands_alone(turn: tuple[str, str], question: str, alone: str) -> None:
    assert stand_alone(question, [turn]) == alone


@pytest.mark.parametrize("turn", [JILIN, CHANGCHUN, LEADER, JILIN_ZH, CHANGCHUN_ZH, LEADER_ZH])
@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Australia?",
        "  How many tonnes of fertiliser did Songyuan move?  ",
        "Which county had its problems corrected?",
        "How long does it take to boil an egg?",
        "How many teams are there in Mayang?",
        "What did Songyuan do and how many farmers did it send home?",
        "How many teams did Mayang send, and what did they find?",
        "珠穆朗玛峰有多高？",
        "《红楼梦》的作者是谁？",
        "怎样用Python给列表排序？",
        "松原的化肥有多少吨，其中多少已经运走？",
        "个人所得税的起征点是多少？",
        "某县查出几个薄弱环节？",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(turn: tuple[str, str], question: str) -> None:
    assert stand_alone(question, [turn]) == question


def test_a_third_question_leans_on_the_second_one_as_it_was_understood() -> None:
    history = [CHANGCHUN, ("and in Siping?", "600")]
    assert stand_alone("How many teams did it form?", history) == "How many teams did Siping form?"


@pytest.mark.parametrize("refusal", ["", "  ", MESSAGES["en"]["nothing"], MESSAGES["zh"]["nothing"]])
def test_a_refusal_never_becomes_context(refusal: str) -> None:
    history = [CHANGCHUN, ("How many people live in Paris?", refusal)]
    assert stand_alone("and in Siping?", history) == "How many problems did Siping solve?"
    assert stand_alone("and in Siping?", history[1:]) == "and in Siping?"


def test_a_change_of_topic_drops_what_was_before_it() -> None:
    history = [CHANGCHUN, ("How many farmers did Songyuan send home?", "7,464")]
    assert stand_alone("How many permits did it issue?", history) == "How many permits did Songyuan issue?"


def test_a_place_in_lower_case_is_known_by_the_dictionary() -> None:
    history = [("how many people were removed from office in chenzhou", "four")]
    alone = stand_alone("and in mayang", history, _places)
    assert alone == "how many people were removed from office in mayang"


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("and how many in Siping or Yanbian did they solve?", [("Did Changchun or Siping solve more?", "yes")]),
        ("那四平呢？", [("长春和吉林市哪个解决的问题更多？", "长春")]),
        ("那四平呢？", [CHANGCHUN]),
        ("and in Siping?", [CHANGCHUN_ZH]),
        ("How old is he?", [CHANGCHUN]),
        ("他今年多大？", [CHANGCHUN_ZH]),
        ("How many of them were removed?", [("Who led the working group?", "Zhang Zhong")]),
    ],
)
def test_where_it_is_not_sure_what_is_meant_the_question_stays(question: str, history: list[tuple[str, str]]) -> None:
    assert stand_alone(question, history) == question


@pytest.mark.parametrize(
    "history",
    [
        "how many people",
        None,
        7,
        [None],
        ["ab"],
        [("only one",)],
        [("a", "b", "c")],
        [(1, 2)],
        [("x" * 1_000_000, "y")],
        {"a": "b"},
    ],
)
def test_a_history_of_another_shape_is_passed_over(history: object) -> None:
    assert stand_alone("and in Siping?", history) == "and in Siping?"  # type: ignore[arg-type]


def test_five_hundred_turns_cost_no_more_than_a_few() -> None:
    history = [(f"How many problems did Changchun solve in {number}?", "8" * 100_000) for number in range(500)]
    with at_most(1):
        assert stand_alone("and in Siping?", history) == "How many problems did Siping solve in 499?"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=30)), max_size=4),
)
def test_any_conversation_gives_a_question(question: str, history: list[tuple[str, str]]) -> None:
    alone = stand_alone(question, history)
    assert isinstance(alone, str)
    assert bool(alone.strip()) == bool(question.strip())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_without_a_history_every_question_stays_as_it_is(question: str) -> None:
    assert stand_alone(question, ()) == question


def test_words_that_are_no_name_stand_for_nobody() -> None:
    asked = "Who led the inspection in Chenzhou?"
    assert stand_alone("what is his position?", [(asked, "Xiao Kaibin: “Xiao Kaibin led it.”[1]")]) == (
        "what is Xiao Kaibin's position?"
    )
    leaders = (
        "leaders of the Chenzhou (郴州) commission: “On 29 July the leaders of the Chenzhou (郴州) commission …”[1]"
    )
    assert stand_alone("what is his position?", [(asked, leaders)]) == "what is his position?"


@pytest.mark.parametrize("row", table("follow_ups", _DATA), ids=lambda row: f"{row['asked']} {row['language']}")
def test_every_example_asks_again_and_no_counterexample_does(row: Row) -> None:
    last = "Tell me about masks in Jiangsu." if row["language"] == "en" else "介绍一下江苏的口罩。"
    topic = "masks in Jiangsu" if row["language"] == "en" else "江苏的口罩"
    alone = row["alone"].replace("{topic}", topic)
    assert row.parts("examples")
    for example in row.parts("examples"):
        assert asked_again(f"{example}?", last, cast("Language", row["language"])) == alone, example
    for other in row.parts("counterexamples"):
        assert not asked_again(other, last, cast("Language", row["language"])), other


def test_what_is_asked_again_is_what_the_last_question_asked() -> None:
    assert stand_alone("Tell me more", [JILIN]) == (
        "Tell me in detail about How many people were held accountable in Jilin in 2022?"
    )
    assert stand_alone("只要数字", [JILIN_ZH]) == "只说数字：2022年吉林省一共追责问责了多少人？"
    assert stand_alone("Tell me more", []) == "Tell me more"
    assert stand_alone("继续", [JILIN]) == "继续"
