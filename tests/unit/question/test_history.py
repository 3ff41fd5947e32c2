"""A conversation in the forms that programs have it in."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from qa.errors import BadQuestion
from qa.question.history import as_pairs

PAIRS = (("Who led?", "Li led.[1]"), ("And when?", ""))


@pytest.mark.parametrize(
    "history",
    [
        list(PAIRS),
        [["Who led?", "Li led.[1]"], ("And when?", None)],
        [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Who led?"},
            {"role": "assistant", "content": "Li led.[1]"},
            {"role": "user", "content": [{"type": "text", "text": "And when?"}, {"type": "image_url"}]},
        ],
        [SystemMessage("Be brief."), HumanMessage("Who led?"), AIMessage("Li led.[1]"), HumanMessage("And when?")],
    ],
)
def test_pairs_and_messages_are_the_same_conversation(history: Any) -> None:
    assert as_pairs(history) == PAIRS


def test_no_history_is_an_empty_one() -> None:
    assert as_pairs(None) == as_pairs(()) == as_pairs([{"role": "assistant", "content": "Hello"}]) == ()


@pytest.mark.parametrize(
    "history", ["Who led?", {"role": "user", "content": "Who?"}, 5, [5], [("a",)], [(1, 2)], ["Who led?"]]
)
def test_what_is_no_history_is_told(history: Any) -> None:
    with pytest.raises(BadQuestion, match="Give \\(question, answer\\) pairs"):
        as_pairs(history)


def test_a_message_with_a_strange_content_is_told() -> None:
    with pytest.raises(BadQuestion, match="content of the type int"):
        as_pairs([{"role": "user", "content": 5}])
